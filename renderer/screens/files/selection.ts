import type { TreeRow } from '../../../sync-engine/contract/api/index.ts';

/** Folders of the pair that are not kept on this computer; each ends in `/`, none lies in another. */
export type OffFolders = readonly string[];

/** The folders right in a folder (empty: of the pair); undefined when they are not known. */
export type ChildrenOf = (folder: string) => readonly Pick<TreeRow, 'path'>[] | undefined;

/** How much a change concerns. */
export interface Amount {
  readonly folders: number;
  readonly files: number;
  readonly bytes: number;
  /** Whether it is all of it, or a size is not known in full. */
  readonly bound: 'exact' | 'atLeast' | 'atMost' | 'about';
}

export interface Changes {
  readonly off: readonly string[];
  readonly on: readonly string[];
}

/** What a folder is, under a choice that may not be applied yet. */
export function stateOf(path: string, off: OffFolders): TreeRow['state'] {
  if (off.some((folder) => path.startsWith(folder))) return 'off';
  return off.some((folder) => folder.startsWith(path)) ? 'some' : 'on';
}

/** Turns a folder off, or on: one of which some is off is turned on whole, as boxes with three states do. */
export function toggled(path: string, off: OffFolders, childrenOf: ChildrenOf): OffFolders {
  const state = stateOf(path, off);
  if (state === 'on') return [...off, path];
  if (state === 'some') return off.filter((folder) => !folder.startsWith(path));
  return turnedOn(path, off, childrenOf);
}

/** In a folder that is off as a whole, the others in it stay off by themselves. */
function turnedOn(path: string, off: OffFolders, childrenOf: ChildrenOf): OffFolders {
  const home = off.find((folder) => path.startsWith(folder)) ?? path;
  const next = off.filter((folder) => folder !== home);
  for (let folder = home; folder !== path;) {
    const within = folder;
    const onTheWay = path.slice(0, path.indexOf('/', within.length) + 1);
    const others = childrenOf(within) ?? [];
    next.push(...others.map((child) => child.path).filter((child) => child !== onTheWay));
    folder = onTheWay;
  }
  return next;
}

/** The folders that folders lie in, to be seen in a tree. */
export function foldersAbove(folders: readonly string[]): readonly string[] {
  const above = folders.flatMap((path) =>
    [...path.matchAll(/\//g)].slice(0, -1).map(({ index }) => path.slice(0, index + 1)),
  );
  return [...new Set(above)];
}

/** What applying a choice would change. */
export function changesOf(before: OffFolders, after: OffFolders): Changes {
  if (before === after) return { off: [], on: [] };
  const notIn = (folders: OffFolders, others: OffFolders) =>
    folders.filter((path) => stateOf(path, others) !== 'off').toSorted();
  return { off: notIn(after, before), on: notIn(before, after) };
}

/** Adds up what folders hold, without what lies in `except`; from the rows that are known. */
export function amountOf(
  folders: readonly string[],
  except: OffFolders,
  rows: ReadonlyMap<string, Pick<TreeRow, 'files' | 'bytes' | 'partial'>>,
): Amount {
  let [files, bytes, more, less] = [0, 0, false, false];
  for (const path of folders) {
    const row = rows.get(path);
    files += row?.files ?? 0;
    bytes += row?.bytes ?? 0;
    more ||= row?.partial ?? true;
    for (const inner of except.filter((other) => other.startsWith(path))) {
      const part = rows.get(inner);
      files -= part?.files ?? 0;
      bytes -= part?.bytes ?? 0;
      less ||= part?.partial ?? true;
    }
  }
  return {
    folders: folders.length,
    files: Math.max(0, files),
    bytes: Math.max(0, bytes),
    bound: boundOf(more, less),
  };
}

function boundOf(more: boolean, less: boolean): Amount['bound'] {
  if (more && less) return 'about';
  if (more) return 'atLeast';
  return less ? 'atMost' : 'exact';
}
