import type { TreeRow } from '../../../sync-engine/contract/api/index.ts';

/** What the engine says of one folder. */
export interface Listing {
  readonly rows: readonly TreeRow[];
  readonly files: number;
  readonly bytes: number;
  readonly partial: boolean;
}

/** The rows that folders turned on are seen by: their own, those in them, and those on the way to them. */
export function rowsAbout(folders: readonly string[], rows: Iterable<TreeRow>): readonly TreeRow[] {
  return [...rows].filter(({ path }) =>
    folders.some((folder) => path.startsWith(folder) || folder.startsWith(path)),
  );
}

/** A listing of `folder` in which rows that were there before folders were turned on stay, with what they held. */
export function withArriving(folder: string, told: Listing, arriving: readonly TreeRow[]): Listing {
  const rows = new Map(told.rows.map((row) => [row.path, row]));
  let { files, bytes, partial } = told;
  for (const row of arriving) {
    if (parentOf(row.path) !== folder) continue;
    const known = rows.get(row.path);
    const missing = {
      files: Math.max(0, row.files - (known?.files ?? 0)),
      bytes: Math.max(0, row.bytes - (known?.bytes ?? 0)),
    };
    files += missing.files;
    bytes += missing.bytes;
    partial ||= row.partial;
    rows.set(row.path, {
      ...row,
      files: (known?.files ?? 0) + missing.files,
      bytes: (known?.bytes ?? 0) + missing.bytes,
      hasFolders: row.hasFolders || known?.hasFolders === true,
    });
  }
  return { rows: [...rows.values()], files, bytes, partial };
}

/** Rows as people look for them: `pics` before `Projects`, `file-2` before `file-10`. */
export function inOrder(rows: readonly TreeRow[], { compare }: Intl.Collator): readonly TreeRow[] {
  return rows.toSorted((a, b) => compare(a.name, b.name) || compare(a.path, b.path));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
}
