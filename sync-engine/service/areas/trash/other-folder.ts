import { rmdir } from 'node:fs/promises';
import path from 'node:path';
import { folderFault } from '../../../contract/folder-path.ts';
import { browseFolder, fail, makeFolders, openFolder, SyncFailure } from '../../../index.ts';
import type { ServiceContext } from '../../context.ts';
import { pairByPlace } from '../../pair-by-place.ts';

/**
 * A folder on this computer to restore into. Rejects `folder-path` for one that is no absolute path, `folder-of-pair` for one that
 * belongs to a pair, and as the disk says for one that cannot be made or written to.
 */
export async function otherFolder(context: ServiceContext, folder: string) {
  const fault = folderFault(folder);
  if (fault !== undefined) throw fail('folder-path', `the folder to restore into ${fault}`);
  const { config } = await context.home();
  const owner = await pairByPlace(config.pairs, folder, isWithin);
  if (owner !== undefined) {
    throw fail(
      'folder-of-pair',
      `this folder belongs to the pair '${owner.name}': restore to the original place instead`,
      { pair: owner.name },
    );
  }
  const { error } = await browseFolder(folder);
  if (error !== undefined) throw new SyncFailure(error);
  return await openFolder(folder, context.parts);
}

/** Makes the folder for a restore; what is called afterwards takes our own area away, unless it holds what was replaced. */
export async function prepareFolder(folder: string): Promise<() => Promise<void>> {
  await makeFolders(folder);
  return async () => {
    for (const own of ['.windlass/tmp', '.windlass'])
      await rmdir(path.join(folder, own)).catch(() => {
        // It was never made, or something is in it.
      });
  };
}

function isWithin(folder: string, other: string): boolean {
  const relative = path.relative(other, folder);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
