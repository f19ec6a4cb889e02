import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';

/** What a row is called. Name and folder together say all that the whole says. */
export interface RowName {
  /** Without the folders above; for another name, both: `old → new`. */
  readonly name: string;
  /** Where in the pair: empty right in it; for a move, both folders. */
  readonly folder: string;
  /** The path, or both of a rename. */
  readonly whole: string;
}

/** The pair itself, where a move has to name it. */
const TOP = '/';

export function nameOf({ action, path, target }: Pick<ActivityRow, 'action' | 'path' | 'target'>): RowName {
  const [folder, name] = split(path);
  if (action !== 'renamed' || target === undefined) return { name, folder, whole: path };
  const [folderAfter, nameAfter] = split(target);
  return {
    name: name === nameAfter ? name : `${name} → ${nameAfter}`,
    folder: folder === folderAfter ? folder : `${folder || TOP} → ${folderAfter || TOP}`,
    whole: `${path} → ${target}`,
  };
}

/** A folder's own path ends in a slash, which stays with its name. */
function split(path: string): readonly [folder: string, name: string] {
  const cut = path.lastIndexOf('/', path.length - 2);
  return cut < 0 ? ['', path] : [path.slice(0, cut), path.slice(cut + 1)];
}
