import { blockedPath, identityOf } from '../../core/path.ts';
import type { TreeTraits } from '../../ports/local-tree.ts';
import { diskError } from '../fs/disk.ts';
import type { DiskStat } from '../fs/disk.ts';

/**
 * What a disk in memory is made of. Each node knows two states: what programs see, and what would be left after a power
 * cut (`synced`). A process's changes reach the second only by `sync` and `syncFolder`.
 */
export type MemoryNode = MemoryFile | MemoryFolder | MemoryOther;

interface NodeTimes {
  readonly ino: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  mode: number;
  links: number;
}

export interface MemoryFile extends NodeTimes {
  readonly kind: 'file';
  /** Never changed in place. */
  bytes: Uint8Array;
  synced: Uint8Array;
}

export interface MemoryFolder extends NodeTimes {
  readonly kind: 'folder';
  readonly names: Names;
  synced: Names;
}

/** A symlink leads nowhere: nobody is to follow it. */
export interface MemoryOther extends NodeTimes {
  readonly kind: 'symlink' | 'special';
}

/** By the key under which the file system finds a name. */
type Names = Map<string, Named>;

export interface Named {
  readonly name: string;
  readonly node: MemoryNode;
}

/** Where a path leads: the folder it is in, its name there, and what has that name. */
export interface Place {
  readonly folder: MemoryFolder;
  readonly name: string;
  readonly key: string;
  readonly found: Named | undefined;
}

/** Under which key a folder keeps a name: macOS and Windows find a file whatever the case. */
export function nameKey(name: string, traits: TreeTraits): string {
  return traits.caseSensitive ? name : identityOf(name, traits);
}

/** Follows a path from the top. Going through a symlink is a bug of the caller and throws an error without a code. */
export function locate(top: MemoryFolder, path: string, traits: TreeTraits): Place {
  const names = path.split('/').filter((name) => name !== '');
  const name = names.pop();
  if (name === undefined) throw new RangeError('the top of the disk has no name');
  let folder = top;
  for (const parent of names) {
    const node = folder.names.get(nameKey(parent, traits))?.node;
    if (node === undefined) throw diskError('ENOENT', 'open', path);
    if (node.kind === 'symlink') throw new Error(`a symlink among the parents of '${path}' was followed`);
    if (node.kind !== 'folder') throw diskError('ENOTDIR', 'open', path);
    folder = node;
  }
  const key = nameKey(name, traits);
  return { folder, name, key, found: folder.names.get(key) };
}

/** What is at a path, or ENOENT. */
export function nodeAt(top: MemoryFolder, path: string, traits: TreeTraits): MemoryNode {
  const { found } = locate(top, path, traits);
  if (found === undefined) throw diskError('ENOENT', 'lstat', path);
  return found.node;
}

/** Refuses a name as the file system would. */
export function checkName(name: string, traits: TreeTraits): void {
  const reason = blockedPath(`x/${name}`, traits);
  if (reason === undefined) return;
  throw diskError(reason === 'name-too-long' ? 'ENAMETOOLONG' : 'EINVAL', 'open', name);
}

export function toStat(node: MemoryNode, dev: bigint): DiskStat {
  const { kind, mtimeNs, ctimeNs, ino, mode, links } = node;
  return {
    kind,
    size: node.kind === 'file' ? node.bytes.length : 0,
    mtimeNs,
    ctimeNs,
    ino,
    dev,
    mode,
    links,
  };
}
