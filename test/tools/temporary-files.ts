import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What is in memory on Linux, whatever `/tmp` is. */
const IN_MEMORY = '/dev/shm';
/** All tests at a time have far less; a container may have 64 MiB there. */
const ROOM_BYTES = 4 * 1024 ** 3;

/**
 * Environment of the tests: their temporary files are made in memory where there is room, since most of what they make are stores and
 * indexes that wait for a disk with every change. Those that are about the disk use `diskFolder()`.
 */
export function temporaryFiles(): Record<string, string> {
  return hasRoom() ? { TMPDIR: IN_MEMORY, WINDLASS_TESTS_DISK: tmpdir() } : {};
}

/** Where to make temporary files that must be on a disk: file systems, acceptance, what is large. */
export function diskFolder(): string {
  return process.env['WINDLASS_TESTS_DISK'] ?? tmpdir();
}

function hasRoom(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}
