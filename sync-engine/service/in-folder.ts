import path from 'node:path';
import { fail } from '../index.ts';

/** The absolute place of a pair's path. Throws `not-found` for one that would lead out of the folder. */
export function inFolder(folder: string, pairPath: string): string {
  const place = path.resolve(folder, ...pairPath.split('/'));
  const relative = path.relative(folder, place);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    throw fail('not-found', 'this path is not in the folder', { path: pairPath });
  return place;
}
