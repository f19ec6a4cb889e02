import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';

/** What no name holds; on Windows also what would start another drive, stream or folder. */
const FORBIDDEN = path.sep === '\\' ? /[\\:\0]/ : /\0/;

/**
 * The absolute place of a file of a folder, for handing it to another program; undefined where the path leads out of the
 * folder (also through a symlink), into `.windlass`, or to something that is not a file.
 */
export async function locateFile(folder: string, pairPath: string): Promise<string | undefined> {
  const names = pairPath.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..' || FORBIDDEN.test(name)))
    return undefined;
  if (names[0]?.toLowerCase() === '.windlass') return undefined;
  const place = path.join(folder, ...names);
  try {
    if (!(await lstat(place)).isFile()) return undefined;
    // RACE: a folder on the way may become a symlink after this. What is handed out then is what its user could open anyway.
    const [realFolder, realParent] = await Promise.all([realpath(folder), realpath(path.dirname(place))]);
    const within = realParent === realFolder || realParent.startsWith(`${realFolder}${path.sep}`);
    return within ? place : undefined;
  } catch {
    return undefined;
  }
}
