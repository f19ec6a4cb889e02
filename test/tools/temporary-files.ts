import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What is in memory on Linux, whatever `/tmp` is. */
const IN_MEMORY = '/dev/shm';
/** All tests at a time have far less; a container may have 64 MiB there. */
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * Environment of the tests of one run: their temporary files are in a folder of its own (`temporary-global-setup.ts` takes it away),
 * in memory where there is room, since most of what they make are stores and indexes that wait for a disk with every change. Those
 * that are about the disk use `diskFolder()`.
 */
export function temporaryFiles(): Record<string, string> {
  const above = hasRoom() ? IN_MEMORY : tmpdir();
  return { TMPDIR: path.join(above, `windlass-tests-${process.pid}`), WINDLASS_TESTS_DISK: tmpdir() };
}

/** Where to make temporary files that must be on a disk: file systems, acceptance, what is large. */
export function diskFolder(): string {
  return process.env['WINDLASS_TESTS_DISK'] ?? tmpdir();
}

function hasRoom(): boolean {
  // Whoever names a folder means it.
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return false;
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    // A container's limit of memory, which the file system knows nothing of; 0 or a huge number for none.
    const limit = process.constrainedMemory();
    return bavail * bsize >= ROOM_BYTES && (limit === 0 || limit >= 2 * ROOM_BYTES);
  } catch {
    return false;
  }
}
