/**
 * What a side holds at one path.
 *
 * Paths are relative to the pair, `/`-separated, without a leading slash. `path` keeps the spelling of its own side
 * (disk or key); `id` is the identity both sides and the baseline are joined on (see path.ts: NFC, case-folded where
 * the local file system is). A folder's `path` and `id` end in `/`, so that byte order by `id` is the order of a LIST.
 */

/** Why something cannot be synced. Shown to the user as *blocked*, with this reason; never skipped silently. */
export type BlockReason =
  | 'symlink'
  | 'special-file' // socket, device, pipe
  | 'name-illegal' // characters this platform's file systems refuse
  | 'name-reserved' // CON, NUL, … on Windows
  | 'name-trailing' // trailing space or dot on Windows
  | 'name-not-utf8' // bytes on disk that are not UTF-8
  | 'name-too-long' // one component above 255 bytes
  | 'key-too-long' // the object key would pass 1,024 bytes
  | 'key-unsafe' // `..`, `.`, empty component, leading slash, NUL: would escape the root or cannot be a file
  | 'name-clash' // another spelling has the same identity here (case, or NFC beside NFD)
  | 'beside-folder' // an object `a` beside `a/b`: no file system can hold both
  | 'beside-file' // the reverse: below a path that is a file on both sides
  | 'reserved' // our own `.windlass` area
  | 'too-large'; // above the 5 TiB an object may have

/** What a stat tells of a file. All four together decide whether it is unchanged. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since the epoch. */
  readonly mtimeNs: bigint;
  /** Nanoseconds since the epoch; 0n where the platform has none. */
  readonly ctimeNs: bigint;
  /** Inode or file id; 0n where the file system has no stable one. */
  readonly ino: bigint;
}

export interface LocalFile {
  readonly kind: 'file';
  readonly id: string;
  readonly path: string;
  readonly stamp: FileStamp;
}

export interface LocalFolder {
  readonly kind: 'folder';
  readonly id: string;
  readonly path: string;
  /** True when the folder holds nothing at all, not even ignored things. */
  readonly empty: boolean;
}

/** Something that is there but cannot be synced. */
export interface BlockedEntry {
  readonly kind: 'blocked';
  readonly id: string;
  readonly path: string;
  readonly reason: BlockReason;
}

/**
 * A folder whose listing failed: nothing is known of anything below it. No decision but `unseen` may be made there.
 * `id` and `path` end in `/`; the root itself is never reported so (the scan fails instead).
 */
export interface UnseenFolder {
  readonly kind: 'unseen';
  readonly id: string;
  readonly path: string;
  readonly error: string;
}

export type LocalEntry = LocalFile | LocalFolder | BlockedEntry | UnseenFolder;

export interface RemoteFile {
  readonly kind: 'file';
  readonly id: string;
  /** The key without the pair's prefix. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Opaque, without quotes. */
  readonly etag: string;
  /** LastModified, milliseconds since the epoch (whole seconds on many providers). */
  readonly modifiedMs: number;
}

/** A `dir/` marker object. */
export interface RemoteFolder {
  readonly kind: 'folder';
  readonly id: string;
  readonly path: string;
  readonly etag: string;
  readonly modifiedMs: number;
}

export type RemoteEntry = RemoteFile | RemoteFolder | BlockedEntry;

export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino && a.ctimeNs === b.ctimeNs;
}
