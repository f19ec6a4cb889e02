/** Hands out batches of an async source one by one; an empty batch means that it has ended. */
export interface BatchSource<T> {
  next(): Promise<readonly T[]>;
  close(): Promise<void>;
}

/** Wraps an async iterable of batches; asks for one batch ahead, so that disk and network work while the caller does. */
export function prefetched<T>(source: AsyncIterable<readonly T[]>): BatchSource<T> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<readonly T[], unknown>> => {
    const asked = iterator.next();
    // Reported when the caller gets to it; without this, a failure before then would count as unhandled.
    asked.catch(() => undefined);
    return asked;
  };
  let ahead = ask();
  return {
    async next() {
      for (;;) {
        const result = await ahead;
        if (result.done === true) return [];
        ahead = ask();
        if (result.value.length > 0) return result.value;
      }
    },
    async close() {
      await iterator.return?.();
    },
  };
}

/** A source that holds what it yields. */
export function fromArray<T>(items: readonly T[]): BatchSource<T> {
  let rest: readonly T[] = items;
  return {
    next: () => {
      const batch = rest;
      rest = [];
      return Promise.resolve(batch);
    },
    close: () => Promise.resolve(),
  };
}
