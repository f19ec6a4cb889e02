import { bareOf, compareUtf8, isFolderPath } from '../../core/path.ts';

/**
 * Parts of a pair that a user named: `docs/` is a folder with everything in it, `docs` the file or the folder of that name,
 * and no part at all is the whole pair. A name is taken in the spelling given and in NFC, which is what we store.
 */
export interface Areas {
  /** As given; empty for the whole pair. */
  readonly given: readonly string[];
  /** Where to look: `''` for everything, `docs/` for what is in a folder, `docs` for that one path. In byte order, none inside another. */
  readonly scopes: readonly string[];
  covers(path: string): boolean;
}

export function areasOf(given: readonly string[]): Areas {
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const path of given.flatMap((named) => [named, named.normalize('NFC')])) {
    if (path === '' || path === '/') return WHOLE;
    folders.add(isFolderPath(path) ? path : `${path}/`);
    if (!isFolderPath(path)) files.add(path);
  }
  if (folders.size === 0) return WHOLE;
  const inFolder = (path: string): boolean => ancestorsOf(path).some((folder) => folders.has(folder));
  const covers = (path: string): boolean => files.has(path) || folders.has(path) || inFolder(path);
  const scopes = [...files, ...folders].filter((scope) => !inFolder(scope)).sort(compareUtf8);
  return { given, scopes, covers };
}

const WHOLE: Areas = { given: [], scopes: [''], covers: () => true };

/** Every folder above a path, each with its trailing `/`. */
export function ancestorsOf(path: string): readonly string[] {
  const bare = bareOf(path);
  const folders: string[] = [];
  for (let at = bare.indexOf('/'); at >= 0; at = bare.indexOf('/', at + 1))
    folders.push(bare.slice(0, at + 1));
  return folders;
}
