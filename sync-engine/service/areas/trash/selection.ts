import type { TrashSelection } from '../../../contract/api/index.ts';
import { fail, type RestoreRequest, type TrashIndexRow, type TrashIndexSelection } from '../../../index.ts';
import type { TrashShelf } from './trash-shelf.ts';
import type { TrashShelves } from './trash-shelves.ts';

/** Entries that are worked on at once. */
const PAGE = 5_000;

export type VersionSelection = Exclude<TrashSelection, { kind: 'as-of' }>;

/** Some versions, as a view of their own: it stays as it is while they are worked on. */
export interface Selected {
  readonly count: number;
  readonly bytes: number;
  /** In turns; `forget` takes the page out of the list, when it is gone from the bucket. */
  pages(): AsyncIterable<{ readonly rows: readonly TrashIndexRow[]; readonly forget: () => Promise<void> }>;
  close(): Promise<void>;
}

/** Rejects `not-found` for a view that is closed, `usage` for one of another pair. */
export async function selected(
  shelves: TrashShelves,
  pair: string,
  selection: VersionSelection,
  options: { readonly newestOnly: boolean },
): Promise<Selected> {
  const { index } = await shelves.of(pair);
  const { view, count, bytes } = await index.narrow(await ours(shelves, pair, selection), options);
  return {
    count,
    bytes,
    async *pages() {
      for (let at = 0; at < count; at += PAGE) {
        const rows = await index.rows(view, at, PAGE);
        yield { rows, forget: () => index.forget(view, at, PAGE) };
      }
    },
    close: () => index.close(view),
  };
}

async function ours(
  shelves: TrashShelves,
  pair: string,
  selection: VersionSelection,
): Promise<TrashIndexSelection> {
  if (selection.kind === 'keys') return selection;
  const named = await shelves.view(selection.view);
  const shelf: TrashShelf = await shelves.of(pair);
  if (named.shelf !== shelf) throw fail('usage', 'the view shows the trash of another pair');
  return { ...selection, view: named.view };
}

/**
 * What a restore of a selection asks the engine for. Where it covers several versions of one path, the newest is meant: the one
 * deleted last, as a person who selects everything wants the files back as they were in the end. Rejects `not-found` when nothing
 * is selected.
 */
export async function restoreRequest(
  shelves: TrashShelves,
  pair: string,
  selection: TrashSelection,
): Promise<RestoreRequest> {
  if (selection.kind === 'as-of') return { paths: selection.paths, asOfMs: selection.asOfMs };
  const versions = await selected(shelves, pair, selection, { newestOnly: true });
  try {
    const keys: string[] = [];
    for await (const { rows } of versions.pages()) for (const { key } of rows) keys.push(key);
    if (keys.length === 0) throw fail('not-found', 'nothing of what was selected is in the recycle bucket');
    return { paths: [], keys };
  } finally {
    await versions.close();
  }
}
