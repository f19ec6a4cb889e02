import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fail, hasCode } from '../../core/error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IndexStore } from '../../ports/index-store.ts';
import type { Log } from '../../ports/log.ts';
import { createPrivate } from './create-private.ts';
import { takeEngineLock, type CleanMark } from './engine-lock.ts';
import { checkHealth, markOf, moveAside } from './health.ts';
import { migrate, requireCurrentSchema } from './migrate.ts';
import { mapped } from './sqlite-errors.ts';
import { ACTIVITY_CAP, createSqliteIndex } from './sqlite-index.ts';

/** An engine's batch of a thousand rows takes milliseconds; a checkpoint on a slow disk takes longer. */
const BUSY_MS = 10_000;

export interface OpenIndexOptions {
  readonly file: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Records kept in the activity; 200,000 when left out. */
  readonly activityCap?: number;
}

export interface OpenedIndex {
  readonly index: IndexStore;
  /** Set when a damaged index was replaced by a fresh one: everything will be compared anew, nothing deleted. */
  readonly recovered?: { readonly movedTo: string; readonly reason: string };
}

/**
 * Opens the index for the one engine that may run on it, creates it (and its folder) at first use, and migrates it.
 *
 * Throws `index-locked` (naming the pid) while another engine has it, `index-io` when it cannot be opened or was written
 * by a newer Windlass. A damaged file is moved aside and replaced; that is reported, not thrown.
 */
export function openSqliteIndex(options: OpenIndexOptions): OpenedIndex {
  const { file, log, clock } = options;
  mapped(file, () => mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 }));
  const lock = takeEngineLock(file, clock.now());
  let opened = false;
  try {
    const { db, recovered } = openOrReplace(options, lock.cleanMark);
    const index = createSqliteIndex({
      db,
      activityCap: options.activityCap ?? ACTIVITY_CAP,
      close(sound) {
        db.close(); // the last connection folds the log into the file
        lock.release(sound && !existsSync(`${file}-wal`) ? markOf(file) : undefined);
      },
    });
    opened = true;
    if (recovered !== undefined) log.warn({ ...recovered }, 'the index was damaged and is rebuilt');
    return recovered === undefined ? { index } : { index, recovered };
  } finally {
    if (!opened) lock.release(undefined);
  }
}

/**
 * Opens the index beside a running engine, for reading only (`status`, `activity`, …). Sees every commit as it happens.
 * Throws `not-found` when there is no index yet.
 */
export function openSqliteIndexReader(file: string): IndexStore {
  return openBeside(file, true);
}

/**
 * Opens the index beside a running engine for small changes (`held approve`). It waits for the engine's transactions
 * and the engine for its; it takes no engine lock, so it must never write the baseline.
 */
export function openSqliteIndexGuest(file: string): IndexStore {
  return openBeside(file, false);
}

function openBeside(file: string, queryOnly: boolean): IndexStore {
  if (!existsSync(file)) throw fail('not-found', `there is no index at ${file}: this pair was never synced`);
  return mapped(file, () => {
    const db = connect(file);
    try {
      requireCurrentSchema(db);
      // Not SQLite's read-only open: that cannot recover the log of an engine that was killed.
      if (queryOnly) db.pragma('query_only = ON');
      return createSqliteIndex({ db, activityCap: ACTIVITY_CAP, close: () => void db.close() });
    } catch (caught) {
      db.close();
      throw caught;
    }
  });
}

function openOrReplace(
  { file, clock }: OpenIndexOptions,
  mark: CleanMark | undefined,
): { db: Database.Database; recovered?: NonNullable<OpenedIndex['recovered']> } {
  try {
    return { db: mapped(file, () => openSound(file, mark)) };
  } catch (caught) {
    if (!hasCode(caught, 'index-corrupt')) throw caught;
    const movedTo = mapped(file, () => moveAside(file, clock.now()));
    return {
      db: mapped(file, () => openSound(file, undefined)),
      recovered: { movedTo, reason: caught.error.message },
    };
  }
}

function openSound(file: string, mark: CleanMark | undefined): Database.Database {
  const known = existsSync(file) && !existsSync(`${file}-wal`) ? mark : undefined;
  createPrivate(file);
  const db = connect(file);
  try {
    db.pragma('journal_mode = WAL');
    checkHealth(db, known);
    migrate(db);
    return db;
  } catch (caught) {
    db.close();
    throw caught;
  }
}

function connect(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_MS });
  db.pragma('foreign_keys = ON');
  db.pragma('fullfsync = ON'); // macOS: fsync alone leaves the data in the drive's cache; no effect elsewhere
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('cache_size = -16384'); // KiB
  // 32 MiB of log before it is folded in: inodes come in any order, and by default (4 MiB) their pages are written again
  // and again; measured at 2.3 times the time for 300,000 rows.
  db.pragma('wal_autocheckpoint = 8000');
  db.pragma('journal_size_limit = 67108864'); // bytes the log keeps after a checkpoint
  return db;
}
