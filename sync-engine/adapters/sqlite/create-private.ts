import { closeSync, openSync } from 'node:fs';

/**
 * Creates an empty database that its owner alone can read, where there is nothing yet; SQLite itself would let everybody read it. Its
 * log, shared memory and journal get the mode of the database (`findCreateFileMode` in SQLite's os_unix.c).
 *
 * A file that is there is not even opened: closing it again would take away every lock this process has on it
 * (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function createPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (caught) {
    if (!(caught instanceof Error && 'code' in caught && caught.code === 'EEXIST')) throw caught;
  }
}
