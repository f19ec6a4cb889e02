import { fail } from '../../core/error.ts';
import { bareOf } from '../../core/path.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type { KeptFile, LocalTrash, TrashedFile } from '../../ports/local-trash.ts';
import type { Disk } from './disk.ts';
import { diskCode } from './disk.ts';
import { mapErrors } from './errors.ts';
import { slashed } from './fs-tree.ts';
import { moveAcross } from './move-across.ts';
import { giveName, NO_LINKS } from './name-file.ts';
import { nodeDisk } from './node-disk.ts';
import { makeDurably, parentFolder } from './safe-path.ts';
import { formatInstant, parseInstant } from './trash-instant.ts';

export interface FolderTrashOptions {
  /** Usually `<root>/.windlass/trash`: on the same file system, so that discarding is a rename. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  /** The calls underneath; Node's `fs` when left out. */
  readonly disk?: Disk | undefined;
}

/** Where something goes when it is discarded. */
interface Place {
  /** The folder that this discard has to itself. */
  readonly own: string;
  readonly trashedTo: string;
  /** The same, relative to the trash. */
  readonly inTrash: string;
}

/** Characters of the id that keeps two discards of one millisecond apart. */
const ID_LENGTH = 8;

/** Keeps what is discarded at `<folder>/<UTC instant>-<id>/<pair path>`, one such folder for each discard. */
export function createFolderTrash(options: FolderTrashOptions): LocalTrash {
  const { clock, random, disk = nodeDisk } = options;
  const folder = slashed(options.folder);

  /** A free place for `path`, its parents there, and the folder that this discard has to itself. */
  async function placeFor(path: string): Promise<Place> {
    await makeDurably(disk, parentFolder(folder));
    await makeDurably(disk, folder);
    const own = `${folder}/${formatInstant(clock.now())}-${random.id(ID_LENGTH)}`;
    let trashedTo = own;
    for (const name of bareOf(path).split('/')) {
      await makeDurably(disk, trashedTo);
      trashedTo = `${trashedTo}/${name}`;
    }
    return { own, trashedTo, inTrash: trashedTo.slice(folder.length + 1) };
  }

  async function keep(absolutePath: string, path: string): Promise<KeptFile | undefined> {
    await disk.lstat(absolutePath);
    const { own, trashedTo, inTrash } = await placeFor(path);
    const drop = async (): Promise<void> => void (await removeAll(disk, own, true));
    try {
      await disk.link(absolutePath, trashedTo);
    } catch (caught) {
      await drop();
      if (NO_LINKS.has(diskCode(caught) ?? '')) return undefined;
      throw caught;
    }
    await disk.syncFolder(parentFolder(trashedTo));
    return { trashedTo, inTrash, drop };
  }

  async function discard(
    absolutePath: string,
    path: string,
    onMoving?: (inTrash: string) => void,
  ): Promise<{ readonly trashedTo: string }> {
    const { kind } = await disk.lstat(absolutePath);
    const { trashedTo, inTrash } = await placeFor(path);
    onMoving?.(inTrash);
    try {
      await disk.rename(absolutePath, trashedTo);
    } catch (caught) {
      if (diskCode(caught) !== 'EXDEV') throw caught;
      if (kind === 'folder') await disk.mkdir(trashedTo).then(() => disk.rmdir(absolutePath));
      else await moveAcross(disk, absolutePath, trashedTo);
    }
    // The new name first: lost power between the two may leave a file under both names, never under none.
    await disk.syncFolder(parentFolder(trashedTo));
    await disk.syncFolder(parentFolder(absolutePath));
    return { trashedTo };
  }

  function locate(inTrash: string): string {
    const names = inTrash.split('/');
    if (names.some((name) => name === '' || name === '.' || name === '..'))
      throw fail('local-missing', 'it is not in the trash of this folder');
    return `${folder}/${inTrash}`;
  }

  async function takeOut(inTrash: string, absolutePath: string): Promise<void> {
    const trashedTo = locate(inTrash);
    try {
      if (await giveName(disk, trashedTo, absolutePath)) await disk.unlink(trashedTo);
    } catch (caught) {
      if (diskCode(caught) !== 'EXDEV') throw caught;
      await moveAcross(disk, trashedTo, absolutePath);
    }
    // The new name first, as with a discard.
    await disk.syncFolder(parentFolder(absolutePath));
    await disk.syncFolder(parentFolder(trashedTo));
    await removeEmptied(disk, trashedTo, folder);
  }

  /** The folders of single discards, newest first. */
  async function discards(): Promise<readonly { readonly target: string; readonly atMs: number }[]> {
    let names;
    try {
      names = await disk.list(folder);
    } catch (caught) {
      if (diskCode(caught) === 'ENOENT') return [];
      throw caught;
    }
    return names
      .map(({ name }) => ({ target: `${folder}/${name}`, atMs: parseInstant(name) }))
      .filter((found): found is { target: string; atMs: number } => found.atMs !== undefined)
      .sort((a, b) => b.atMs - a.atMs || (a.target < b.target ? 1 : -1));
  }

  async function list(): Promise<readonly TrashedFile[]> {
    const files: TrashedFile[] = [];
    for (const { target, atMs } of await discards()) {
      for await (const leaf of leavesOf(disk, target, '')) files.push({ ...leaf, trashedAtMs: atMs });
    }
    return files;
  }

  async function purge(olderThanMs: number): Promise<number> {
    let purged = 0;
    for (const { target, atMs } of await discards()) {
      if (atMs < olderThanMs) purged += await removeAll(disk, target, true);
    }
    return purged;
  }

  return {
    discard: (absolutePath, path, onMoving) => mapErrors(path, () => discard(absolutePath, path, onMoving)),
    keep: (absolutePath, path) => mapErrors(path, () => keep(absolutePath, path)),
    takeOut: (inTrash, absolutePath) => mapErrors(absolutePath, () => takeOut(inTrash, absolutePath)),
    locate,
    list: () => mapErrors('', list),
    purge: (olderThanMs) => mapErrors('', () => purge(olderThanMs)),
  };
}

/** What was discarded: every file below `folder`, and every folder that holds nothing. */
async function* leavesOf(
  disk: Disk,
  folder: string,
  path: string,
): AsyncGenerator<Omit<TrashedFile, 'trashedAtMs'>> {
  for (const { name, kind } of await disk.list(folder)) {
    const trashedTo = `${folder}/${name}`;
    const inner = `${path}${name}`;
    if (kind !== 'folder') {
      yield { path: inner, trashedTo, size: (await disk.lstat(trashedTo)).size };
    } else if ((await disk.list(trashedTo)).length === 0) {
      yield { path: `${inner}/`, trashedTo, size: 0 };
    } else {
      yield* leavesOf(disk, trashedTo, `${inner}/`);
    }
  }
}

/** Removes the folders that what was at `target` leaves empty, up to the trash itself. */
async function removeEmptied(disk: Disk, target: string, trash: string): Promise<void> {
  for (let at = parentFolder(target); at !== trash; at = parentFolder(at)) {
    if ((await disk.list(at)).length > 0) return;
    await disk.rmdir(at);
  }
}

/** Deletes a folder and what is in it, following no symlink; resolves with how many things had been discarded there. */
async function removeAll(disk: Disk, folder: string, outermost: boolean): Promise<number> {
  const names = await disk.list(folder);
  let removed = names.length === 0 && !outermost ? 1 : 0;
  for (const { name, kind } of names) {
    const target = `${folder}/${name}`;
    if (kind === 'folder') {
      removed += await removeAll(disk, target, false);
    } else {
      await disk.unlink(target);
      removed += 1;
    }
  }
  await disk.rmdir(folder);
  return removed;
}
