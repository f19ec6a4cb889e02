import type { Database } from 'better-sqlite3';
import type { IndexStore } from '../../ports/index-store.ts';
import type { RestoreChange, RestoreRecord } from '../../ports/restore-record.ts';

/** Restores from the trash, and what each changed. */
export interface RestoreTables extends Pick<IndexStore, 'restores' | 'restoreChanges' | 'hasRestoreChanges'> {
  putRestore(record: RestoreRecord): void;
  removeRestore(id: string): void;
  putChange(run: string, change: RestoreChange): void;
  removeChange(run: string, path: string): void;
}

interface RestoreRow extends Omit<RestoreRecord, 'to' | 'undoes' | 'report' | 'error'> {
  readonly to: string | null;
  readonly undoes: string | null;
  /** As JSON. */
  readonly report: string;
  readonly error: string | null;
}

export function createRestoreTables(db: Database): RestoreTables {
  const restores = db.prepare<[], RestoreRow>(`
    SELECT id, what, to_folder AS "to", undoes, started_ms AS startedMs, state, report, error
    FROM restore ORDER BY started_ms, id`);
  // An upsert: to replace the row would take its changes along.
  const putRestore = db.prepare<[RestoreRow]>(`
    INSERT INTO restore (id, what, to_folder, undoes, started_ms, state, report, error)
    VALUES (@id, @what, @to, @undoes, @startedMs, @state, @report, @error)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, report = excluded.report, error = excluded.error`);
  const removeRestore = db.prepare<[string]>('DELETE FROM restore WHERE id = ?');
  const changes = db
    .prepare<[string], string>('SELECT change FROM restore_change WHERE run = ? ORDER BY path')
    .pluck();
  const anyChange = db
    .prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM restore_change WHERE run = ?)')
    .pluck();
  // What comes after its restore was forgotten is dropped.
  const putChange = db.prepare<[{ run: string; path: string; change: string }]>(`
    INSERT OR REPLACE INTO restore_change (run, path, change)
    SELECT @run, @path, @change WHERE EXISTS (SELECT 1 FROM restore WHERE id = @run)`);
  const removeChange = db.prepare<[string, string]>('DELETE FROM restore_change WHERE run = ? AND path = ?');

  return {
    restores: () => restores.all().map(recordOf),
    restoreChanges: (run) => changes.all(run).map((change) => JSON.parse(change) as RestoreChange),
    hasRestoreChanges: (run) => anyChange.get(run) === 1,
    putRestore: (record) => void putRestore.run(rowOf(record)),
    removeRestore: (id) => void removeRestore.run(id),
    putChange: (run, change) =>
      void putChange.run({ run, path: change.path, change: JSON.stringify(change) }),
    removeChange: (run, path) => void removeChange.run(run, path),
  };
}

function rowOf(record: RestoreRecord): RestoreRow {
  const { to = null, undoes = null, report, error, ...rest } = record;
  return {
    ...rest,
    to,
    undoes,
    report: JSON.stringify(report),
    error: error === undefined ? null : JSON.stringify(error),
  };
}

function recordOf({ to, undoes, report, error, ...rest }: RestoreRow): RestoreRecord {
  return {
    ...rest,
    ...(to === null ? {} : { to }),
    ...(undoes === null ? {} : { undoes }),
    report: JSON.parse(report) as RestoreRecord['report'],
    ...(error === null ? {} : { error: JSON.parse(error) as RestoreRecord['error'] }),
  };
}
