/**
 * Where local files go when the other side deleted or replaced them.
 *
 * Guarantees: a file is moved, never copied and deleted, where both are on one file system; nothing in the trash is ever
 * overwritten; after `discard` resolves the file is at its new place durably and no longer at its old one.
 */
export interface LocalTrash {
  /**
   * Moves one file or one empty folder to the trash. `absolutePath` is the file, `path` its pair-relative name for the
   * way back. Resolves with where it went. Rejects `local-missing` when it is not there. `onMoving` is called before it goes, with
   * where that will be in this trash (`locate`).
   */
  discard(
    absolutePath: string,
    path: string,
    onMoving?: (inTrash: string) => void,
  ): Promise<{ readonly trashedTo: string }>;
  /**
   * Gives one file a second name in the trash, and leaves the first alone: whoever removes that destroys nothing. Undefined where
   * the file system has no hard links. Rejects `local-missing` when it is not there.
   */
  keep(absolutePath: string, path: string): Promise<KeptFile | undefined>;
  /**
   * Moves a file that was discarded to `absolutePath`, whose folder is there; durably, and replacing nothing (`local-exists`). Rejects
   * `local-missing` when it is not in this trash, or not any more.
   */
  takeOut(inTrash: string, absolutePath: string): Promise<void>;
  /**
   * The absolute path of something in this trash. `inTrash` is relative to the trash, which may have moved with the pair's folder since;
   * throws `local-missing` for what is no such place.
   */
  locate(inTrash: string): string;
  /** What is in the trash, newest first. */
  list(): Promise<readonly TrashedFile[]>;
  /** Deletes for good what was trashed before `olderThanMs` (milliseconds since the epoch); resolves with the count. */
  purge(olderThanMs: number): Promise<number>;
}

export interface KeptFile {
  readonly trashedTo: string;
  /** The same, relative to the trash. */
  readonly inTrash: string;
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
