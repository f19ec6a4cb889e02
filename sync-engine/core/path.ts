import type { BlockReason } from './entry.ts';

/** The folder in a pair's root, and the key prefix in its buckets, that is ours: marker, temp files, trash, probes. */
export const RESERVED = '.windlass';

/** Longest file name most file systems take, in UTF-8 bytes (NAME_MAX of ext4, APFS, XFS; NTFS counts 255 UTF-16 units). */
export const MAX_NAME_BYTES = 255;

/** The naming rules of the file system below a root. */
export interface NameRules {
  /** False where `A` and `a` are one file. */
  readonly caseSensitive: boolean;
  /** True where Windows' rules on names hold. */
  readonly windowsNames: boolean;
}

/**
 * Orders strings as their UTF-8 bytes do, which is the order of an S3 listing and of SQLite's BINARY collation.
 * JavaScript's own `<` orders UTF-16 units, which puts U+E000…U+FFFF after the emoji.
 */
export function compareUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return fixUp(left) - fixUp(right);
  }
  return a.length - b.length;
}

/** Moves surrogates above the rest of the BMP, so that UTF-16 units compare as code points. */
function fixUp(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

const ASCII_LOWER = /^[\x20-\x40\x5b-\x7e]*$/;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * The identity of a path: NFC, and lower case where the file system does not tell cases apart. Two spellings with one
 * identity are one file. File systems fold by tables of their own, which differ from Unicode's in rare letters: where we
 * fold more than the disk, one of two files is reported as a clash; where we fold less, the disk refuses the second
 * (`local-exists`). Neither loses a byte.
 */
export function identityOf(path: string, rules: Pick<NameRules, 'caseSensitive'>): string {
  if (rules.caseSensitive) return ASCII.test(path) ? path : path.normalize('NFC');
  if (ASCII_LOWER.test(path)) return path;
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

export function isFolderPath(path: string): boolean {
  return path.endsWith('/');
}

/** The folder a path lies in, with its trailing `/`; `''` at the top. */
export function parentOf(path: string): string {
  const end = isFolderPath(path) ? path.length - 2 : path.length - 1;
  return path.slice(0, path.lastIndexOf('/', end) + 1);
}

/** The last component, without a trailing `/`. */
export function nameOf(path: string): string {
  const bare = bareOf(path);
  return bare.slice(bare.lastIndexOf('/') + 1);
}

/** A path without its trailing `/`. */
export function bareOf(path: string): string {
  return isFolderPath(path) ? path.slice(0, -1) : path;
}

/**
 * Characters that HFS+ leaves out of account when it looks a name up. Source: git, `next_hfs_char` in utf8.c, which has the list
 * from Apple's TN1150.
 */
const UNSEEN_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * True inside our own area at the top of a root or prefix, in any spelling that a file system takes for it: letter case (folded
 * upwards, which joins `ſ` to `s` as APFS does) and characters that are not seen.
 */
export function isReserved(path: string): boolean {
  const end = path.indexOf('/');
  const top = end < 0 ? path : path.slice(0, end);
  if (ASCII.test(top)) return top.length === RESERVED.length && top.toLowerCase() === RESERVED;
  return top.replaceAll(UNSEEN_BY_HFS, '').toUpperCase() === RESERVED.toUpperCase();
}

/**
 * The short names NTFS may give `.windlass`: `WINDLA~1`, and `WI` with four hex digits of a hash once those are taken.
 * Source: Microsoft Learn, "Naming Files, Paths, and Namespaces", short names; the hashed form as git's `is_ntfs_dot_generic` has it.
 */
const RESERVED_SHORT = /^wi(?:ndla|[0-9a-f]{4})~\d(?:\/|$)/i;

/**
 * Windows' device names, with or without an extension (spaces before it do not count), superscript digits included.
 * Source: Microsoft Learn, "Naming Files, Paths, and Namespaces".
 */
const WINDOWS_DEVICE =
  /^(?:con|prn|aux|nul|com[1-9\u00b9\u00b2\u00b3]|lpt[1-9\u00b9\u00b2\u00b3]|conin\$|conout\$) *(?:\.|$)/i;
// Control characters are among what the page above forbids.
// oxlint-disable-next-line no-control-regex
const WINDOWS_ILLEGAL = /[\x00-\x1f<>:"|?*\\]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Why a relative path cannot be a file or folder here; undefined when it can. Both disk paths and key paths go through this. */
export function blockedPath(path: string, rules: NameRules): BlockReason | undefined {
  const bare = bareOf(path);
  if (isReserved(bare) || (rules.windowsNames && RESERVED_SHORT.test(bare))) return 'reserved';
  if (bare === '' || bare.includes('\0')) return 'key-unsafe';
  for (const name of bare.split('/')) {
    const reason = blockedName(name, rules);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function blockedName(name: string, rules: NameRules): BlockReason | undefined {
  if (name === '' || name === '.' || name === '..') return 'key-unsafe';
  if (LONE_SURROGATE.test(name)) return 'name-not-utf8';
  if (name.length > MAX_NAME_BYTES / 3 && utf8Length(name) > MAX_NAME_BYTES) return 'name-too-long';
  if (!rules.windowsNames) return undefined;
  if (WINDOWS_ILLEGAL.test(name)) return 'name-illegal';
  if (WINDOWS_DEVICE.test(name)) return 'name-reserved';
  return name.endsWith('.') || name.endsWith(' ') ? 'name-trailing' : undefined;
}

/** Bytes of a string's UTF-8 form. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes, so each half adds one.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}
