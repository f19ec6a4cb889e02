import { createHash } from 'node:crypto';
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
  const { handle, size } = await openIn(tree, target);
  // Content that comes in order from the first byte on is hashed as it comes, and need not be read again.
  let running = size === 0 ? { hash: createHash('sha256'), end: 0 } : undefined;
  const at = <Result>(action: () => Promise<Result>): Promise<Result> => mapErrors(name, action);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= handle.close());
  return {
    // What was written from the first byte on is all there is: nobody else knows the file.
    size: () => at(async () => running?.end ?? (await handle.stat()).size),
    write(position, bytes) {
      if (running?.end === position) {
        running.hash.update(bytes);
        running.end += bytes.byteLength;
      } else {
        running = undefined;
      }
      return at(() => handle.write(bytes, position)).catch((caught: unknown) => {
        running = undefined;
        throw caught;
      });
    },
    truncate(length) {
      running = undefined;
      return at(() => handle.truncate(length));
    },
    sync: () => at(() => handle.sync()),
    hash: (options) =>
      at(async () => {
        if (running !== undefined) return running.hash.copy().digest('hex');
        return await hashHandle(handle, (await handle.stat()).size, options);
      }),
    async place(options) {
      const placed = await mapErrors(options.path, () => placeFile(tree, { target, handle }, options));
      await close();
      return placed;
    },
    close: () => at(close),
  };
}

/** Opens a temp file in the folder for them, which is mostly there. */
async function openIn(tree: TreeContext, target: string): Promise<Opened> {
  try {
    return await openAlone(tree, target);
  } catch (caught) {
    if (diskCode(caught) !== 'ENOENT') throw caught;
  }
  await makeDurably(tree.disk, reservedFolder(tree));
  await makeDurably(tree.disk, tmpFolder(tree));
  return await openAlone(tree, target);
}

interface Opened {
  readonly handle: DiskFile;
  /** Bytes. */
  readonly size: number;
}

/**
 * Opens a temp file that no other name leads to. After a crash between a placed file's new name and the end of its old
 * one, both are one file, and writing to the temp file would write to the user's.
 */
async function openAlone(tree: TreeContext, target: string): Promise<Opened> {
  try {
    return { handle: await tree.disk.open(target, 'create'), size: 0 };
  } catch (caught) {
    if (diskCode(caught) !== 'EEXIST') throw caught;
  }
  const handle = await tree.disk.open(target, 'keep');
  try {
    const { links, size } = await handle.stat();
    if (links < 2) return { handle, size };
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
    return { handle: copy, size };
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
