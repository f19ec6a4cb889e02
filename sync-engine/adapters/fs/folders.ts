import type { LocalEntry } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import { bareOf } from '../../core/path.ts';
import type { TreeContext } from './context.ts';
import { diskCode } from './disk.ts';
import { guarded, makeFolderOnce, makeParents, parentFolder } from './safe-path.ts';
import { statEntry } from './stat.ts';

export async function makeFolder(tree: TreeContext, path: string): Promise<LocalEntry> {
  const bare = bareOf(path);
  await makeParents(tree, bare);
  await makeFolderOnce(tree, bare, bare);
  const entry = await statEntry(tree, bare);
  if (entry === undefined) throw fail('local-missing', 'the folder was removed as it was made', { path });
  return entry;
}

export async function removeFolder(tree: TreeContext, path: string): Promise<void> {
  const target = await guarded(tree, bareOf(path));
  try {
    await tree.disk.rmdir(target);
  } catch (caught) {
    const code = diskCode(caught);
    if (code === 'ENOENT') return;
    // Solaris and AIX spell it EEXIST.
    if (code === 'EEXIST') throw fail('local-not-empty', 'the folder is not empty', { path, cause: caught });
    throw caught;
  }
  await tree.disk.syncFolder(parentFolder(target));
}
