import type { LocalEntry, LocalFile } from '../core/entry.ts';

/**
 * The local folder of a pair.
 *
 * Every implementation guarantees:
 * - **Inside the root.** No call reads or writes outside the root, follows a symlink, or touches `.windlass` but for its own needs.
 *   A path with a symlink among its parents is refused (`local-name`).
 * - **Nothing is overwritten.** `place`, `putBack`, `move` and `makeFolder` never replace something that was not expected; what
 *   they replace or remove goes to the local trash first. A file that is no longer what the caller saw gives `local-changed`.
 * - **Durable order.** `place` writes to `.windlass/tmp`, syncs the file, gives it its name, syncs the folder, and only then resolves.
 * - **Errors** are SyncFailures: EACCES/EPERM `local-denied`, ENOSPC/EDQUOT `disk-full`, ENOENT `local-missing`, EBUSY/ETXTBSY
 *   `local-busy`, EEXIST `local-exists`, ENAMETOOLONG/EINVAL/EILSEQ `local-name`, else `local-io`.
 * - **Scan order** is byte order of `id` (UTF-8), a folder's id ending in `/`; a folder that cannot be listed yields one `unseen`
 *   entry in its place and the scan goes on; an unreadable root rejects. A scan that ends without an error is complete.
 */
export interface LocalTree {
  readonly traits: TreeTraits;

  /** Looks at the root without changing it. */
  inspectRoot(): Promise<RootState>;
  /** Creates `.windlass` and writes the marker file with the pair's UUID, durably. */
  writeMarker(pairId: string): Promise<void>;

  /** Lists everything not ignored, in batches. Entries under `.windlass` are never yielded. */
  scan(options: ScanOptions): AsyncIterable<readonly LocalEntry[]>;
  /** One entry as `scan` would yield it; undefined when nothing is there. `path` is in disk spelling, without a trailing slash. */
  stat(path: string): Promise<LocalEntry | undefined>;

  /** The whole content of a small file. Rejects `local-changed` unless the stamp matches before and after reading. */
  readAll(file: LocalFile, options?: WaitOptions): Promise<Uint8Array>;
  /** SHA-256 in lower-case hex, with the same check. */
  hash(file: LocalFile, options?: HashOptions): Promise<string>;
  /** Bytes `start` to `end` (inclusive) as a stream; rejects `local-changed` when the stamp differs at opening or after the last byte. */
  read(file: LocalFile, range: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  /** Resolves when the file is still what the caller saw; rejects `local-changed` or `local-missing`. */
  verify(file: LocalFile): Promise<void>;

  /** Opens (or opens again, keeping its bytes) the temp file `name` under `.windlass/tmp`. `name` is one path component. */
  stage(name: string): Promise<StagedFile>;
  /** Names of temp files left in `.windlass/tmp`. */
  stagedNames(): Promise<readonly string[]>;
  /** Deletes a temp file; one that is not there is no error. */
  dropStaged(name: string): Promise<void>;

  /** Creates a folder and its parents; one that is there already is no error. Resolves with the entry. */
  makeFolder(path: string): Promise<LocalEntry>;
  /** Gives a file another name without replacing anything at `to`; parents of `to` are created. Resolves with the new entry. */
  move(file: LocalFile, to: string): Promise<LocalFile>;
  /** Moves a file to the local trash. */
  discard(file: LocalFile, options?: DiscardOptions): Promise<{ readonly trashedTo: string }>;
  /** What a file of the local trash holds; rejects `local-missing` when it is no longer there. */
  hashTrashed(inTrash: string, options?: HashOptions): Promise<TrashedContent>;
  /** Gives a file of the local trash a name again; rejects `local-missing` when it is no longer there. */
  putBack(options: PutBackOptions): Promise<void>;
  /** Removes a folder that holds nothing; rejects `local-not-empty` otherwise. One that is not there is no error. */
  removeFolder(path: string): Promise<void>;
}

export interface StagedFile {
  /** Bytes in the temp file now. */
  size(): Promise<number>;
  write(position: number, bytes: Uint8Array): Promise<void>;
  /** Cuts or extends to `size` bytes. */
  truncate(size: number): Promise<void>;
  /** Resolves once every byte written so far outlasts a power cut. */
  sync(): Promise<void>;
  /** SHA-256 of the whole temp file, lower-case hex. */
  hash(options?: HashOptions): Promise<string>;
  /**
   * Gives the file its name, with modification time `mtimeNs` (kept to the microsecond: libuv's resolution).
   * `replaces` is what the plan saw there: that file goes to the local trash; `undefined` means nothing may be there
   * (`local-exists`). Parents are created. Resolves with the entry as a scan would yield it; the temp file is gone then.
   */
  place(options: PlaceOptions): Promise<LocalFile>;
  /** Lets go of the handle; the bytes stay for a later `stage`. After `place`, or a second time, it does nothing. */
  close(): Promise<void>;
}

export interface PlaceOptions {
  readonly path: string;
  readonly mtimeNs: bigint;
  readonly replaces: LocalFile | undefined;
  /** Called before what is replaced goes to the local trash, with where it will be, relative to the trash. */
  readonly onReplacing?: ((inTrash: string) => void) | undefined;
}

export interface PutBackOptions extends Pick<PlaceOptions, 'path' | 'replaces' | 'onReplacing'> {
  /** Where it is, relative to the local trash. */
  readonly inTrash: string;
}

export interface TrashedContent {
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface DiscardOptions {
  /** Called before the file goes, with where in the local trash it will be, relative to the trash. */
  readonly onMoving?: ((inTrash: string) => void) | undefined;
  /** The system's trash gets it too, where that is wanted and can be done; the local trash has it in any case. */
  readonly alsoToSystem?: boolean | undefined;
}

export interface WaitOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface HashOptions extends WaitOptions {
  /** Called with bytes read so far. */
  readonly onProgress?: ((readBytes: number) => void) | undefined;
}

export interface ScanOptions extends WaitOptions {
  /** True for what is ignored; `path` in disk spelling, folders with a trailing slash. An ignored folder is not entered. */
  readonly ignored: (path: string) => boolean;
  /** Only this folder and what is below it (disk spelling, trailing slash). */
  readonly under?: string | undefined;
}

export interface TreeTraits {
  /** False where `A` and `a` are one file (macOS and Windows by default). */
  readonly caseSensitive: boolean;
  /** True where Windows' rules on names hold. */
  readonly windowsNames: boolean;
  /** False where inode numbers change between mounts or do not exist. */
  readonly stableInodes: boolean;
}

export type RootState =
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly reason: string }
  | {
      readonly state: 'present';
      /** The pair's UUID from the marker; undefined when there is no marker. */
      readonly pairId: string | undefined;
      /** `device:inode` of the root, opaque. */
      readonly identity: string;
    };
