/**
 * Where local files go when the other side deleted or replaced them.
 *
 * Guarantees: a file is moved, never copied and deleted, where both are on one file system; nothing in the trash is ever
 * overwritten; after `discard` resolves the file is at its new place durably and no longer at its old one.
 */
export interface LocalTrash {
  /**
   * Moves one file or one empty folder to the trash. `absolutePath` is the file, `path` its pair-relative name for the
   * way back. Resolves with where it went. Rejects `local-missing` when it is not there.
   */
  discard(absolutePath: string, path: string): Promise<{ readonly trashedTo: string }>;
  /**
   * Gives one file a second name in the trash, and leaves the first alone: whoever removes that destroys nothing. Undefined where
   * the file system has no hard links. Rejects `local-missing` when it is not there.
   */
  keep(absolutePath: string, path: string): Promise<KeptFile | undefined>;
  /**
   * Moves a file that was discarded to `absolutePath`, whose folder is there; durably, and replacing nothing (`local-exists`). Rejects
   * `local-missing` when it is not in this trash, or not any more.
   */
  takeOut(trashedTo: string, absolutePath: string): Promise<void>;
  /** What is in the trash, newest first. */
  list(): Promise<readonly TrashedFile[]>;
  /** Deletes for good what was trashed before `olderThanMs` (milliseconds since the epoch); resolves with the count. */
  purge(olderThanMs: number): Promise<number>;
}

export interface KeptFile {
  readonly trashedTo: string;
  /** Takes the second name away again. */
  drop(): Promise<void>;
}

export interface TrashedFile {
  readonly path: string;
  readonly trashedTo: string;
  readonly trashedAtMs: number;
  /** Bytes. */
  readonly size: number;
}
