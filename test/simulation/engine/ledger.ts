import { Broken } from './checks.ts';

/** Who deleted what, so that every deletion by the engine can be held to a cause. Paths in NFC and lower case. */
export class Ledger {
  /** Keys that were deleted from the object bucket at some time. */
  private readonly deletedKeys = new Set<string>();
  /** Paths somebody deleted or moved away, by device. */
  private readonly removedByHand = new Set<string>();

  objectDeleted(key: string): void {
    this.deletedKeys.add(fold(key));
  }

  fileRemoved(device: string, path: string): void {
    this.removedByHand.add(`${device} ${fold(path)}`);
  }

  /** A file may go to the local trash only when its object was deleted. */
  checkTrashed(device: string, path: string): void {
    if (!this.deletedKeys.has(fold(path))) {
      throw new Broken(`${device} trashed '${path}', which was never deleted from the bucket`);
    }
  }

  /** An object may be recycled by a device only when somebody removed its file there. */
  checkRecycled(device: string, path: string): void {
    if (path.endsWith('/') || this.removedByHand.has(`${device} ${fold(path)}`)) return;
    throw new Broken(`${device} recycled '${path}', which nobody removed there`);
  }
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
