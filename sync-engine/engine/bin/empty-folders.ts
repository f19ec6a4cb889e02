import { hasCode } from '../../core/error.ts';
import { bareOf } from '../../core/path.ts';
import type { PairContext } from '../pair.ts';

export async function isFolder({ tree }: PairContext, folder: string): Promise<boolean> {
  try {
    return (await tree.stat(bareOf(folder)))?.kind === 'folder';
  } catch (caught) {
    // Below a link, or what is no name here.
    if (hasCode(caught, 'local-name', 'local-missing')) return false;
    throw caught;
  }
}

/** Whether one was there and is gone. A folder that still holds something, an ignored file say, stays; and so does what is no folder here. */
export async function removeIfEmpty(context: PairContext, folder: string): Promise<boolean> {
  try {
    if (!(await isFolder(context, folder))) return false;
    await context.tree.removeFolder(bareOf(folder));
    return true;
  } catch (caught) {
    if (!hasCode(caught, 'local-not-empty', 'local-name', 'local-changed')) throw caught;
    return false;
  }
}

/** Whether there was none and is now. What is in its way stays. */
export async function makeFolderAgain({ tree }: PairContext, folder: string): Promise<boolean> {
  try {
    if ((await tree.stat(bareOf(folder))) !== undefined) return false;
    await tree.makeFolder(bareOf(folder));
    return true;
  } catch (caught) {
    if (!hasCode(caught, 'local-exists', 'local-name', 'local-changed')) throw caught;
    return false;
  }
}
