import type { Database } from 'better-sqlite3';
import type { ConflictRecord, HeldRecord, IndexStore, ProblemRecord } from '../../ports/index-store.ts';

/** What stands until it is settled: problems, conflicts, held deletions; and settings. All lists in byte order of their id. */
export interface StandingTables extends Pick<IndexStore, 'setting' | 'problems' | 'conflicts' | 'held'> {
  putSetting(name: string, value: string | undefined): void;
  putProblem(problem: ProblemRecord): void;
  removeProblem(id: string): void;
  putConflict(conflict: ConflictRecord): void;
  removeConflict(copyId: string): void;
  putHeld(record: HeldRecord): void;
  removeHeld(id: string): void;
}

export function createStandingTables(db: Database): StandingTables {
  const setting = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck();
  const putSetting = db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)',
  );
  const removeSetting = db.prepare<[string]>('DELETE FROM setting WHERE name = ?');
  const problems = db.prepare<[], ProblemRecord>(`
    SELECT id, path, code, kind, message, attempts, since_ms AS sinceMs, retry_at_ms AS retryAtMs
    FROM problem ORDER BY id`);
  const putProblem = db.prepare<[ProblemRecord]>(`
    INSERT OR REPLACE INTO problem (id, path, code, kind, message, attempts, since_ms, retry_at_ms)
    VALUES (@id, @path, @code, @kind, @message, @attempts, @sinceMs, @retryAtMs)`);
  const removeProblem = db.prepare<[string]>('DELETE FROM problem WHERE id = ?');
  const conflicts = db.prepare<[], ConflictRecord>(
    'SELECT copy_id AS copyId, copy_path AS copyPath, path, at_ms AS atMs FROM conflict ORDER BY copy_id',
  );
  const putConflict = db.prepare<[ConflictRecord]>(`
    INSERT OR REPLACE INTO conflict (copy_id, copy_path, path, at_ms)
    VALUES (@copyId, @copyPath, @path, @atMs)`);
  const removeConflict = db.prepare<[string]>('DELETE FROM conflict WHERE copy_id = ?');
  const held = db.prepare<[], HeldRecord>(
    'SELECT id, path, direction, state, guard, size, held_at_ms AS heldAtMs FROM held ORDER BY id',
  );
  const putHeld = db.prepare<[HeldRecord]>(`
    INSERT OR REPLACE INTO held (id, path, direction, state, guard, size, held_at_ms)
    VALUES (@id, @path, @direction, @state, @guard, @size, @heldAtMs)`);
  const removeHeld = db.prepare<[string]>('DELETE FROM held WHERE id = ?');

  return {
    setting: (name) => setting.get(name),
    problems: () => problems.all(),
    conflicts: () => conflicts.all(),
    held: () => held.all(),
    putSetting: (name, value) =>
      void (value === undefined ? removeSetting.run(name) : putSetting.run(name, value)),
    putProblem: (problem) => void putProblem.run(problem),
    removeProblem: (id) => void removeProblem.run(id),
    putConflict: (conflict) => void putConflict.run(conflict),
    removeConflict: (copyId) => void removeConflict.run(copyId),
    putHeld: (record) => void putHeld.run(record),
    removeHeld: (id) => void removeHeld.run(id),
  };
}
