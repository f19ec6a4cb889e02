import type { Database } from 'better-sqlite3';
import type { IndexStore, RestoreEntry, RestoreTally } from '../../ports/index-store.ts';
import type { RestoreChange } from '../../ports/restore-record.ts';

/** Restores from the trash, and what each changed. */
export interface RestoreTables extends Pick<
  IndexStore,
  'restores' | 'restoreChanges' | 'hasRestoreChanges' | 'restoreChangeCount' | 'restoreTally'
> {
  putRestore(record: RestoreEntry): void;
  /** Its rows stay until they are swept. */
  forgetRestore(id: string): void;
  /** As `forgetRestore`. */
  forgetChanges(run: string): void;
  /** Deletes rows of what was forgotten, so many changes at most; false once nothing is left of it. */
  sweep(limit: number): boolean;
  putChange(run: string, change: RestoreChange): void;
  removeChange(run: string, path: string): void;
}

interface RestoreRow extends Omit<RestoreEntry, 'to' | 'undoes' | 'report' | 'error' | 'dismissed'> {
  readonly to: string | null;
  readonly undoes: string | null;
  /** As JSON. */
  readonly report: string;
  readonly error: string | null;
  readonly dismissed: 0 | 1;
}

export function createRestoreTables(db: Database): RestoreTables {
  const restores = db.prepare<[], RestoreRow>(`
    SELECT id, what, to_folder AS "to", undoes, started_ms AS startedMs, state, report, error, dismissed
    FROM restore WHERE forgotten IS NOT 'all' ORDER BY started_ms, id`);
  // An upsert: to replace the row would take its changes along.
  const putRestore = db.prepare<[RestoreRow]>(`
    INSERT INTO restore (id, what, to_folder, undoes, started_ms, state, report, error, dismissed)
    VALUES (@id, @what, @to, @undoes, @startedMs, @state, @report, @error, @dismissed)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, report = excluded.report, error = excluded.error,
      dismissed = excluded.dismissed`);
  const forgetRestore = db.prepare<[string]>(`UPDATE restore SET forgotten = 'all' WHERE id = ?`);
  const forgetChanges = db.prepare<[string]>(
    `UPDATE restore SET forgotten = 'changes' WHERE id = ? AND forgotten IS NULL`,
  );
  const removeRestore = db.prepare<[string]>('DELETE FROM restore WHERE id = ?');
  const toSweep = db.prepare<[], { id: string; forgotten: 'changes' | 'all' }>(`
    SELECT id, forgotten FROM restore
    WHERE forgotten = 'all'
      OR (forgotten = 'changes' AND EXISTS (SELECT 1 FROM restore_change WHERE run = id)) LIMIT 1`);
  const removePage = db.prepare<[{ run: string; limit: number }]>(`
    DELETE FROM restore_change WHERE run = @run
      AND path IN (SELECT path FROM restore_change WHERE run = @run ORDER BY path LIMIT @limit)`);
  const ofRun = `FROM restore_change WHERE run = (SELECT id FROM restore WHERE id = ? AND forgotten IS NULL)`;
  const changes = db.prepare<[string], string>(`SELECT change ${ofRun} ORDER BY path`).pluck();
  const anyChange = db.prepare<[string], number>(`SELECT EXISTS (SELECT 1 ${ofRun})`).pluck();
  const count = db.prepare<[string], number>(`SELECT count(*) ${ofRun}`).pluck();
  const tally = db.prepare<[string], RestoreTally>(`
    SELECT count(*) FILTER (WHERE sure AND kind IN ('created', 'overwritten', 'placed')) AS restored,
      count(*) FILTER (WHERE sure AND kind IN ('removed', 'taken')) AS removed,
      coalesce(sum(size) FILTER (WHERE sure AND kind IN ('created', 'overwritten', 'placed')), 0) AS bytes
    FROM (SELECT change ->> 'kind' AS kind, change ->> 'size' AS size, change ->> 'maybe' IS NULL AS sure ${ofRun})`);
  // What comes after its restore was forgotten is dropped.
  const putChange = db.prepare<[{ run: string; path: string; change: string }]>(`
    INSERT OR REPLACE INTO restore_change (run, path, change)
    SELECT @run, @path, @change WHERE EXISTS (SELECT 1 FROM restore WHERE id = @run AND forgotten IS NULL)`);
  const removeChange = db.prepare<[string, string]>('DELETE FROM restore_change WHERE run = ? AND path = ?');

  return {
    restores: () => restores.all().map(recordOf),
    restoreChanges: (run) => changes.all(run).map((change) => JSON.parse(change) as RestoreChange),
    hasRestoreChanges: (run) => anyChange.get(run) === 1,
    restoreChangeCount: (run) => count.get(run) ?? 0,
    restoreTally: (run) => tally.get(run) ?? NO_CHANGES,
    putRestore: (record) => void putRestore.run(rowOf(record)),
    forgetRestore: (id) => void forgetRestore.run(id),
    forgetChanges: (run) => void forgetChanges.run(run),
    sweep(limit) {
      const next = toSweep.get();
      if (next === undefined) return false;
      const { changes } = removePage.run({ run: next.id, limit });
      if (changes < limit && next.forgotten === 'all') removeRestore.run(next.id);
      return true;
    },
    putChange: (run, change) =>
      void putChange.run({ run, path: change.path, change: JSON.stringify(change) }),
    removeChange: (run, path) => void removeChange.run(run, path),
  };
}

const NO_CHANGES: RestoreTally = { restored: 0, removed: 0, bytes: 0 };

function rowOf(record: RestoreEntry): RestoreRow {
  const { to = null, undoes = null, report, error, dismissed, ...rest } = record;
  return {
    ...rest,
    to,
    undoes,
    report: JSON.stringify(report),
    error: error === undefined ? null : JSON.stringify(error),
    dismissed: dismissed === true ? 1 : 0,
  };
}

function recordOf({ to, undoes, report, error, dismissed, ...rest }: RestoreRow): RestoreEntry {
  return {
    ...rest,
    ...(to === null ? {} : { to }),
    ...(undoes === null ? {} : { undoes }),
    report: JSON.parse(report) as RestoreEntry['report'],
    ...(error === null ? {} : { error: JSON.parse(error) as RestoreEntry['error'] }),
    ...(dismissed === 1 ? { dismissed: true } : {}),
  };
}
