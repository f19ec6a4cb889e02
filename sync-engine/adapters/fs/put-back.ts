import type { LocalFile } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import type { PutBack, PutBackOptions } from '../../ports/local-tree.ts';
import type { TreeContext } from './context.ts';
import { discardFile, putBack } from './discard.ts';
import { makeParents } from './safe-path.ts';
import { statEntry } from './stat.ts';

/**
 * Gives a file of the local trash its name back. As with a placed file, what it replaces is in the trash before the name appears,
 * and gets its own name back where that does not work out.
 */
export async function putBackFile(tree: TreeContext, options: PutBackOptions): Promise<PutBack> {
  const { trashedTo, path, replaces } = options;
  await tree.disk.lstat(trashedTo);
  const target = await makeParents(tree, path);
  const replaced = replaces === undefined ? undefined : await discardFile(tree, replaces);
  try {
    await tree.trash.takeOut(trashedTo, target);
  } catch (caught) {
    if (replaced !== undefined) await putBack(tree, replaced.trashedTo, target);
    throw caught;
  }
  return { file: await fileNow(tree, path), replacedTo: replaced?.trashedTo };
}

async function fileNow(tree: TreeContext, path: string): Promise<LocalFile> {
  const entry = await statEntry(tree, path);
  if (entry?.kind === 'file') return entry;
  throw fail('local-changed', 'it was changed as it was put back', { path });
}
