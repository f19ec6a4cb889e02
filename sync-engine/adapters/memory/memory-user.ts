import { RESERVED } from '../../core/path.ts';
import { diskError } from '../fs/disk.ts';
import type { MemoryDisk } from './memory-disk.ts';
import type { MemoryFolder, MemoryNode, Place } from './memory-node.ts';

/**
 * What people and their programs do to a folder, at one instant each and durably. Paths are pair-relative, without a
 * trailing slash; missing parents are made. Throws an Error with the system's code where a real disk would refuse.
 */
export interface MemoryUser {
  /** Writes in place: the file keeps its inode. */
  userWrite(path: string, bytes: Uint8Array): void;
  /** Saves as most editors do: a new file takes the name. */
  userReplace(path: string, bytes: Uint8Array): void;
  userRead(path: string): Uint8Array;
  /** Removes a file, or a folder with all that is in it. */
  userDelete(path: string): void;
  /** Replaces a file at `to`. */
  userMove(from: string, to: string): void;
  userMkdir(path: string): void;
  /** Sets the modification time (nanoseconds since the epoch; now when left out) and leaves the content. */
  userTouch(path: string, mtimeNs?: bigint): void;
  userSpecial(path: string, kind: 'symlink' | 'special'): void;
  /** Takes the permission to list a folder or open a file, or gives it back. */
  userDeny(path: string, denied: boolean): void;
  /** Everything outside `.windlass`: content by path, folders with a trailing slash and no content. */
  snapshot(): ReadonlyMap<string, Uint8Array | undefined>;
  /** The content of everything below `.windlass/trash`, by path. */
  trashSnapshot(): ReadonlyMap<string, Uint8Array>;
  /** Takes the root away; `mount` brings it back as it was. */
  unmount(): void;
  mount(): void;
  /** Puts an empty folder, on another device, where the root was. */
  replaceRoot(): void;
}

export function createMemoryUser(disk: MemoryDisk, root: string): MemoryUser {
  const unmounted: MemoryNode[] = [];

  const target = (path: string): string => `${root}/${path}`;

  function parents(path: string): void {
    const names = path.split('/').slice(0, -1);
    for (const at of names.keys()) mkdir(names.slice(0, at + 1).join('/'));
  }

  function mkdir(path: string): void {
    const place = disk.locate(target(path));
    if (place.found === undefined) disk.put(place, disk.newFolder(), target(path));
    else if (place.found.node.kind !== 'folder') throw diskError('EEXIST', 'mkdir', path);
    persist(path);
  }

  function save(path: string, bytes: Uint8Array, mode: 'in-place' | 'replace'): void {
    parents(path);
    const place = disk.locate(target(path));
    const found = place.found?.node;
    if (found?.kind === 'folder') throw diskError('EISDIR', 'open', path);
    if (found?.kind === 'file' && mode === 'in-place') {
      found.bytes = bytes.slice();
      found.mtimeNs = disk.now();
      found.ctimeNs = found.mtimeNs;
      disk.changed(target(path));
    } else {
      disk.put(place, disk.newFile(bytes.slice()), target(path));
    }
    persist(path);
  }

  /** Makes what is at a path, and the way to it, survive a power cut. */
  function persist(path: string): void {
    const names = target(path).split('/').slice(1);
    for (const at of names.keys()) {
      const place = disk.locate(`/${names.slice(0, at + 1).join('/')}`);
      if (place.found === undefined) return;
      place.folder.synced.set(place.key, place.found);
      if (place.found.node.kind === 'file') place.found.node.synced = place.found.node.bytes;
    }
  }

  function take(path: string): Place {
    const place = disk.locate(path);
    if (place.found === undefined) throw diskError('ENOENT', 'unlink', path);
    disk.remove(place, path);
    place.folder.synced.delete(place.key);
    return place;
  }

  function user(path: string): MemoryNode {
    return disk.at(target(path));
  }

  return {
    userWrite: (path, bytes) => save(path, bytes, 'in-place'),
    userReplace: (path, bytes) => save(path, bytes, 'replace'),
    userRead(path) {
      const node = user(path);
      if (node.kind !== 'file') throw diskError('EISDIR', 'read', path);
      return node.bytes.slice();
    },
    userDelete(path) {
      take(target(path));
    },
    userMove(from, to) {
      const node = user(from);
      const replaced = disk.locate(target(to)).found?.node;
      if (replaced?.kind === 'folder' && replaced !== node) throw diskError('EISDIR', 'rename', to);
      parents(to);
      take(target(from));
      disk.put(disk.locate(target(to)), node, target(to));
      persist(to);
    },
    userMkdir(path) {
      parents(path);
      mkdir(path);
    },
    userTouch(path, mtimeNs) {
      const node = user(path);
      node.ctimeNs = disk.now();
      node.mtimeNs = mtimeNs ?? node.ctimeNs;
      disk.changed(target(path));
    },
    userSpecial(path, kind) {
      parents(path);
      disk.put(disk.locate(target(path)), disk.newOther(kind), target(path));
      persist(path);
    },
    userDeny(path, denied) {
      if (denied) disk.denied.add(target(path));
      else disk.denied.delete(target(path));
    },
    snapshot() {
      const found = new Map<string, Uint8Array | undefined>();
      collect(disk.at(root) as MemoryFolder, '', found, (path) => path !== `${RESERVED}/`);
      return found;
    },
    trashSnapshot() {
      const found = new Map<string, Uint8Array | undefined>();
      const reserved = disk.locate(target(RESERVED)).found?.node;
      const trash = reserved?.kind === 'folder' ? reserved.names.get('trash')?.node : undefined;
      if (trash?.kind === 'folder') collect(trash, `${RESERVED}/trash/`, found, () => true);
      return new Map([...found].filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined));
    },
    unmount() {
      const { found } = take(root);
      if (found !== undefined) unmounted.push(found.node);
    },
    mount() {
      const node = unmounted.pop();
      if (node === undefined) throw new Error('nothing was unmounted');
      disk.put(disk.locate(root), node, root);
      persist('');
    },
    replaceRoot() {
      unmounted.push(disk.at(root));
      disk.dev += 1n;
      disk.put(disk.locate(root), disk.newFolder(), root);
      persist('');
    },
  };
}

function collect(
  folder: MemoryFolder,
  path: string,
  found: Map<string, Uint8Array | undefined>,
  enter: (path: string) => boolean,
): void {
  for (const { name, node } of folder.names.values()) {
    const inner = `${path}${name}`;
    if (node.kind === 'file') {
      found.set(inner, node.bytes);
    } else if (node.kind === 'folder' && enter(`${inner}/`)) {
      found.set(`${inner}/`, undefined);
      collect(node, `${inner}/`, found, enter);
    }
  }
}
