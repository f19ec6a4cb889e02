import { fail } from '../../core/error.ts';
import type { Disk } from './disk.ts';
import { diskCode } from './disk.ts';

/** What `link` answers where a file system, or its owner's rules, has no hard links. */
export const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
]);

/**
 * Gives the file at `from` the name `to` as well, or instead, without ever replacing what is at `to`: rejects
 * `local-exists`. Resolves true when `from` still has its old name too.
 */
export async function giveName(disk: Disk, from: string, to: string): Promise<boolean> {
  try {
    await disk.link(from, to);
    return true;
  } catch (caught) {
    if (!NO_LINKS.has(diskCode(caught) ?? '')) throw caught;
  }
  if (await exists(disk, to)) throw fail('local-exists', 'something is there already');
  // RACE: what is made at `to` between the look above and this rename is replaced. Only where hard links do not exist
  // (FAT, some network file systems); Node offers no renameat2(RENAME_NOREPLACE).
  await disk.rename(from, to);
  return false;
}

async function exists(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.lstat(path);
    return true;
  } catch (caught) {
    if (diskCode(caught) === 'ENOENT') return false;
    throw caught;
  }
}
