import type { Clock, Random } from '../../ports/clock.ts';
import type { LocalTrash } from '../../ports/local-trash.ts';
import type { LocalTree, TreeTraits } from '../../ports/local-tree.ts';
import type { Log } from '../../ports/log.ts';
import type { SystemTrash } from '../../ports/system-trash.ts';
import { createDiskTree } from '../fs/disk-tree.ts';
import { createFolderTrash } from '../fs/folder-trash.ts';
import { interceptDisk } from '../fs/intercept.ts';
import type { BeforeCall } from '../fs/intercept.ts';
import { createMemoryDisk } from './memory-disk.ts';
import type { ChangeListener, MemoryDisk } from './memory-disk.ts';
import type { MemoryFolder } from './memory-node.ts';
import { openMemoryDisk } from './memory-process.ts';
import { createMemoryUser } from './memory-user.ts';
import type { MemoryUser } from './memory-user.ts';

export interface MemoryTreeOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Linux' when left out. */
  readonly traits?: TreeTraits | undefined;
  /** Called ahead of every disk call of the tree and its trash: faults, delays, other people's edits. */
  readonly before?: BeforeCall | undefined;
  readonly log?: Log | undefined;
  /** The system's, while it is wanted; none when left out. */
  readonly systemTrash?: (() => SystemTrash | undefined) | undefined;
}

/** What a pair's folder is like on each platform. */
export const LINUX_TRAITS: TreeTraits = { caseSensitive: true, windowsNames: false, stableInodes: true };
export const MACOS_TRAITS: TreeTraits = { caseSensitive: false, windowsNames: false, stableInodes: true };
export const WINDOWS_TRAITS: TreeTraits = { caseSensitive: false, windowsNames: true, stableInodes: true };

/**
 * A local tree in memory: the code that handles real folders, on a disk that a simulation owns. No timer, no clock, no
 * randomness of its own. Every disk call is one step with an await before and after it, so that an edit or a crash can
 * fall between any two.
 */
export interface MemoryTree extends LocalTree, MemoryUser {
  /** The root's absolute path on the disk in memory, for a watcher and as the pair's folder. */
  readonly root: string;
  /** The tree's own local trash, in `.windlass/trash`. */
  readonly trash: LocalTrash;
  /**
   * The process dies: what it still has under way has no effect and never settles, written bytes stay. Resolves at once
   * with the tree as the next process opens it.
   */
  crash(): MemoryTree;
  /** The same, and what was not synced is gone: file contents, and names in folders. */
  losePower(): MemoryTree;
  /** Tells of every change below the root; returns what ends it. */
  onChange(listener: ChangeListener): () => void;
}

/** Where the pair's folder is on the disk in memory. */
export const MEMORY_ROOT = '/pair';

export function createMemoryTree(options: MemoryTreeOptions): MemoryTree {
  const disk = createMemoryDisk(options.clock, options.traits ?? LINUX_TRAITS);
  const root = disk.locate(MEMORY_ROOT);
  disk.put(root, disk.newFolder(), MEMORY_ROOT);
  disk.top.synced = new Map(disk.top.names);
  return open(disk, options);
}

function open(disk: MemoryDisk, options: MemoryTreeOptions): MemoryTree {
  const { clock, random, systemTrash, log = SILENT } = options;
  const own = openMemoryDisk(disk);
  const seen = options.before === undefined ? own : interceptDisk(own, options.before);
  const trash = createFolderTrash({ folder: `${MEMORY_ROOT}/.windlass/trash`, clock, random, disk: seen });
  const restart = (): MemoryTree => {
    disk.generation += 1;
    return open(disk, options);
  };
  return {
    ...createDiskTree({
      disk: seen,
      root: MEMORY_ROOT,
      traits: disk.traits,
      trash,
      systemTrash,
      random,
      log,
    }),
    ...createMemoryUser(disk, MEMORY_ROOT),
    root: MEMORY_ROOT,
    trash,
    crash: restart,
    losePower() {
      fallBack(disk.top);
      return restart();
    },
    onChange(listener) {
      disk.listeners.add(listener);
      return () => disk.listeners.delete(listener);
    },
  };
}

/** Leaves of a folder what had reached the disk. */
function fallBack(folder: MemoryFolder): void {
  folder.names.clear();
  for (const [key, named] of folder.synced) {
    folder.names.set(key, named);
    if (named.node.kind === 'folder') fallBack(named.node);
    else if (named.node.kind === 'file') named.node.bytes = named.node.synced;
  }
}

const SILENT: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => SILENT,
};
