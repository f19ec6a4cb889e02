/** Runs `work` for each item, at most `limit` at a time; resolves when all have settled. `work` must not reject. */
export async function forEachLimited<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: limit }, lane));
}

/** The items until `isOver`, which is asked before each. */
export function* until<T>(items: Iterable<T>, isOver: () => boolean): Generator<T, void, undefined> {
  for (const item of items) {
    if (isOver()) return;
    yield item;
  }
}

/**
 * A counting semaphore in bytes: work that holds content in memory takes its share first. What is larger than the whole
 * budget runs alone.
 */
export class Budget {
  private readonly total: number;
  private free: number;
  private readonly waiting: { readonly bytes: number; readonly start: () => void }[] = [];

  constructor(totalBytes: number) {
    this.total = totalBytes;
    this.free = totalBytes;
  }

  async use<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const share = Math.min(bytes, this.total);
    if (this.waiting.length > 0 || share > this.free) {
      await new Promise<void>((start) => this.waiting.push({ bytes: share, start }));
    } else {
      this.free -= share;
    }
    try {
      return await work();
    } finally {
      this.free += share;
      this.wake();
    }
  }

  private wake(): void {
    for (let next = this.waiting[0]; next !== undefined && next.bytes <= this.free; next = this.waiting[0]) {
      this.waiting.shift();
      this.free -= next.bytes;
      next.start();
    }
  }
}
