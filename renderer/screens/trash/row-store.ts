/** Rows that are fetched at once. */
export const PAGE_ROWS = 200;
/** Pages that are kept: 4,000 rows, some megabytes at most. */
const MOST_PAGES = 20;
/** Rows of one request when a whole range is asked for. Source: the contract's `window`. */
const MOST_ROWS = 1_000;

export type FetchRows<T> = (offset: number, limit: number, signal: AbortSignal) => Promise<readonly T[]>;

/**
 * A window on a long list that never changes: pages are fetched when they come into sight, the request of a page that was scrolled
 * past is cancelled, and only the pages seen last are kept. For `useSyncExternalStore`.
 */
export class RowStore<T> {
  readonly count: number;
  private readonly fetch: FetchRows<T>;
  private readonly onError: (error: unknown) => void;
  /** In the order of their last use. */
  private readonly pages = new Map<number, readonly T[]>();
  private readonly underWay = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private changes = 0;

  /** `onError` is told of a page that could not be fetched; it is asked for again when it is shown again. */
  constructor(count: number, fetch: FetchRows<T>, onError: (error: unknown) => void) {
    this.count = count;
    this.fetch = fetch;
    this.onError = onError;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Differs after every change. */
  readonly version = (): number => this.changes;

  /** Undefined while it is not here. */
  at(index: number): T | undefined {
    return this.pages.get(pageOf(index))?.[index % PAGE_ROWS];
  }

  /** These rows are in sight, both inclusive: fetches what is missing of them, and nothing else any more. */
  show(first: number, last: number): void {
    for (const [page, controller] of this.underWay) {
      if (page >= pageOf(first) && page <= pageOf(last)) continue;
      controller.abort();
      this.underWay.delete(page);
    }
    for (let page = pageOf(first); page <= pageOf(last); page++) {
      const rows = this.pages.get(page);
      if (rows !== undefined) {
        this.pages.delete(page);
        this.pages.set(page, rows);
      } else if (!this.underWay.has(page)) void this.load(page);
    }
  }

  /** All rows of a range, both inclusive, whether in sight or not. Rejects as the requests do. */
  async range(first: number, last: number, signal: AbortSignal): Promise<readonly T[]> {
    const rows: T[] = [];
    for (let at = first; at <= last;) {
      const here = this.at(at);
      if (here !== undefined) {
        rows.push(here);
        at += 1;
        continue;
      }
      const got = await this.fetch(at, Math.min(MOST_ROWS, last + 1 - at), signal);
      if (got.length === 0) break;
      for (const row of got) rows.push(row);
      at += got.length;
    }
    return rows;
  }

  /** Cancels what is under way. What is here stays to be looked at. */
  stop(): void {
    for (const controller of this.underWay.values()) controller.abort();
    this.underWay.clear();
  }

  private async load(page: number): Promise<void> {
    const controller = new AbortController();
    this.underWay.set(page, controller);
    try {
      const rows = await this.fetch(page * PAGE_ROWS, PAGE_ROWS, controller.signal);
      if (controller.signal.aborted) return;
      this.underWay.delete(page);
      this.pages.set(page, rows);
      const [oldest] = this.pages.keys();
      if (this.pages.size > MOST_PAGES && oldest !== undefined) this.pages.delete(oldest);
      this.changes += 1;
      for (const listener of this.listeners) listener();
    } catch (error) {
      if (controller.signal.aborted) return;
      this.underWay.delete(page);
      this.onError(error);
    }
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS);
}
