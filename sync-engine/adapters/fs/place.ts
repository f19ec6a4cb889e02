import type { LocalFile } from '../../core/entry.ts';
import type { PlaceOptions } from '../../ports/local-tree.ts';
import { asPlaced } from './as-placed.ts';
import { verifyFile } from './content.ts';
import { fileEntry } from './context.ts';
import type { TreeContext } from './context.ts';
import { discardFile, putBack } from './discard.ts';
import type { DiskFile } from './disk.ts';
import { giveName } from './name-file.ts';
import { makeParents, parentFolder } from './safe-path.ts';

/** A set-user-id bit is not for content that came from elsewhere. */
const PERMISSION_BITS = 0o777;

export interface Temporary {
  /** Absolute path. */
  readonly target: string;
  readonly handle: DiskFile;
}

/**
 * Gives a temp file its name. The order makes every crash harmless: content and time reach the disk first, then the file
 * it replaces is in the trash, then the name appears, then the folder reaches the disk. Between trash and name the path
 * is empty: a restart finds the file deleted here and changed there, and downloads it again.
 */
export async function placeFile(
  tree: TreeContext,
  temporary: Temporary,
  options: PlaceOptions,
): Promise<LocalFile> {
  const { path, mtimeNs, replaces, onReplacing } = options;
  if (replaces !== undefined) {
    const { stat } = await verifyFile(tree, replaces);
    await temporary.handle.setMode(stat.mode & PERMISSION_BITS);
  }
  await temporary.handle.setMtime(mtimeNs);
  await temporary.handle.sync();
  const made = fileEntry(tree, path, await temporary.handle.stat());
  const target = await makeParents(tree, path);
  const trashed =
    replaces === undefined ? undefined : await discardFile(tree, replaces, { onMoving: onReplacing });
  try {
    // A file saved at the path since the look, or since the discard, is not replaced: this rejects `local-exists`.
    if (await giveName(tree.disk, temporary.target, target)) await tree.disk.unlink(temporary.target);
  } catch (caught) {
    if (trashed !== undefined) await putBack(tree, trashed.trashedTo, target);
    throw caught;
  }
  await tree.disk.syncFolder(parentFolder(target));
  return await asPlaced(tree, made, target);
}
