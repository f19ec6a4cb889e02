import { blockedPath, compareUtf8, identityOf, isFolderPath } from './path.ts';
import type { NameRules } from './path.ts';

/** Every device may keep other folders: what cannot be one anywhere is refused, whatever this file system's own rules. */
const ANY_RULES: NameRules = { caseSensitive: true, windowsNames: false };

/** What is wrong with the path of a folder that is to be off; undefined when nothing is. */
export function offFolderFault(path: string): string | undefined {
  if (!isFolderPath(path)) return 'must be the path of a folder in the pair, ending in /';
  const reason = blockedPath(path, ANY_RULES);
  if (reason === undefined) return undefined;
  return reason === 'reserved'
    ? 'is the area that Windlass keeps for itself'
    : 'is no path of a folder in the pair';
}

/** The same folders in order, without those that lie in another one. */
export function withoutNested(folders: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const folder of [...folders].sort(compareUtf8)) {
    const last = kept.at(-1);
    if (last === undefined || !folder.startsWith(last)) kept.push(folder);
  }
  return kept;
}

/**
 * Finds the folder in which a path lies, itself included (with its trailing `/`). Folders and paths are compared by identity. Takes
 * a time that grows with the depth of the path, not with the number of folders.
 */
export function folderFinder(
  folders: readonly string[],
  rules: Pick<NameRules, 'caseSensitive'>,
): (path: string) => string | undefined {
  if (folders.length === 0) return () => undefined;
  const byId = new Map(folders.map((folder) => [identityOf(folder, rules), folder]));
  return (path) => {
    const id = identityOf(path, rules);
    for (let at = id.indexOf('/'); at >= 0; at = id.indexOf('/', at + 1)) {
      const found = byId.get(id.slice(0, at + 1));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
