import path from 'node:path';
import type { Random } from '../../ports/clock.ts';
import type { LocalTrash } from '../../ports/local-trash.ts';
import type { LocalTree, TreeTraits } from '../../ports/local-tree.ts';
import type { Log } from '../../ports/log.ts';
import type { SystemTrash } from '../../ports/system-trash.ts';
import type { Disk } from './disk.ts';
import { createDiskTree } from './disk-tree.ts';
import { nodeDisk } from './node-disk.ts';
import { detectTraits } from './traits.ts';

export interface FsTreeOptions {
  /** The pair's folder; it need not be there yet. */
  readonly root: string;
  readonly trash: LocalTrash;
  /** The system's, while it is wanted; none when left out. */
  readonly systemTrash?: (() => SystemTrash | undefined) | undefined;
  /** Found out from the file system when left out. */
  readonly traits?: TreeTraits | undefined;
  readonly random: Random;
  readonly log: Log;
  /** The calls underneath, for tests that make them fail; Node's `fs` when left out. */
  readonly disk?: Disk | undefined;
}

/** The local tree of a real folder. */
export async function createFsTree(options: FsTreeOptions): Promise<LocalTree> {
  const { trash, systemTrash, random, log, disk = nodeDisk } = options;
  const root = slashed(options.root);
  const traits = options.traits ?? (await detectTraits(disk, root));
  return createDiskTree({ disk, root, traits, trash, systemTrash, random, log });
}

/** An absolute path with `/` between its names, which Windows takes as well, and none at its end. */
export function slashed(folder: string): string {
  const absolute = path.resolve(folder).split(path.sep).join('/');
  return absolute.endsWith('/') ? absolute.slice(0, -1) : absolute;
}
