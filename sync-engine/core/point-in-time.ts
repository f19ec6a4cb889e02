import { compareUtf8, isFolderPath } from './path.ts';
import type { TrashEntry } from './trash-key.ts';

/**
 * What a pair held at a time T, from listings alone.
 *
 * A version lived at its path from its birth (LastModified of its object) until
 * - it was deleted or replaced: `deletedAt` of its trash entry. A replaced version is archived before its successor is
 *   written, and that upload may take minutes; so an `o` or `c` version counts until its successor's birth, for a day at most;
 * - it was moved: the move record's time, or the birth of the copy if that is later. Its bytes are then those of the
 *   version born at the new path, which may itself have been moved on, replaced or deleted since;
 * - or it is current, and has no end.
 *
 * Times come from several clocks (births from the provider, ends from the devices), so lives may overlap: the version born
 * last wins. Many providers cut LastModified to whole seconds, so a version written within the second of T, but after T,
 * counts as there already; ask for a time between edits. Versions whose bytes were purged are left out.
 */
export interface AsOfQuery {
  /** T, milliseconds since the epoch. */
  readonly atMs: number;
  /** A folder with its trailing `/`, one file's path, or `''` for everything. */
  readonly prefix: string;
  /** Trash entries of the whole pair, or at least of `prefix` and of every place its files were moved to. */
  readonly trash: Iterable<TrashEntry>;
  /** What the object bucket holds now, as widely as `trash`. */
  readonly current: Iterable<CurrentVersion>;
  readonly moves: Iterable<MoveRecord>;
}

export interface CurrentVersion {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  /** LastModified, milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** A rename: the object was copied to `toPath` and then deleted at `fromPath`, without a trash entry. */
export interface MoveRecord {
  readonly fromPath: string;
  readonly toPath: string;
  /** When the object at `fromPath` was deleted, milliseconds since the epoch. */
  readonly atMs: number;
  /** LastModified of the version at `fromPath`, milliseconds since the epoch. */
  readonly bornMs: number;
  /** LastModified of the copy, milliseconds since the epoch. */
  readonly toBornMs: number;
  /** ETag of the version at `fromPath`. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
}

/** Where a version's bytes are now. */
export type VersionSource =
  | { readonly kind: 'trash'; readonly key: string }
  | { readonly kind: 'current'; readonly path: string };

export interface AsOfVersion {
  /** Where it was at T. */
  readonly path: string;
  readonly source: VersionSource;
  /** Bytes. */
  readonly size: number;
  /** Of the object at `source`, now. */
  readonly etag: string;
  /** When it came to be at `path`, milliseconds since the epoch; 0 when unknown. */
  readonly bornMs: number;
}

/**
 * Longest time between archiving a version and the birth of its successor, milliseconds: a day, for slow uploads. A later birth
 * is not the successor's (that one was purged), and the path was empty or something unknown in between.
 */
const ARCHIVE_LEAD_MAX_MS = 24 * 60 * 60 * 1000;

/** One version at one path. */
interface Life {
  readonly bornMs: number;
  /** As recorded, before its successor's birth is considered; Infinity while it lives. */
  readonly endMs: number;
  /** True where the end is the moment of archiving, ahead of the real one. */
  readonly endsAtSuccessor: boolean;
  readonly size: number;
  readonly etag: string;
  readonly bytes: VersionSource | { readonly kind: 'moved'; readonly move: MoveRecord };
}

type Lives = ReadonlyMap<string, readonly Life[]>;

/** One row for every path under the prefix that held something at T, in byte order of paths. */
export function selectAsOf(query: AsOfQuery): readonly AsOfVersion[] {
  const lives = collectLives(query);
  const rows: AsOfVersion[] = [];
  for (const [path, versions] of lives) {
    if (!isUnder(path, query.prefix)) continue;
    const row = versionAt(path, versions, query.atMs, lives);
    if (row !== undefined) rows.push(row);
  }
  return rows.sort((a, b) => compareUtf8(a.path, b.path));
}

/** True for everything below a folder (`docs/`), for one file itself, and for every path below `''`. */
export function isUnder(path: string, prefix: string): boolean {
  return prefix === '' || isFolderPath(prefix) ? path.startsWith(prefix) : path === prefix;
}

/** The lives at all paths that matter, so that memory goes with the selection and not with the bucket. */
function collectLives({ prefix, trash, current, moves }: AsOfQuery): Lives {
  const allMoves = [...moves];
  const elsewhere = destinations(allMoves, prefix);
  const lives = new Map<string, Life[]>();
  const add = (path: string, life: Life): void => {
    if (!isUnder(path, prefix) && !elsewhere.has(path)) return;
    const known = lives.get(path);
    if (known === undefined) lives.set(path, [life]);
    else known.push(life);
  };
  for (const move of allMoves) add(move.fromPath, lifeOfMoved(move));
  for (const entry of trash) add(entry.path, lifeOfTrashed(entry));
  for (const version of current) add(version.path, lifeOfCurrent(version));
  return lives;
}

function lifeOfMoved(move: MoveRecord): Life {
  const { bornMs, size, etag } = move;
  const endMs = Math.max(move.atMs, move.toBornMs);
  return { bornMs, endMs, endsAtSuccessor: false, size, etag, bytes: { kind: 'moved', move } };
}

function lifeOfTrashed({ bornMs, deletedAtMs, reason, size, etag, key }: TrashEntry): Life {
  const endsAtSuccessor = reason === 'o' || reason === 'c';
  return { bornMs, endMs: deletedAtMs, endsAtSuccessor, size, etag, bytes: { kind: 'trash', key } };
}

function lifeOfCurrent({ path, modifiedMs, size, etag }: CurrentVersion): Life {
  const endMs = Number.POSITIVE_INFINITY;
  return { bornMs: modifiedMs, endMs, endsAtSuccessor: false, size, etag, bytes: { kind: 'current', path } };
}

/** Every path a file under the prefix was moved to, directly or by way of others. */
function destinations(moves: readonly MoveRecord[], prefix: string): ReadonlySet<string> {
  const movesFrom = Map.groupBy(moves, (move) => move.fromPath);
  const reached = new Set<string>();
  const follow = moves.filter((move) => isUnder(move.fromPath, prefix));
  for (let move = follow.pop(); move !== undefined; move = follow.pop()) {
    if (reached.has(move.toPath)) continue;
    reached.add(move.toPath);
    follow.push(...(movesFrom.get(move.toPath) ?? []));
  }
  return reached;
}

function versionAt(
  path: string,
  versions: readonly Life[],
  atMs: number,
  lives: Lives,
): AsOfVersion | undefined {
  const alive = versions
    .filter((life) => life.bornMs <= atMs && atMs < endOf(life, versions))
    .sort((a, b) => b.bornMs - a.bornMs || b.endMs - a.endMs);
  for (const life of alive) {
    const found = bytesOf(life, lives, new Set());
    if (found !== undefined) return { path, ...found, bornMs: life.bornMs };
  }
  return undefined;
}

/**
 * When a life really ended: a replaced version's at the birth of the next one, when that came after the archiving. A version
 * archived more than once (its upload failed and was tried again) ends with the last time.
 */
function endOf(life: Life, versions: readonly Life[]): number {
  if (!life.endsAtSuccessor) return life.endMs;
  let successorMs = Number.POSITIVE_INFINITY;
  for (const { bornMs, endMs } of versions) {
    if (bornMs === life.bornMs && endMs > life.endMs) return life.endMs;
    if (bornMs > life.bornMs) successorMs = Math.min(successorMs, bornMs);
  }
  return successorMs - life.endMs > ARCHIVE_LEAD_MAX_MS ? life.endMs : Math.max(life.endMs, successorMs);
}

type FoundBytes = Pick<AsOfVersion, 'source' | 'size' | 'etag'>;

/**
 * Follows moves to the object that holds a life's bytes now; undefined when it was purged. `seen` ends circles: a file moved
 * to and fro within one second looks like its own successor.
 */
function bytesOf({ bytes, size, etag }: Life, lives: Lives, seen: Set<MoveRecord>): FoundBytes | undefined {
  if (bytes.kind !== 'moved') return { source: bytes, size, etag };
  if (seen.has(bytes.move)) return undefined;
  seen.add(bytes.move);
  for (const copy of copiesOf(bytes.move, lives)) {
    const found = bytesOf(copy, lives, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The lives at the new path that may be the copy a move made, the likeliest first. Births are compared by the second, for
 * LIST, HEAD and the copy's answer differ in precision; when several versions were born there in that second, it is the one
 * with the same birth to the millisecond, then the same ETag, then the one that was there when the move was recorded.
 */
function copiesOf(move: MoveRecord, lives: Lives): readonly Life[] {
  const second = Math.floor(move.toBornMs / 1000);
  const movedMs = Math.max(move.atMs, move.toBornMs);
  const unlikeness = (life: Life): readonly number[] => [
    life.bornMs === move.toBornMs ? 0 : 1,
    life.etag === move.etag ? 0 : 1,
    life.endMs > movedMs ? 0 : 1,
    life.endMs,
  ];
  return (lives.get(move.toPath) ?? [])
    .filter((life) => Math.floor(life.bornMs / 1000) === second && life.size === move.size)
    .map((life) => ({ life, rank: unlikeness(life) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ life }) => life);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
