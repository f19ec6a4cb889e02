import { fail } from '../../core/error.ts';
import { blockedPath } from '../../core/path.ts';
import type { StagedFile } from '../../ports/local-tree.ts';
import { hashHandle } from './content.ts';
import type { TreeContext } from './context.ts';
import { copyBytes } from './copy-bytes.ts';
import { diskCode } from './disk.ts';
import type { DiskFile } from './disk.ts';
import { mapErrors } from './errors.ts';
import { placeFile } from './place.ts';
import { makeDurably, reservedFolder } from './safe-path.ts';

function tmpFolder(tree: TreeContext): string {
  return `${reservedFolder(tree)}/tmp`;
}

function tmpPath(tree: TreeContext, name: string): string {
  if (name.includes('/') || blockedPath(name, tree.traits) !== undefined) {
    throw fail('local-name', 'not a name for a temp file', { path: name });
  }
  return `${tmpFolder(tree)}/${name}`;
}

export async function stageFile(tree: TreeContext, name: string): Promise<StagedFile> {
  const target = tmpPath(tree, name);
  await makeDurably(tree.disk, reservedFolder(tree));
  await makeDurably(tree.disk, tmpFolder(tree));
  const handle = await openAlone(tree, target);
  const at = <Result>(action: () => Promise<Result>): Promise<Result> => mapErrors(name, action);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= handle.close());
  return {
    size: () => at(async () => (await handle.stat()).size),
    write: (position, bytes) => at(() => handle.write(bytes, position)),
    truncate: (size) => at(() => handle.truncate(size)),
    sync: () => at(() => handle.sync()),
    hash: (options) => at(async () => hashHandle(handle, (await handle.stat()).size, options)),
    async place(options) {
      const placed = await mapErrors(options.path, () => placeFile(tree, { target, handle }, options));
      await close();
      return placed;
    },
    close: () => at(close),
  };
}

/**
 * Opens a temp file that no other name leads to. After a crash between a placed file's new name and the end of its old
 * one, both are one file, and writing to the temp file would write to the user's.
 */
async function openAlone(tree: TreeContext, target: string): Promise<DiskFile> {
  const handle = await tree.disk.open(target, 'keep');
  try {
    const { links } = await handle.stat();
    if (links < 2) return handle;
    const twin = `${target}.${tree.random.id(8)}`;
    const copy = await tree.disk.open(twin, 'create');
    try {
      await copyBytes(handle, copy);
      await tree.disk.rename(twin, target);
    } catch (caught) {
      await copy.close();
      throw caught;
    }
    await handle.close();
    return copy;
  } catch (caught) {
    await handle.close();
    throw caught;
  }
}

export async function stagedNames(tree: TreeContext): Promise<readonly string[]> {
  try {
    const names = await tree.disk.list(tmpFolder(tree));
    return names.filter((found) => found.kind === 'file').map((found) => found.name);
  } catch (caught) {
    if (diskCode(caught) === 'ENOENT') return [];
    throw caught;
  }
}

export async function dropStaged(tree: TreeContext, name: string): Promise<void> {
  try {
    await tree.disk.unlink(tmpPath(tree, name));
  } catch (caught) {
    if (diskCode(caught) !== 'ENOENT') throw caught;
  }
}
