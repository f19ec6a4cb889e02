import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fail, hasCode } from '../../core/error.ts';
import { createPrivate } from './create-private.ts';
import { mapped } from './sqlite-errors.ts';

/** How an index file looked when its last engine closed it in good order. */
export interface CleanMark {
  /** Bytes. */
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

export interface EngineLock {
  /** The mark the last engine left; undefined after a crash or at the first opening. */
  readonly cleanMark: CleanMark | undefined;
  /** Lets go, leaving the mark when the index was closed in good order. */
  release(mark: CleanMark | undefined): void;
}

/** Long enough for a process that is just closing, short enough for a user who started a second one. */
const WAIT_MS = 1_000;

/**
 * One engine per index: an open write transaction on a small database of its own, beside the index. It is an advisory
 * lock of the operating system, so it dies with the process on every platform, kill -9 included, and no stale pid can
 * ever stand in the way. The transaction is IMMEDIATE, not EXCLUSIVE: others can still read who holds it.
 *
 * Throws `index-locked` naming the holder's pid.
 *
 * RACE: the pid is committed before the lock is taken for good. Another process may slip in between; then this one
 * fails with `index-locked`, never do both succeed.
 */
export function takeEngineLock(indexFile: string, nowMs: number): EngineLock {
  const file = `${indexFile}.lock`;
  const db = openLockFile(file);
  try {
    mapped(file, () => {
      db.exec('BEGIN IMMEDIATE');
    });
    const cleanMark = db
      .prepare<[], CleanMark>('SELECT size, mtime_ns AS mtimeNs FROM clean')
      .safeIntegers()
      .get();
    db.exec('DELETE FROM holder; DELETE FROM clean');
    db.prepare('INSERT INTO holder (pid, since_ms) VALUES (?, ?)').run(process.pid, nowMs);
    mapped(file, () => {
      db.exec('COMMIT; BEGIN IMMEDIATE');
    });
    return {
      cleanMark,
      release(mark) {
        if (mark !== undefined)
          db.prepare('INSERT INTO clean (size, mtime_ns) VALUES (?, ?)').run(mark.size, mark.mtimeNs);
        db.exec('DELETE FROM holder; COMMIT');
        db.close();
      },
    };
  } catch (caught) {
    const pid = hasCode(caught, 'index-locked') ? holderPid(db) : undefined;
    db.close();
    if (!hasCode(caught, 'index-locked')) throw caught;
    const who = pid === undefined ? 'another process' : `process ${pid}`;
    throw fail('index-locked', `the index ${indexFile} is in use by ${who}`, { cause: caught });
  }
}

/** The pid of the engine that runs on this index now; undefined when none does. For the status of a pair. */
export function engineHolding(indexFile: string): number | undefined {
  const file = `${indexFile}.lock`;
  if (!existsSync(file)) return undefined;
  const db = openLockFile(file);
  try {
    return mapped(file, () => (isHeld(db) ? holderPid(db) : undefined));
  } finally {
    db.close();
  }
}

function isHeld(db: Database.Database): boolean {
  db.pragma('busy_timeout = 0');
  try {
    mapped(db.name, () => db.exec('BEGIN IMMEDIATE; ROLLBACK'));
    return false;
  } catch (caught) {
    if (!hasCode(caught, 'index-locked')) throw caught;
    return true;
  } finally {
    db.pragma(`busy_timeout = ${WAIT_MS}`);
  }
}

function openLockFile(file: string): Database.Database {
  try {
    return mapped(file, () => prepareLockFile(file));
  } catch (caught) {
    if (!hasCode(caught, 'index-corrupt')) throw caught;
    // It holds nothing of worth; an engine that holds it would keep the pages it locks in order.
    rmSync(file, { force: true });
    rmSync(`${file}-journal`, { force: true });
    return mapped(file, () => prepareLockFile(file));
  }
}

function prepareLockFile(file: string): Database.Database {
  createPrivate(file);
  const db = new Database(file, { timeout: WAIT_MS });
  try {
    const tables = db.prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck();
    if (tables.get() === 2) return db;
    db.exec(`
      BEGIN IMMEDIATE;
      CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL, since_ms INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS clean (size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL);
      COMMIT;`);
    return db;
  } catch (caught) {
    db.close();
    throw caught;
  }
}

function holderPid(db: Database.Database): number | undefined {
  return db.prepare<[], number>('SELECT pid FROM holder').pluck().get();
}
