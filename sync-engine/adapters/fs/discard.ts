import type { LocalFile } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import type { DiscardOptions } from '../../ports/local-tree.ts';
import { sameAfterRename } from './context.ts';
import type { TreeContext } from './context.ts';
import { diskCode } from './disk.ts';
import type { DiskStat } from './disk.ts';
import { verifyFile } from './content.ts';
import { discardToSystem } from './discard-to-system.ts';
import { giveName } from './name-file.ts';
import { parentFolder } from './safe-path.ts';

/**
 * Moves a file to the local trash, if it is what the caller saw. A file that was changed or replaced between the look
 * and the move is found out in the trash and given its name back: `local-changed`.
 */
export async function discardFile(
  tree: TreeContext,
  file: LocalFile,
  { alsoToSystem = false, onMoving }: DiscardOptions = {},
): Promise<{ readonly trashedTo: string }> {
  const { target, stat: seen } = await verifyFile(tree, file);
  const taken = alsoToSystem ? await discardToSystem(tree, file, { target, onMoving }) : undefined;
  if (taken !== undefined) return taken;
  const moved = await tree.trash.discard(target, file.path, onMoving);
  const stat = await statTrashed(tree, moved.trashedTo);
  const copied = stat?.dev !== seen.dev;
  // RACE: a program that still has the file open may write to it in the trash. Its bytes are kept there.
  if (stat === undefined || sameAfterRename(tree, file, stat, copied)) return moved;
  await putBack(tree, moved.trashedTo, target);
  throw fail('local-changed', 'the file changed at the very moment it was to be trashed', {
    path: file.path,
  });
}

/** Undefined when the trash is not a folder we can look into. */
async function statTrashed(tree: TreeContext, trashedTo: string): Promise<DiskStat | undefined> {
  try {
    return await tree.disk.lstat(trashedTo);
  } catch (caught) {
    if (diskCode(caught) === undefined) throw caught;
    return undefined;
  }
}

/** Gives what was trashed its name back, unless something is there. Whatever happens, the bytes stay in the trash at least. */
export async function putBack(tree: TreeContext, trashedTo: string, target: string): Promise<void> {
  try {
    if (await giveName(tree.disk, trashedTo, target)) await tree.disk.unlink(trashedTo);
    await tree.disk.syncFolder(parentFolder(target));
  } catch (error) {
    tree.log.warn({ trashedTo, error }, 'a file that was to be put back stays in the local trash');
  }
}
