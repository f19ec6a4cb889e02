import Database from 'better-sqlite3';
import type { DecisionSpool } from '../../ports/decision-spool.ts';
import { packDecision, unpackDecision } from './decision-row.ts';
import { mapped } from './sqlite-errors.ts';

/** For error messages: a temporary database has no name. */
const NAME = '(the plan, in a temporary file)';

/**
 * A spool in a temporary database: in SQLite's page cache while it is small, then in an unlinked file of the system's temporary folder,
 * which only this user may open (https://sqlite.org/inmemorydb.html#temp_db, https://sqlite.org/tempfiles.html). Throws `disk-full` and `index-io` like the index.
 */
export function createSqliteDecisionSpool(): DecisionSpool {
  const db = mapped(NAME, open);
  const put = db.prepare<[string, string]>('INSERT OR REPLACE INTO decision (id, packed) VALUES (?, ?)');
  const drop = db.prepare<[string]>('DELETE FROM decision WHERE id = ?');
  const has = db.prepare<[string], number>('SELECT 1 FROM decision WHERE id = ?').pluck();
  const fromStart = db
    .prepare<[number], [string, string]>('SELECT id, packed FROM decision ORDER BY id LIMIT ?')
    .raw();
  const above = db
    .prepare<[string, number], [string, string]>(
      'SELECT id, packed FROM decision WHERE id > ? ORDER BY id LIMIT ?',
    )
    .raw();
  const putAll = db.transaction((rows: readonly (readonly [id: string, packed: string])[]) => {
    for (const [id, packed] of rows) put.run(id, packed);
  });
  return {
    put: (decisions) => mapped(NAME, () => putAll(decisions.map((made) => [made.id, packDecision(made)]))),
    drop: (id) => mapped(NAME, () => void drop.run(id)),
    has: (id) => mapped(NAME, () => has.get(id) !== undefined),
    page: (afterId, limit) =>
      mapped(NAME, () => (afterId === undefined ? fromStart.all(limit) : above.all(afterId, limit))).map(
        ([id, packed]) => unpackDecision(id, packed),
      ),
    close: () => void db.close(),
  };
}

function open(): Database.Database {
  const db = new Database('');
  // It is thrown away at a crash, so nothing has to be undone or to reach the disk.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -8192'); // KiB
  db.exec('CREATE TABLE decision (id TEXT PRIMARY KEY, packed TEXT NOT NULL) WITHOUT ROWID');
  return db;
}
