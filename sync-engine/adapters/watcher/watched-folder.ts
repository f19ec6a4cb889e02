import type { FSWatcher } from 'node:fs';

/** A folder that is watched, and the ones below it. There is one for every folder of a pair, hence so little in it. */
export interface WatchedFolder {
  /** Relative to the root, `/`-separated; '' is the root itself. */
  readonly path: string;
  /** Undefined while, or as long as, it cannot be watched. */
  handle: FSWatcher | undefined;
  /** By name; made with the first one, since most folders have none. */
  below: Map<string, WatchedFolder> | undefined;
  /** No longer there under this path, or no longer of interest. */
  gone: boolean;
}

export function newFolder(path: string): WatchedFolder {
  return { path, handle: undefined, below: undefined, gone: false };
}

export function addBelow(folder: WatchedFolder, name: string): WatchedFolder {
  const child = newFolder(pathIn(folder, name));
  folder.below ??= new Map();
  folder.below.set(name, child);
  return child;
}

/** The path of a name in a folder. */
export function pathIn(folder: WatchedFolder, name: string): string {
  return folder.path === '' ? name : `${folder.path}/${name}`;
}

/** The folder of this path (without a trailing `/`), if it is known. */
export function findFolder(root: WatchedFolder, path: string): WatchedFolder | undefined {
  if (path === '') return root;
  let folder: WatchedFolder | undefined = root;
  for (const name of path.split('/')) folder = folder?.below?.get(name);
  return folder;
}

export function dropBelow(folder: WatchedFolder, name: string): void {
  const child = folder.below?.get(name);
  if (child === undefined) return;
  folder.below?.delete(name);
  drop(child);
}

/** Stops watching a folder and everything below it. */
export function drop(top: WatchedFolder): void {
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    folder.gone = true;
    folder.handle?.close();
    for (const child of folder.below?.values() ?? []) waiting.push(child);
  }
}
