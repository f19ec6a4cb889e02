import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';

export const PAGE_ROWS = 200;

export type ActivityPage = readonly ActivityRow[];

/** Tells a row from all others: a path is worked on once at a time. */
export function rowKey({ pair, atMs, action, path, reason }: ActivityRow): string {
  return [pair, atMs, action, path, reason].join('\n');
}

/**
 * Where the next page begins; undefined after the last. Rows of one millisecond may be cut in two by a page's end, so the
 * next page takes that millisecond in again, unless it fills a whole page.
 */
export function nextBeforeMs(page: ActivityPage): number | undefined {
  const [first, last] = [page.at(0), page.at(-1)];
  if (first === undefined || last === undefined || page.length < PAGE_ROWS) return undefined;
  return first.atMs === last.atMs ? last.atMs : last.atMs + 1;
}

/** All pages as one list, without what two of them have. */
export function rowsOf(pages: readonly ActivityPage[]): ActivityPage {
  const seen = new Set<string>();
  return pages.flat().filter((row) => {
    const key = rowKey(row);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The pages with what happened since put on top. When nothing of the newest rows is known, more happened in between than one page
 * holds: the list begins anew, for rows must not be missing from its middle.
 */
export function withNewest(pages: readonly ActivityPage[], newest: ActivityPage): readonly ActivityPage[] {
  const known = new Set(pages.flat().map(rowKey));
  const fresh = newest.filter((row) => !known.has(rowKey(row)));
  if (fresh.length === 0) return pages;
  if (fresh.length === newest.length && newest.length >= PAGE_ROWS) return [newest];
  const [top = [], ...rest] = pages;
  return [[...fresh, ...top].toSorted((a, b) => b.atMs - a.atMs), ...rest];
}
