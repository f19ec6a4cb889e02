import type { Clock } from '../../ports/clock.ts';
import type { TreeTraits } from '../../ports/local-tree.ts';
import type { MemoryFile, MemoryFolder, MemoryNode, MemoryOther, Place } from './memory-node.ts';
import { checkName, locate, nodeAt } from './memory-node.ts';

/** Called with the absolute path of whatever was made, changed or removed. */
export type ChangeListener = (path: string) => void;

/** A file system in memory: what processes (memory-process.ts) and a user (memory-user.ts) share. */
export interface MemoryDisk {
  readonly traits: TreeTraits;
  readonly top: MemoryFolder;
  /** Paths that nobody may open or list. */
  readonly denied: Set<string>;
  readonly listeners: Set<ChangeListener>;
  /** Changed by `kill`: processes of an earlier generation are dead. */
  generation: number;
  dev: bigint;
  /** Nanoseconds since the epoch: the clock's millisecond, and a count that tells two changes within it apart. */
  now(): bigint;
  newFile(bytes: Uint8Array): MemoryFile;
  newFolder(): MemoryFolder;
  newOther(kind: MemoryOther['kind']): MemoryOther;
  /** What is at a path, as `lstat` sees it; throws ENOENT. */
  at(path: string): MemoryNode;
  locate(path: string): Place;
  /** Gives a node a name, in place of what has it. */
  put(place: Place, node: MemoryNode, path: string): void;
  remove(place: Place, path: string): void;
  /** Tells the listeners. */
  changed(path: string): void;
}

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
const NS_PER_MS = 1_000_000n;

export function createMemoryDisk(clock: Clock, traits: TreeTraits): MemoryDisk {
  let lastIno = 1n;
  let ticks = 0n;
  const now = (): bigint => {
    ticks += 1n;
    return BigInt(Math.floor(clock.now())) * NS_PER_MS + (ticks % NS_PER_MS);
  };
  const fresh = (mode: number): Pick<MemoryNode, 'ino' | 'mtimeNs' | 'ctimeNs' | 'mode' | 'links'> => {
    const at = now();
    lastIno += 1n;
    return { ino: lastIno, mtimeNs: at, ctimeNs: at, mode, links: 0 };
  };
  const newFolder = (): MemoryFolder => ({
    kind: 'folder',
    ...fresh(FOLDER_MODE),
    names: new Map(),
    synced: new Map(),
  });
  const top = newFolder();

  const disk: MemoryDisk = {
    traits,
    top,
    denied: new Set(),
    listeners: new Set(),
    generation: 0,
    dev: 1n,
    now,
    newFile: (bytes) => ({ kind: 'file', ...fresh(FILE_MODE), bytes, synced: new Uint8Array() }),
    newFolder,
    newOther: (kind) => ({ kind, ...fresh(FILE_MODE) }),
    at: (path) => nodeAt(top, path, traits),
    locate: (path) => locate(top, path, traits),
    put(place, node, path) {
      checkName(place.name, traits);
      if (place.found !== undefined) drop(place.found.node);
      place.folder.names.set(place.key, { name: place.name, node });
      place.folder.mtimeNs = now();
      node.links += 1;
      node.ctimeNs = now();
      disk.changed(path);
    },
    remove(place, path) {
      if (place.found !== undefined) drop(place.found.node);
      place.folder.names.delete(place.key);
      place.folder.mtimeNs = now();
      disk.changed(path);
    },
    changed(path) {
      for (const listener of disk.listeners) listener(path);
    },
  };

  function drop(node: MemoryNode): void {
    node.links -= 1;
    node.ctimeNs = now();
  }
  return disk;
}
