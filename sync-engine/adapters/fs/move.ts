import type { LocalFile } from '../../core/entry.ts';
import { fail, hasCode } from '../../core/error.ts';
import { identityOf } from '../../core/path.ts';
import { asPlaced } from './as-placed.ts';
import { sameAfterRename } from './context.ts';
import type { TreeContext } from './context.ts';
import { verifyFile } from './content.ts';
import { putBack } from './discard.ts';
import { diskCode } from './disk.ts';
import { toLocalFailure } from './errors.ts';
import { giveName } from './name-file.ts';
import { makeParents, parentFolder } from './safe-path.ts';

interface Names {
  readonly from: string;
  readonly target: string;
}

/** Gives a file another name; the old name goes only once the new one is surely the same file. */
export async function moveFile(tree: TreeContext, file: LocalFile, to: string): Promise<LocalFile> {
  const { target: from } = await verifyFile(tree, file);
  const target = await makeParents(tree, to);
  await rename(tree, file, to, { from, target });
  await tree.disk.syncFolder(parentFolder(target));
  if (parentFolder(from) !== parentFolder(target)) await tree.disk.syncFolder(parentFolder(from));
  return await asPlaced(tree, { ...file, id: identityOf(to, tree.traits), path: to }, target);
}

async function rename(tree: TreeContext, file: LocalFile, to: string, names: Names): Promise<void> {
  const { from, target } = names;
  try {
    const linked = await giveName(tree.disk, from, target);
    if (!sameAfterRename(tree, file, await tree.disk.lstat(target))) {
      // Another file had taken the old name since the look, or takes the new one now. Either keeps its name; only a second
      // name that we gave goes.
      if (linked) await dropSecondName(tree, { name: target, other: from, path: to });
      throw changed(file);
    }
    if (linked) await dropSecondName(tree, { name: from, other: target, path: file.path });
  } catch (caught) {
    // On a disk that does not tell the two spellings apart, the new name is the file itself and nothing is in the way.
    const respelled = identityOf(to, tree.traits) === file.id && !tree.traits.caseSensitive;
    if (!respelled || !hasCode(toLocalFailure(caught, to), 'local-exists')) throw caught;
    await tree.disk.rename(from, target);
  }
}

/**
 * Takes away one of two names of a file, by way of the trash: a file which took that name since the look is found out there,
 * and gets the name back.
 */
async function dropSecondName(
  tree: TreeContext,
  { name, other, path }: { readonly name: string; readonly other: string; readonly path: string },
): Promise<void> {
  const kept = await inodeOf(tree, other);
  if (kept === undefined || kept !== (await inodeOf(tree, name))) return;
  const { trashedTo } = await tree.trash.discard(name, path);
  // The kept name may have gone meanwhile: then what is in the trash is all there is, and stays.
  const [trashed, still] = [await inodeOf(tree, trashedTo), await inodeOf(tree, other)];
  if (trashed === still) await tree.disk.unlink(trashedTo);
  else if (trashed !== kept) await putBack(tree, trashedTo, name);
}

async function inodeOf(tree: TreeContext, target: string): Promise<bigint | undefined> {
  try {
    return (await tree.disk.lstat(target)).ino;
  } catch (caught) {
    if (diskCode(caught) === 'ENOENT') return undefined;
    throw caught;
  }
}

function changed(file: LocalFile): Error {
  return fail('local-changed', 'the file changed at the very moment it was to be renamed', {
    path: file.path,
  });
}
