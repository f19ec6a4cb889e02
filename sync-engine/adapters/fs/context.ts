import { sameStamp } from '../../core/entry.ts';
import type { FileStamp, LocalFile } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import { identityOf } from '../../core/path.ts';
import type { Random } from '../../ports/clock.ts';
import type { LocalTrash } from '../../ports/local-trash.ts';
import type { TreeTraits } from '../../ports/local-tree.ts';
import type { Log } from '../../ports/log.ts';
import type { SystemTrash } from '../../ports/system-trash.ts';
import type { Disk, DiskStat } from './disk.ts';
import { microseconds } from './mtime.ts';

/** What every part of a local tree works with. */
export interface TreeContext {
  readonly disk: Disk;
  /** Absolute, `/`-separated, without a trailing slash. */
  readonly root: string;
  readonly traits: TreeTraits;
  readonly trash: LocalTrash;
  /** The system's, while it is wanted. */
  readonly systemTrash?: (() => SystemTrash | undefined) | undefined;
  readonly random: Random;
  readonly log: Log;
}

export function stampOf(stat: DiskStat, traits: TreeTraits): FileStamp {
  return {
    size: stat.size,
    mtimeNs: stat.mtimeNs,
    ctimeNs: stat.ctimeNs,
    ino: traits.stableInodes ? stat.ino : 0n,
  };
}

export function fileEntry(
  tree: TreeContext,
  path: string,
  stat: DiskStat,
  id = identityOf(path, tree.traits),
): LocalFile {
  return { kind: 'file', id, path, stamp: stampOf(stat, tree.traits) };
}

/** Throws `local-changed` unless `stat` is of the file the caller saw. */
export function expectSame(tree: TreeContext, file: LocalFile, stat: DiskStat): void {
  if (stat.kind !== 'file' || !sameStamp(stampOf(stat, tree.traits), file.stamp)) {
    throw fail('local-changed', 'the file is no longer what the plan saw', { path: file.path });
  }
}

/**
 * Whether `stat` is of the file the caller saw after it was renamed or linked, which changes the ctime and nothing else;
 * on another file system, of a copy, which has an inode of its own and a time kept to the microsecond.
 */
export function sameAfterRename(tree: TreeContext, file: LocalFile, stat: DiskStat, copied = false): boolean {
  if (stat.kind !== 'file') return false;
  const { size, mtimeNs, ctimeNs } = file.stamp;
  if (copied) return stat.size === size && microseconds(stat.mtimeNs) === microseconds(mtimeNs);
  return sameStamp({ ...stampOf(stat, tree.traits), ctimeNs }, file.stamp);
}
