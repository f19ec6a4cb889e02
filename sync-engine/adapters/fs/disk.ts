/**
 * The few file-system calls a local tree is built from. Two things stand behind it: Node's `fs`, and a disk in memory, so
 * that a simulation runs the very code that handles real files. Paths are absolute and `/`-separated.
 *
 * Every implementation guarantees:
 * - A call rejects with an Error whose `code` is the system's (`ENOENT`, `EACCES`, …).
 * - No call but `stat` follows a symlink in the last component; symlinks among the parents are the caller's to refuse.
 * - A call takes effect at one instant, between its start and its settling.
 */
export interface Disk {
  lstat(path: string): Promise<DiskStat>;
  /** Follows a symlink: for the root alone, which a user may well reach through one. */
  stat(path: string): Promise<DiskStat>;
  /** The stat of each name in `folder`, in order; an Error in the place of one that failed. */
  lstatAll(folder: string, names: readonly string[]): Promise<readonly (DiskStat | Error)[]>;
  /** In no particular order, without `.` and `..`. */
  list(folder: string): Promise<readonly DiskName[]>;
  open(path: string, mode: OpenMode): Promise<DiskFile>;
  /** Fails with EEXIST when anything is there. */
  mkdir(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  /** A second name for a file; fails with EEXIST when anything is at `to`. */
  link(from: string, to: string): Promise<void>;
  /** Replaces a file at `to`. */
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Brings the names in a folder to the disk. */
  syncFolder(path: string): Promise<void>;
}

/**
 * - `read`: an existing file, for reading; never blocks on a pipe.
 * - `keep`: for reading and writing; made when it is not there, its bytes kept when it is.
 * - `create`: for reading and writing; fails with EEXIST when anything is there.
 */
export type OpenMode = 'read' | 'keep' | 'create';

export interface DiskFile {
  stat(): Promise<DiskStat>;
  /** Reads up to `buffer.length` bytes from `position`; resolves with how many, 0 at the end. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** Writes all of `bytes`. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Sets the modification time, nanoseconds since the epoch, kept to the microsecond. */
  setMtime(mtimeNs: bigint): Promise<void>;
  /** Sets the permission bits. */
  setMode(mode: number): Promise<void>;
  /** Brings content and times to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type DiskKind = 'file' | 'folder' | 'symlink' | 'special';

export interface DiskStat {
  readonly kind: DiskKind;
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since the epoch, as are all times here. */
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  readonly dev: bigint;
  /** Permission bits. */
  readonly mode: number;
  /** Names this file has. */
  readonly links: number;
}

export interface DiskName {
  /** Bytes that are not UTF-8 stand as `\xNN`, with `utf8` false: such a name can be shown but not opened. */
  readonly name: string;
  readonly kind: DiskKind;
  readonly utf8: boolean;
}

/** The system's code of a failed disk call; undefined for anything else. */
export function diskCode(caught: unknown): string | undefined {
  if (!(caught instanceof Error) || !('code' in caught)) return undefined;
  return typeof caught.code === 'string' ? caught.code : undefined;
}

/** A failed disk call, as Node would report it. */
export function diskError(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${call} '${path}'`), { code });
}
