import type { TrashRow, TrashSelection, TrashView } from '../../../sync-engine/contract/api/index.ts';

/** What is selected: some versions, or all that the view shows but some. */
export interface Marks {
  readonly all: boolean;
  /** Sizes by key: of those selected, or of the exceptions. */
  readonly sizes: ReadonlyMap<string, number>;
}

export const NO_MARKS: Marks = { all: false, sizes: new Map() };
export const ALL_MARKS: Marks = { all: true, sizes: new Map() };

type Sized = Pick<TrashRow, 'key' | 'size'>;

export function isMarked({ all, sizes }: Marks, key: string): boolean {
  return sizes.has(key) !== all;
}

export function toggled(marks: Marks, row: Sized): Marks {
  return marked(marks, [row], !isMarked(marks, row.key));
}

/** With these rows selected, or not. */
export function marked({ all, sizes }: Marks, rows: readonly Sized[], on: boolean): Marks {
  const next = new Map(sizes);
  for (const { key, size } of rows) {
    if (on === all) next.delete(key);
    else next.set(key, size);
  }
  return { all, sizes: next };
}

/** How many are selected of a view, and their bytes. */
export function extent({ all, sizes }: Marks, view: Pick<TrashView, 'count' | 'bytes'>) {
  const named = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return all
    ? { count: view.count - sizes.size, bytes: view.bytes - named }
    : { count: sizes.size, bytes: named };
}

/** As the contract names it; undefined when nothing is selected. */
export function selectionOf(marks: Marks, view: TrashView): TrashSelection | undefined {
  if (extent(marks, view).count === 0) return undefined;
  const keys = [...marks.sizes.keys()];
  return marks.all ? { kind: 'view', view: view.view, except: keys } : { kind: 'keys', keys };
}
