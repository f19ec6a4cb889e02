import type { Disk, DiskStat } from './disk.ts';
import { copyBytes } from './copy-bytes.ts';
import { fail } from '../../core/error.ts';

/** Moves a file to another file system: copied, synced, and only then unlinked, if it did not change meanwhile. */
export async function moveAcross(disk: Disk, from: string, to: string): Promise<void> {
  const source = await disk.open(from, 'read');
  try {
    const before = await source.stat();
    if (before.kind !== 'file') throw fail('local-changed', 'no longer a file');
    const copy = await disk.open(to, 'create');
    try {
      await copyBytes(source, copy);
      await copy.setMode(before.mode);
      await copy.setMtime(before.mtimeNs);
      await copy.sync();
    } finally {
      await copy.close();
    }
    if (!same(before, await source.stat()) || !same(before, await disk.lstat(from))) {
      await disk.unlink(to);
      throw fail('local-changed', 'the file changed while it was copied to the trash');
    }
    // RACE: a file saved over `from` between this look and the unlink is lost. Only with a trash on another file system.
    await disk.unlink(from);
  } finally {
    await source.close();
  }
}

function same(a: DiskStat, b: DiskStat): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}
