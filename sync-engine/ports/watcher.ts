/**
 * Tells that something may have changed under a root. Events are hints: some come twice, some never (overflow is silent
 * on Linux), so a rescan stays the truth.
 */
export interface Watcher {
  /**
   * Starts watching; resolves once changes made from now on are reported. Implementations follow no symlink, report
   * nothing outside `root` or below `.windlass`, and never hold the process open after `close`.
   */
  watch(root: string, listener: WatchListener): Promise<Watching>;
}

export interface WatchListener {
  /** Paths relative to the root, `/`-separated, in disk spelling; a folder's path has no trailing slash. */
  changed(path: string): void;
  /** Events may have been lost: everything must be looked at again. */
  overflow(reason: string): void;
}

export interface Watching {
  close(): Promise<void>;
}
