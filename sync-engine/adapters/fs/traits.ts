import { statfs } from 'node:fs/promises';
import { RESERVED } from '../../core/path.ts';
import type { TreeTraits } from '../../ports/local-tree.ts';
import type { Disk } from './disk.ts';
import { diskCode } from './disk.ts';

/** File systems that make up inode numbers at each mount. Source: statfs(2), linux/magic.h. */
const UNSTABLE_INODES: ReadonlySet<number> = new Set([
  0x4d44, // FAT
  0x2011bab0, // exFAT
  0x65735546, // FUSE
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
]);
/** Names tried before we go by the platform's habit. */
const NAMES_TRIED = 16;

/** What the file system below `root` does, found out without writing to it; where nothing tells, what the platform's usual one does. */
export async function detectTraits(disk: Disk, root: string): Promise<TreeTraits> {
  return {
    caseSensitive: (await caseSensitive(disk, root)) ?? !['darwin', 'win32'].includes(process.platform),
    windowsNames: process.platform === 'win32',
    stableInodes: await stableInodes(root),
  };
}

/** Looks a few names up in the other letter case: the same file is there, or none. Undefined when no name has letters. */
async function caseSensitive(disk: Disk, root: string): Promise<boolean | undefined> {
  const names = await namesIn(disk, root);
  const candidates = [RESERVED, ...names].filter((name) => names.has(name)).slice(0, NAMES_TRIED);
  for (const name of candidates) {
    const other = swapCase(name);
    if (other === name) continue;
    if (names.has(other)) return true;
    try {
      const [here, there] = await Promise.all([
        disk.lstat(`${root}/${name}`),
        disk.lstat(`${root}/${other}`),
      ]);
      return here.ino !== there.ino;
    } catch (caught) {
      if (diskCode(caught) === 'ENOENT') return true;
    }
  }
  return undefined;
}

async function namesIn(disk: Disk, root: string): Promise<ReadonlySet<string>> {
  try {
    return new Set((await disk.list(root)).filter((found) => found.utf8).map((found) => found.name));
  } catch {
    return new Set();
  }
}

function swapCase(name: string): string {
  const upper = name.toUpperCase();
  return upper === name ? name.toLowerCase() : upper;
}

async function stableInodes(root: string): Promise<boolean> {
  try {
    return !UNSTABLE_INODES.has((await statfs(root)).type);
  } catch {
    return true;
  }
}
