import { fail } from '../../core/error.ts';
import { selectAsOf } from '../../core/point-in-time.ts';
import type { AsOfVersion, CurrentVersion, MoveRecord } from '../../core/point-in-time.ts';
import type { TrashEntry } from '../../core/trash-key.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreRequest } from '../recycle-bin.ts';
import { areasOf } from './areas.ts';
import type { Areas } from './areas.ts';
import { currentVersion, currentVersions, forEachSettled, trashEntries, trashEntryAt } from './listing.ts';
import { readMoves } from './moves.ts';
import { removalsInTheWay } from './restore-in-place.ts';
import { thereThen } from './there-then.ts';

/** What is to come back, and what is there now. */
export interface Selection {
  /** One version a path. */
  readonly wanted: readonly AsOfVersion[];
  /** Wanted paths that were named by a folder alone: back at their original place they come only where they are missing. */
  readonly onlyMissing: ReadonlySet<string>;
  /** Objects at the wanted paths; with `exact`, all in the areas that were asked for, without `left`. */
  readonly current: readonly CurrentVersion[];
  /** What was there at that time too, in a version that was deleted for good since: it stays as it is. */
  readonly left: readonly CurrentVersion[];
  /** True when what is there now and not wanted is to go. */
  readonly exact: boolean;
}

/**
 * Finds the versions a request names. A folder named without a time brings back what is missing from it; a file named itself comes
 * back whether it is there or not.
 * Rejects `path-unknown` when a path names nothing, `not-found` when a key does, `usage` when nothing is asked for.
 */
export async function select(context: PairContext, request: RestoreRequest): Promise<Selection> {
  const { paths, keys = [], asOfMs } = request;
  if (asOfMs !== undefined) {
    if (keys.length > 0) throw fail('usage', 'a version is named by its key or by a time, not by both');
    return await selectAtTime(context, areasOf(paths), asOfMs);
  }
  if (paths.length === 0 && keys.length === 0) {
    throw fail('usage', 'name the files or folders to restore, or a time for everything as it was');
  }
  const wanted = new Map<string, AsOfVersion>();
  if (paths.length > 0) {
    for (const entry of await newestOf(context, areasOf(paths))) wanted.set(entry.path, versionOf(entry));
  }
  const byKey = await entriesAt(context, keys);
  for (const entry of byKey) wanted.set(entry.path, versionOf(entry));
  // The paths of keys may be anywhere.
  const current = await currentAt(context, new Set(wanted.keys()), keys.length > 0 ? [] : paths);
  const named = new Set([
    ...paths,
    ...paths.map((path) => path.normalize('NFC')),
    ...byKey.map(({ path }) => path),
  ]);
  const onlyMissing = new Set(wanted.keys()).difference(named);
  return { wanted: [...wanted.values()], onlyMissing, current, left: [], exact: false };
}

/** Above this many paths or keys, a listing costs less than asking for each. */
const MOST_ASKED = 1_000;

/** What the object bucket holds at the wanted paths, which lie in the areas. */
export async function currentAt(
  context: PairContext,
  wanted: ReadonlySet<string>,
  areas: readonly string[],
): Promise<readonly CurrentVersion[]> {
  if (wanted.size > MOST_ASKED) {
    return await collect(currentVersions(context, areasOf(areas)), ({ path }) => wanted.has(path));
  }
  const current: CurrentVersion[] = [];
  await forEachSettled(wanted, async (path) => {
    const found = await currentVersion(context, path);
    if (found !== undefined) current.push(found);
  });
  return current;
}

async function newestOf(context: PairContext, areas: Areas): Promise<readonly TrashEntry[]> {
  const newest = new Map<string, TrashEntry>();
  for await (const page of trashEntries(context, areas)) {
    for (const entry of page) {
      const known = newest.get(entry.path);
      if (known === undefined || known.deletedAtMs <= entry.deletedAtMs) newest.set(entry.path, entry);
    }
  }
  requireEach(areas, [...newest.keys()], 'the recycle bucket holds nothing');
  return [...newest.values()];
}

async function entriesAt(context: PairContext, keys: readonly string[]): Promise<readonly TrashEntry[]> {
  const named = new Set(keys);
  const entries = await entriesByKey(context, named);
  const found = new Map<string, TrashEntry>();
  for (const key of named) {
    const entry = entries.get(key);
    if (entry === undefined) throw fail('not-found', `there is no trash entry ${key}; ${HINT}`, { key });
    if (found.has(entry.path)) {
      throw fail('usage', `two versions of ${entry.path} cannot both be restored to it`, {
        path: entry.path,
      });
    }
    found.set(entry.path, entry);
  }
  return [...found.values()];
}

/** The trash entries of some keys, by key; those that name none are left out. */
export async function entriesByKey(
  context: PairContext,
  keys: ReadonlySet<string>,
): Promise<ReadonlyMap<string, TrashEntry>> {
  const found = new Map<string, TrashEntry>();
  if (keys.size > MOST_ASKED) {
    for await (const page of trashEntries(context, areasOf([]))) {
      for (const entry of page) if (keys.has(entry.key)) found.set(entry.key, entry);
    }
    return found;
  }
  await forEachSettled(keys, async (key) => {
    const entry = await trashEntryAt(context, key);
    if (entry !== undefined) found.set(key, entry);
  });
  return found;
}

/** With the trash entries that were looked through, for what their keys alone do not tell. */
export async function selectAtTime(
  context: PairContext,
  areas: Areas,
  atMs: number,
): Promise<Selection & { readonly trash: readonly TrashEntry[] }> {
  const moves = await readMoves(context, atMs);
  const reached = destinationsOf(moves, areas);
  // Bytes that were moved out of the areas may be anywhere by now.
  const where = reached.size > 0 ? areasOf([]) : areas;
  const matters = ({ path }: { readonly path: string }): boolean => areas.covers(path) || reached.has(path);
  const trash = await collect(trashEntries(context, where), matters);
  const everything = await collect(currentVersions(context, where), matters);
  const known = [...trash, ...everything].map(({ path }) => path);
  requireEach(areas, [...known, ...moves.map((move) => move.fromPath)], 'nothing is known');
  const wanted = areas.scopes.flatMap((prefix) =>
    selectAsOf({ atMs, prefix, trash, current: everything, moves }),
  );
  const there = everything.filter(({ path }) => areas.covers(path));
  const left = purgedSince(context, { wanted, there, atMs, goneMs: lastGone(trash, moves, atMs) });
  const current = there.filter((version) => !left.has(version));
  return { wanted, onlyMissing: new Set(), current, left: [...left], exact: true, trash };
}

/** What would be taken for new since that time, for nothing of then is left of it. Where it is in the way of what comes back, it goes. */
function purgedSince(
  { index }: PairContext,
  found: {
    readonly wanted: readonly AsOfVersion[];
    readonly there: readonly CurrentVersion[];
    readonly atMs: number;
    readonly goneMs: ReadonlyMap<string, number>;
  },
): ReadonlySet<CurrentVersion> {
  const { wanted, there, atMs, goneMs } = found;
  const back = new Set(wanted.map(({ path }) => path));
  const others = there.filter(({ path }) => !back.has(path));
  if (others.length === 0) return new Set();
  const paths = new Set(others.map(({ path }) => path));
  const then = thereThen({ paths, records: index.activityOf(paths), atMs, goneMs });
  const left = others.filter(({ path }) => then.has(path));
  return new Set(left).difference(removalsInTheWay(wanted, left));
}

/** When each path was last deleted, or moved away, until an instant. */
function lastGone(
  trash: readonly TrashEntry[],
  moves: readonly MoveRecord[],
  untilMs: number,
): ReadonlyMap<string, number> {
  const ends = [
    ...trash
      .filter(({ reason }) => reason === 'd')
      .map(({ path, deletedAtMs }) => [path, deletedAtMs] as const),
    ...moves.map(({ fromPath, atMs }) => [fromPath, atMs] as const),
  ];
  const last = new Map<string, number>();
  for (const [path, endMs] of ends)
    if (endMs <= untilMs) last.set(path, Math.max(endMs, last.get(path) ?? 0));
  return last;
}

/** Every path that a file of the areas was moved to, directly or by way of others. */
function destinationsOf(moves: readonly MoveRecord[], areas: Areas): ReadonlySet<string> {
  const movesFrom = Map.groupBy(moves, (move) => move.fromPath);
  const reached = new Set<string>();
  const open = moves.filter((move) => areas.covers(move.fromPath));
  for (let move = open.pop(); move !== undefined; move = open.pop()) {
    if (reached.has(move.toPath)) continue;
    reached.add(move.toPath);
    open.push(...(movesFrom.get(move.toPath) ?? []));
  }
  return reached;
}

const HINT = '`windlass trash list` shows what there is';

/** Rejects `path-unknown` for the first name that none of the paths belongs to. */
export function requireEach(areas: Areas, paths: readonly string[], finding: string): void {
  for (const given of areas.given) {
    const area = areasOf([given]);
    if (!paths.some((path) => area.covers(path)))
      throw fail('path-unknown', `${finding} at ${given}; ${HINT}`, { path: given });
  }
}

async function collect<T>(
  pages: AsyncIterable<readonly T[]>,
  wanted: (item: T) => boolean,
): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pages) for (const item of page) if (wanted(item)) found.push(item);
  return found;
}

export function versionOf({ path, key, size, etag, bornMs }: TrashEntry): AsOfVersion {
  return { path, source: { kind: 'trash', key }, size, etag, bornMs };
}
