/**
 * The trash of the operating system, where people look first. It is for people alone: what Windlass promises to keep is in the
 * local trash and the recycle bucket, since the system says neither where a file went nor for how long it stays (ADR 12).
 */
export interface SystemTrash {
  /** Moves a file to the system's trash. Rejects when that cannot be done, or was not in time; the file may have gone all the same. */
  discard(absolutePath: string): Promise<void>;
}
