import { fail } from '../../core/error.ts';
import { blockedPath, parentOf, RESERVED } from '../../core/path.ts';
import type { TreeContext } from './context.ts';
import type { Disk, DiskKind } from './disk.ts';
import { diskCode } from './disk.ts';

/** The absolute path of a pair-relative one; throws `local-name` for anything that could leave the root or cannot be a name here. */
export function absolute(tree: TreeContext, path: string): string {
  const reason = blockedPath(path, tree.traits);
  if (reason !== undefined) throw fail('local-name', `not a path for this folder: ${reason}`, { path });
  return `${tree.root}/${path}`;
}

/** The absolute path, once no parent of it is a symlink. Rejects `local-name` otherwise. */
export async function guarded(tree: TreeContext, path: string): Promise<string> {
  const target = absolute(tree, path);
  for (const parent of parentsOf(path)) {
    let kind;
    try {
      ({ kind } = await tree.disk.lstat(`${tree.root}/${parent}`));
    } catch (caught) {
      // Nothing is below what is not there, or is a file; the call itself will say so.
      if (diskCode(caught) === 'ENOENT' || diskCode(caught) === 'ENOTDIR') return target;
      throw caught;
    }
    if (kind === 'symlink') throw notAFolder(path, parent, kind);
  }
  // RACE: a parent may be swapped for a symlink between this look and the call it guards. Node has no openat() to hold
  // the folder by; only a program running as the same user inside the pair's folder could do it.
  return target;
}

/** Makes the parents of `path`, none of them through a symlink, durably. Resolves with the absolute path of `path`. */
export async function makeParents(tree: TreeContext, path: string): Promise<string> {
  const target = absolute(tree, path);
  for (const parent of parentsOf(path)) await makeFolderOnce(tree, path, parent);
  return target;
}

/** Makes one folder whose parents are there; one that is there already is no error. */
export async function makeFolderOnce(tree: TreeContext, path: string, folder: string): Promise<void> {
  const target = `${tree.root}/${folder}`;
  // Mostly it is there.
  const found = await kindAt(tree.disk, target);
  if (found === undefined && (await makeDurably(tree.disk, target))) return;
  const kind = found ?? (await tree.disk.lstat(target)).kind;
  if (kind !== 'folder') throw notAFolder(path, folder, kind);
}

async function kindAt(disk: Disk, target: string): Promise<DiskKind | undefined> {
  try {
    return (await disk.lstat(target)).kind;
  } catch (caught) {
    if (diskCode(caught) === 'ENOENT') return undefined;
    throw caught;
  }
}

/** Makes a folder and syncs the one it is in; resolves false when something is there already. */
export async function makeDurably(disk: Disk, folder: string): Promise<boolean> {
  try {
    await disk.mkdir(folder);
  } catch (caught) {
    if (diskCode(caught) === 'EEXIST') return false;
    throw caught;
  }
  await disk.syncFolder(parentFolder(folder));
  return true;
}

/** The folder an absolute path lies in, without a trailing slash. */
export function parentFolder(target: string): string {
  return parentOf(target).slice(0, -1);
}

/** The root of our own area: marker, temp files, trash. */
export function reservedFolder(tree: Pick<TreeContext, 'root'>): string {
  return `${tree.root}/${RESERVED}`;
}

/** The folders `path` lies in, outermost first, without trailing slashes. */
function parentsOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}

function notAFolder(path: string, parent: string, kind: string): Error {
  return kind === 'symlink'
    ? fail('local-name', `'${parent}' is a symlink and is not followed`, { path })
    : fail('local-exists', `'${parent}' is in the way: it is not a folder`, { path });
}
