import type { LocalFile } from '../../core/entry.ts';
import { fileEntry, sameAfterRename } from './context.ts';
import type { TreeContext } from './context.ts';

/**
 * The entry of a file that was just given its name. The name changed its ctime; anything else that differs is an edit made since
 * by somebody else. That must not pass for what we put there, so the entry then keeps the stamp of what we did put there, and
 * the next scan finds the edit. Rejects (ENOENT) when the file is gone already: its owner moved or deleted it, or the folder
 * it is in, and where it went it may not have reached the disk.
 */
export async function asPlaced(tree: TreeContext, put: LocalFile, target: string): Promise<LocalFile> {
  const stat = await tree.disk.lstat(target);
  return sameAfterRename(tree, put, stat) ? fileEntry(tree, put.path, stat) : put;
}
