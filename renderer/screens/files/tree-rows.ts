import type { TreeRow } from '../../../sync-engine/contract/api/index.ts';

/** A row of the tree that is in sight, or can be scrolled to. */
export interface ShownRow {
  readonly row: TreeRow;
  /** From 1. */
  readonly level: number;
  /** Among those right in the same folder, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Undefined for a folder without folders in it. */
  readonly expanded: boolean | undefined;
}

export interface TreeView {
  /** By folder (empty: of the pair); without those that are not known yet. */
  readonly children: ReadonlyMap<string, readonly TreeRow[]>;
  readonly expanded: ReadonlySet<string>;
}

/** The tree as a list, from top to bottom. */
export function shownRows({ children, expanded }: TreeView, folder = '', level = 1): readonly ShownRow[] {
  const rows = children.get(folder) ?? [];
  return rows.flatMap((row, index) => {
    const open = row.hasFolders ? expanded.has(row.path) : undefined;
    const shown = { row, level, position: index + 1, siblings: rows.length, expanded: open };
    if (open !== true) return [shown];
    return [shown, ...shownRows({ children, expanded }, row.path, level + 1)];
  });
}

/** What a key does in a tree. Source: WAI-ARIA Authoring Practices, tree view. */
export type TreeCommand =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'expand' | 'collapse' | 'toggle'; readonly path: string };

/** The command of a key at a row; undefined for a key that is none of the tree's. */
export function treeCommand(key: string, rows: readonly ShownRow[], at: number): TreeCommand | undefined {
  const here = rows[at];
  if (here === undefined) return undefined;
  const { path } = here.row;
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', to: Math.min(last, at + 1) };
    case 'ArrowUp':
      return { kind: 'move', to: Math.max(0, at - 1) };
    case 'Home':
      return { kind: 'move', to: 0 };
    case 'End':
      return { kind: 'move', to: last };
    case 'ArrowRight':
      if (here.expanded === false) return { kind: 'expand', path };
      return { kind: 'move', to: (rows[at + 1]?.level ?? 0) > here.level ? at + 1 : at };
    case 'ArrowLeft':
      if (here.expanded === true) return { kind: 'collapse', path };
      return { kind: 'move', to: parentAt(rows, at) };
    case ' ':
    case 'Enter':
      return { kind: 'toggle', path };
    default:
      return key.length === 1 ? { kind: 'move', to: nextNamed(key, rows, at) } : undefined;
  }
}

function parentAt(rows: readonly ShownRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  const parent = rows.findLastIndex((row, index) => index < at && row.level < level);
  return parent === -1 ? at : parent;
}

/** The next row whose name begins with a letter, round the end. */
function nextNamed(letter: string, rows: readonly ShownRow[], at: number): number {
  const begins = ({ row }: ShownRow): boolean =>
    row.name.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
  const after = rows.findIndex((row, index) => index > at && begins(row));
  const found = after === -1 ? rows.findIndex(begins) : after;
  return found === -1 ? at : found;
}
