import { renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { fail } from '../../core/error.ts';
import type { CleanMark } from './engine-lock.ts';

/**
 * Throws `index-corrupt` when the file is damaged.
 *
 * `quick_check` reads every page (0.4 s for a million rows from memory, seconds from a disk), too long for every command. A file that
 * its last engine closed in good order, and that has the same size and mtime since, is therefore taken as sound: only
 * its schema and one page of each table are read. After a crash, a guest's write or any foreign change it is checked in
 * full. Damage below the file system that leaves size and mtime alone shows as `index-corrupt` at the read that meets it.
 */
export function checkHealth(db: Database, mark: CleanMark | undefined): void {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  for (const table of tables) db.prepare(`SELECT * FROM "${table}" LIMIT 1`).get();
  if (mark !== undefined && sameMark(mark, markOf(db.name))) return;
  const result = db.prepare<[], string>('PRAGMA quick_check(1)').pluck().get();
  if (result !== 'ok')
    throw fail('index-corrupt', `the index ${db.name} is damaged: ${result ?? 'no answer'}`);
}

export function markOf(file: string): CleanMark {
  const { size, mtimeNs } = statSync(file, { bigint: true });
  return { size, mtimeNs };
}

function sameMark(a: CleanMark, b: CleanMark): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/**
 * Moves a damaged index and its log out of the way, to `<name>.corrupt-<instant>` beside it, and says where. Nothing is
 * deleted: it may still be of use to whoever looks into the damage.
 */
export function moveAside(file: string, nowMs: number): string {
  const instant = new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '');
  const movedTo = path.join(path.dirname(file), `${path.parse(file).name}.corrupt-${instant}`);
  renameSync(file, movedTo);
  for (const suffix of ['-wal', '-shm']) {
    try {
      renameSync(file + suffix, movedTo + suffix);
    } catch (caught) {
      if (!(caught instanceof Error && 'code' in caught && caught.code === 'ENOENT')) throw caught;
    }
  }
  return movedTo;
}
