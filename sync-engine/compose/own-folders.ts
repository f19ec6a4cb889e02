import path from 'node:path';
import type { HomePaths } from '../adapters/config/home-paths.ts';
import { realPlace } from '../adapters/fs/real-place.ts';
import type { Watcher } from '../ports/watcher.ts';

/**
 * The folder of Windlass's own (configuration, indexes, logs, the embedded store) that a folder is, or lies in; undefined for any
 * other folder. It cannot be a pair's: each sync would change what it syncs.
 */
export async function ownFolderAround(paths: HomePaths, folder: string): Promise<string | undefined> {
  const real = await realPlace(folder);
  const own = await ownFolders(paths);
  return own.find((one) => real === one || isBelow(real, one));
}

/** Those below a folder (relative, `/`-separated, ending in `/`): a pair may hold them, as a user's whole folder does, but not sync them. */
export async function ownFoldersBelow(paths: HomePaths, folder: string): Promise<readonly string[]> {
  const real = await realPlace(folder);
  const below = (await ownFolders(paths)).filter((one) => isBelow(one, real));
  return below.map((one) => `${path.relative(real, one).split(path.sep).join('/')}/`);
}

/** The watcher without what happens in some folders: every cycle writes to Windlass's own, and would wake the next. */
export function deafTo(watcher: Watcher, folders: readonly string[]): Watcher {
  if (folders.length === 0) return watcher;
  const isOwn = (changed: string): boolean => folders.some((folder) => `${changed}/`.startsWith(folder));
  return {
    watch: (root, listener) =>
      watcher.watch(root, {
        changed(changed) {
          if (!isOwn(changed)) listener.changed(changed);
        },
        overflow: (reason) => listener.overflow(reason),
      }),
  };
}

async function ownFolders({ config, state }: HomePaths): Promise<readonly string[]> {
  return await Promise.all([path.dirname(config), state].map(realPlace));
}

function isBelow(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}
