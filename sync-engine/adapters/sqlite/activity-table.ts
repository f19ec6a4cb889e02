import type { Database } from 'better-sqlite3';
import type { SyncError } from '../../core/error.ts';
import type { ActivityAction, ActivityRecord, IndexStore } from '../../ports/index-store.ts';
import { foldForSearch, searchedOf } from '../fold-for-search.ts';

export interface ActivityTable extends Pick<IndexStore, 'activity' | 'activityOf'> {
  add(record: ActivityRecord): void;
  /** Of the oldest record, milliseconds since the epoch. */
  oldestMs(): number | undefined;
  /** Drops what is above the cap; to be called once per transaction that added something. */
  prune(): void;
}

interface StoredActivity {
  readonly at_ms: number;
  readonly action: ActivityAction;
  readonly reason: string;
  readonly path: string;
  readonly folded: string | null;
  readonly target: string | null;
  readonly size: number | null;
  readonly error: string | null;
}

/**
 * Keeps the newest `cap` records. The search reads newest first and stops at its limit; a search that finds nothing
 * reads all 200,000 in about 0.1 s, less than a trigram index would cost on every upload.
 */
export function createActivityTable(db: Database, cap: number): ActivityTable {
  const insert = db.prepare<[StoredActivity]>(`
    INSERT INTO activity (at_ms, action, reason, path, folded, target, size, error)
    VALUES (@at_ms, @action, @reason, @path, @folded, @target, @size, @error)`);
  const prune = db.prepare<[number]>('DELETE FROM activity WHERE seq <= (SELECT max(seq) FROM activity) - ?');
  const oldest = db.prepare<[], number | null>('SELECT min(at_ms) FROM activity').pluck();
  const newest = (where: string): string =>
    `SELECT at_ms, action, reason, path, folded, target, size, error FROM activity
     WHERE at_ms < ? ${where} ORDER BY at_ms DESC, seq DESC LIMIT ?`;
  const page = db.prepare<[number, number], StoredActivity>(newest(''));
  const everything = db.prepare<[], StoredActivity>(
    'SELECT at_ms, action, reason, path, folded, target, size, error FROM activity ORDER BY at_ms, seq',
  );
  const search = db.prepare<[number, string, number], StoredActivity>(
    newest('AND instr(coalesce(folded, path), ?) > 0'),
  );

  return {
    oldestMs: () => oldest.get() ?? undefined,
    activity({ limit, beforeMs = Number.MAX_SAFE_INTEGER, search: text }) {
      const rows =
        text === undefined || text === ''
          ? page.all(beforeMs, limit)
          : search.all(beforeMs, foldForSearch(text), limit);
      return rows.map(readActivity);
    },
    activityOf(paths) {
      const found: ActivityRecord[] = [];
      for (const row of everything.iterate())
        if (paths.has(row.path) || (row.target !== null && paths.has(row.target)))
          found.push(readActivity(row));
      return found;
    },
    add(record) {
      const folded = searchedOf(record);
      insert.run({
        at_ms: record.atMs,
        action: record.action,
        reason: record.reason,
        path: record.path,
        folded: folded === record.path ? null : folded,
        target: record.target ?? null,
        size: record.size ?? null,
        error: record.error === undefined ? null : JSON.stringify(record.error),
      });
    },
    prune: () => void prune.run(cap),
  };
}

function readActivity(row: StoredActivity): ActivityRecord {
  return {
    atMs: row.at_ms,
    action: row.action,
    reason: row.reason,
    path: row.path,
    ...(row.target === null ? {} : { target: row.target }),
    ...(row.size === null ? {} : { size: row.size }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as SyncError }),
  };
}
