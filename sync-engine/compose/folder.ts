import path from 'node:path';
import { RESERVED } from '../core/path.ts';
import type { LocalTrash } from '../ports/local-trash.ts';
import type { LocalTree, RootState } from '../ports/local-tree.ts';
import type { Log } from '../ports/log.ts';
import { fail } from '../core/error.ts';
import { openLog, type HostParts } from './host.ts';

/** A folder as a tree, its trash within it: on the same file system, so that discarding is a rename. */
export async function openTree(
  folder: string,
  log: Log,
  systemTrash?: HostParts['systemTrash'],
): Promise<LocalTree> {
  const { createFsTree } = await import('../adapters/fs/fs-tree.ts');
  const { systemRandom } = await import('../adapters/system/system-random.ts');
  return createFsTree({
    root: folder,
    trash: await openLocalTrash(folder),
    systemTrash,
    random: systemRandom,
    log,
  });
}

/** The local trash of a folder. It keeps no state of its own: it may be opened beside a running engine. */
export async function openLocalTrash(folder: string): Promise<LocalTrash> {
  const { createFolderTrash } = await import('../adapters/fs/folder-trash.ts');
  const { systemClock } = await import('../adapters/system/system-clock.ts');
  const { systemRandom } = await import('../adapters/system/system-random.ts');
  return createFolderTrash({
    folder: path.join(folder, RESERVED, 'trash'),
    clock: systemClock,
    random: systemRandom,
  });
}

/** Any local folder, to restore into. */
export async function openFolder(folder: string, host: HostParts): Promise<LocalTree> {
  return openTree(folder, await openLog(host));
}

/** What a folder is that is to become a pair's: there or not, and whether it was a pair's before. */
export async function inspectFolder(folder: string, host: HostParts): Promise<RootState> {
  return (await openFolder(folder, host)).inspectRoot();
}

/** Rejects `root-missing`, `local-denied`, or `root-foreign` for a folder that does not carry the marker of a pair. */
export async function requireMarker(folder: string, pair: string, host: HostParts): Promise<void> {
  const root = await inspectFolder(folder, host);
  if (root.state === 'missing') throw fail('root-missing', `${folder} is not there`);
  if (root.state === 'unreadable') throw fail('local-denied', `${folder} cannot be read: ${root.reason}`);
  if (root.pairId !== pair)
    throw fail(
      'root-foreign',
      `${folder} has ${root.pairId === undefined ? 'no marker' : 'that of another pair'}`,
    );
}
