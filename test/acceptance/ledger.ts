/**
 * Remembers every content that somebody wrote, by its hash, and which of them may be gone: only what its own user overwrote or
 * deleted before both devices had agreed on it.
 */
export class Ledger {
  private readonly owed = new Map<string, string>();
  private readonly settled = new Set<string>();

  /** `story` is told when the content is missing. */
  wrote(hash: string, story: string): void {
    this.owed.set(hash, story);
  }

  /** A user's own edit or delete: nobody owes them this content, unless it was in step once. */
  destroyed(hash: string): void {
    if (!this.settled.has(hash)) this.owed.delete(hash);
  }

  /** Both devices and the bucket hold these: from now on they must come back from the recycle bucket, whatever happens. */
  settle(hashes: Iterable<string>): void {
    for (const hash of hashes) if (this.owed.has(hash)) this.settled.add(hash);
  }

  /** The stories of what is nowhere any more. */
  missing(found: ReadonlySet<string>): readonly string[] {
    return [...this.owed].filter(([hash]) => !found.has(hash)).map(([, story]) => story);
  }

  get size(): number {
    return this.owed.size;
  }
}
