import { formatInstant, parseInstant } from './instant.ts';
import { fitsKey, MAX_KEY_BYTES, keyOf, pathOf } from './object-key.ts';
import { compareUtf8, isReserved, RESERVED, utf8Length } from './path.ts';

/**
 * Names in the recycle bucket: `<prefix><path>~<deletedAt>.<reason>.<born>.<id>` (design.md, "The recycle bucket").
 *
 * The suffix has a fixed width and the last one in a key counts, so a path that itself ends like a suffix comes back whole.
 * All versions of one path sort by time. Different paths sort as `path~` does: `a.txt` and `a/b` before `a`, and everything
 * beyond ASCII after it; versions of `a` stay together unless another path begins with `a~` and a digit, and come before such paths
 * unless one goes on with what sorts before digits (`a~/`). Hashed keys sort among themselves, by hash. `compareTrash` orders by path
 * and then time whatever the bucket says.
 */

/** `d` deleted, `o` overwritten, `c` conflict loser. */
export type TrashReason = 'd' | 'o' | 'c';

/** What a trash key says of a version besides its path. */
export interface TrashStamp {
  /** Milliseconds since the epoch. */
  readonly deletedAtMs: number;
  readonly reason: TrashReason;
  /** When that version came to be, milliseconds since the epoch; 0 when unknown. */
  readonly bornMs: number;
  /**
   * Ten characters of [0-9a-z] that no other entry has: nothing in the recycle bucket is ever overwritten. The first four are
   * the tag of the device that put it there; in entries from before there were tags they mean nothing.
   */
  readonly id: string;
}

export interface TrashName extends TrashStamp {
  /** Relative to the pair. */
  readonly path: string;
}

/** One version in the recycle bucket. */
export interface TrashEntry {
  readonly path: string;
  /** The whole key in the recycle bucket. */
  readonly key: string;
  readonly deletedAtMs: number;
  /** `foreign`: put there by another system, under its original key. */
  readonly reason: TrashReason | 'foreign';
  /** 0 when unknown (foreign). */
  readonly bornMs: number;
  /** Empty when foreign: the key itself is unique then. */
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** Of the object in the recycle bucket. */
  readonly etag: string;
}

/** The characters of an id that chance gives; 36^6 of them for one device, path and millisecond. */
export const RANDOM_ID_LENGTH = 6;
const TAG_LENGTH = 4;

/**
 * What the ids of a device's trash entries begin with. Two devices of a pair have the same tag once in 1.7 million; then one is shown
 * for the other.
 */
export function deviceTag(device: string, hashOf: HashOf): string {
  // 13 hex digits are 52 bits: exact as a number.
  const value = Number.parseInt(hashOf(device).slice(0, 13), 16) % 36 ** TAG_LENGTH;
  return value.toString(36).padStart(TAG_LENGTH, '0');
}

/** The tag in a trash id; undefined for an entry without id. */
export function tagOfId(id: string): string | undefined {
  return id === '' ? undefined : id.slice(0, TAG_LENGTH);
}

/** SHA-256 of a text's UTF-8 form, lower-case hex. */
export type HashOf = (text: string) => string;

/** The metadata entry that holds the path (relative to the pair) of an object whose trash key is hashed. */
export const TRASH_PATH_METADATA = 'path';

/** Where entries with hashed keys live, below the recycle prefix: `<64 hex digits>~…`. */
export const HASHED_AREA = `${RESERVED}/long/`;
const HASH_LENGTH = 64;
const SUFFIX = /^~(\d{8}T\d{9}Z)\.([doc])\.(\d{8}T\d{9}Z)\.([0-9a-z]{10})$/;
const SUFFIX_LENGTH = '~20261121T101500123Z.d.20261121T101500123Z.0123456789'.length;

/** Longest recycle prefix, in UTF-8 bytes, below which every path finds a key. Configuration is checked against it. */
export const RECYCLE_PREFIX_MAX_BYTES = MAX_KEY_BYTES - HASHED_AREA.length - HASH_LENGTH - SUFFIX_LENGTH;

/**
 * Where a version goes. With `metadata`, the key would have passed 1,024 bytes and is hashed: the entries of `metadata` must be
 * added to the object's own. Throws (a bug) for an id that is not ten characters of [0-9a-z], and for a prefix that is too long.
 */
export function trashKey(
  name: TrashName,
  recyclePrefix: string,
  hashOf: HashOf,
): { readonly key: string; readonly metadata?: Readonly<Record<string, string>> } {
  if (!/^[0-9a-z]{10}$/.test(name.id)) throw new RangeError(`Not a trash id: ${name.id}`);
  if (name.path === '') throw new RangeError('The empty path has no trash key');
  const suffix = `~${formatInstant(name.deletedAtMs)}.${name.reason}.${formatInstant(name.bornMs)}.${name.id}`;
  const plain = keyOf(recyclePrefix, name.path) + suffix;
  if (fitsKey(plain)) return { key: plain };
  const hashed = `${recyclePrefix}${HASHED_AREA}${hashOf(name.path)}${suffix}`;
  if (!fitsKey(hashed))
    throw new RangeError(`Recycle prefix of ${utf8Length(recyclePrefix)} bytes is too long`);
  return { key: hashed, metadata: { [TRASH_PATH_METADATA]: name.path } };
}

/** What a key in the recycle bucket tells on its own. */
export type ParsedTrashKey =
  | ({ readonly kind: 'entry' } & TrashName)
  /** The path is in the object's metadata: `hash` is all the key tells. */
  | ({ readonly kind: 'hashed'; readonly hash: string } & TrashStamp)
  /** No suffix of ours: another system put it there, under its original key. */
  | { readonly kind: 'foreign'; readonly path: string }
  /** Our own area (marker, probes, move records), or not below the prefix: no trash. */
  | { readonly kind: 'none' };

export function parseTrashKey(key: string, recyclePrefix: string): ParsedTrashKey {
  const rest = pathOf(recyclePrefix, key);
  if (rest === undefined) return { kind: 'none' };
  const stamp = parseSuffix(rest.slice(-SUFFIX_LENGTH));
  const path = rest.slice(0, -SUFFIX_LENGTH);
  if (isReserved(rest)) {
    const hash = path.slice(HASHED_AREA.length);
    const hashed = stamp !== undefined && path.startsWith(HASHED_AREA) && /^[0-9a-f]{64}$/.test(hash);
    return hashed ? { kind: 'hashed', hash, ...stamp } : { kind: 'none' };
  }
  return stamp === undefined || path === ''
    ? { kind: 'foreign', path: rest }
    : { kind: 'entry', path, ...stamp };
}

function parseSuffix(text: string): TrashStamp | undefined {
  const match = SUFFIX.exec(text);
  if (match === null) return undefined;
  const [, deletedAt = '', reason = '', born = '', id = ''] = match;
  const deletedAtMs = parseInstant(deletedAt);
  const bornMs = parseInstant(born);
  if (deletedAtMs === undefined || bornMs === undefined) return undefined;
  return { deletedAtMs, reason: reason as TrashReason, bornMs, id };
}

/** An object of the recycle bucket as a LIST shows it. */
export interface TrashObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  /** LastModified, milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/**
 * The trash entry an object is; undefined when it is none of ours to show. A hashed one (`needsPath` tells) takes its path
 * from its metadata; where that is missing or is not what was hashed, the entry goes by its hash, so that its bytes
 * stay in reach. A foreign entry counts as deleted when it was put there.
 */
export function trashEntryOf(
  object: TrashObject,
  recyclePrefix: string,
  hashed?: { readonly hashOf: HashOf; readonly path: string | undefined },
): TrashEntry | undefined {
  const parsed = parseTrashKey(object.key, recyclePrefix);
  if (parsed.kind === 'none') return undefined;
  const { key, size, etag, modifiedMs } = object;
  if (parsed.kind === 'foreign') {
    const { path } = parsed;
    return { path, key, deletedAtMs: modifiedMs, reason: 'foreign', bornMs: 0, id: '', size, etag };
  }
  const { deletedAtMs, reason, bornMs, id } = parsed;
  const path = parsed.kind === 'entry' ? parsed.path : hashedPath(parsed.hash, hashed);
  return { path, key, deletedAtMs, reason, bornMs, id, size, etag };
}

function hashedPath(
  hash: string,
  known: { readonly hashOf: HashOf; readonly path: string | undefined } | undefined,
): string {
  return known?.path !== undefined && known.hashOf(known.path) === hash ? known.path : hash;
}

/** True when the path of this key is in the object's metadata and takes a HEAD. */
export function needsPath(key: string, recyclePrefix: string): boolean {
  return parseTrashKey(key, recyclePrefix).kind === 'hashed';
}

/** Orders by path in UTF-8 bytes, then by time of deletion, then by key. */
export function compareTrash(
  a: Pick<TrashEntry, 'path' | 'deletedAtMs' | 'key'>,
  b: Pick<TrashEntry, 'path' | 'deletedAtMs' | 'key'>,
): number {
  return compareUtf8(a.path, b.path) || a.deletedAtMs - b.deletedAtMs || compareUtf8(a.key, b.key);
}
