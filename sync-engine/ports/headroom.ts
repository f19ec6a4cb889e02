/**
 * What the machine still has to give. For warnings only: whatever is read here may be otherwise a moment later, and no decision of
 * a sync rests on it.
 */
export interface Headroom {
  /** Bytes this user may still write on the file system of a folder; undefined where the system does not tell. */
  freeBytes(folder: string): Promise<number | undefined>;
  /** Folders this user's programs may watch in all; undefined where there is no such limit, or none that can be read. */
  mostWatches(): Promise<number | undefined>;
}
