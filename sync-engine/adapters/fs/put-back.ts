import type { HashOptions, PutBackOptions, TrashedContent } from '../../ports/local-tree.ts';
import { hashHandle } from './content.ts';
import type { TreeContext } from './context.ts';
import { discardFile, putBack } from './discard.ts';
import { makeParents } from './safe-path.ts';

/**
 * Gives a file of the local trash its name back. As with a placed file, what it replaces is in the trash before the name appears,
 * and gets its own name back where that does not work out.
 */
export async function putBackFile(tree: TreeContext, options: PutBackOptions): Promise<void> {
  const { inTrash, path, replaces, onReplacing } = options;
  await tree.disk.lstat(tree.trash.locate(inTrash));
  const target = await makeParents(tree, path);
  const replaced =
    replaces === undefined ? undefined : await discardFile(tree, replaces, { onMoving: onReplacing });
  try {
    await tree.trash.takeOut(inTrash, target);
  } catch (caught) {
    if (replaced !== undefined) await putBack(tree, replaced.trashedTo, target);
    throw caught;
  }
}

/** What a file of the local trash holds. */
export async function hashTrashed(
  tree: TreeContext,
  inTrash: string,
  options?: HashOptions,
): Promise<TrashedContent> {
  const handle = await tree.disk.open(tree.trash.locate(inTrash), 'read');
  try {
    const { size } = await handle.stat();
    return { size, sha256: await hashHandle(handle, size, options) };
  } finally {
    await handle.close();
  }
}
