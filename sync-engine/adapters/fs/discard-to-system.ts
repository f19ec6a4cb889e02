import type { LocalFile } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import type { DiscardOptions } from '../../ports/local-tree.ts';
import { sameAfterRename } from './context.ts';
import type { TreeContext } from './context.ts';
import { diskCode } from './disk.ts';
import type { DiskStat } from './disk.ts';
import { parentFolder } from './safe-path.ts';

/**
 * Moves the file at `target` to the system's trash, after it got a second name in the local one. Undefined when the system's is not
 * wanted or would not have it, or where the file could not have two names: the file is then where it was, and under no other name.
 */
export async function discardToSystem(
  tree: TreeContext,
  file: LocalFile,
  { target, onMoving }: Pick<DiscardOptions, 'onMoving'> & { readonly target: string },
): Promise<{ readonly trashedTo: string } | undefined> {
  const system = tree.systemTrash?.();
  if (system === undefined) return undefined;
  const kept = await tree.trash.keep(target, file.path);
  if (kept === undefined) return undefined;
  if (!sameAfterRename(tree, file, await tree.disk.lstat(kept.trashedTo)))
    throw fail('local-changed', 'the file changed at the very moment it was to be trashed', {
      path: file.path,
    });
  onMoving?.(kept.inTrash);
  try {
    // RACE: what is saved over `target` from here on goes to the system's trash in its place, and may be put back from there. No
    // system's trash takes a file by anything but its name.
    await system.discard(target);
  } catch (error) {
    tree.log.warn({ path: file.path, error }, "the system's trash did not take a file");
  }
  const left = await statIfThere(tree, target);
  if (left !== undefined && sameAfterRename(tree, file, left)) {
    await kept.drop();
    return undefined;
  }
  await tree.disk.syncFolder(parentFolder(target));
  return { trashedTo: kept.trashedTo };
}

async function statIfThere(tree: TreeContext, target: string): Promise<DiskStat | undefined> {
  try {
    return await tree.disk.lstat(target);
  } catch (caught) {
    if (diskCode(caught) === 'ENOENT') return undefined;
    throw caught;
  }
}
