import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { fail } from '../../core/error.ts';

/** `foreignCode` of the refusal, so that hosts can say "update Windlass" rather than "repair the index". */
export const SCHEMA_NEWER = 'SCHEMA_NEWER';
export const SCHEMA_OLDER = 'SCHEMA_OLDER';

interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** A file's kind: the index of a pair, or a list of its recycle bucket. Each has its own folder of steps. */
export type Schema = 'index' | 'trash';

/** The numbered files beside this one, in order. The build copies them next to the compiled code. */
function migrations(schema: Schema): readonly Migration[] {
  const folder = new URL(schema === 'index' ? './migrations/' : './migrations/trash/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      sql: readFileSync(new URL(name, folder), 'utf8'),
    }));
}

/**
 * Brings the schema to the newest version, one transaction per step, so that a crash leaves a whole version behind.
 * Throws `index-io` with `SCHEMA_NEWER` when the index was written by a newer Windlass: it is left as it is.
 */
export function migrate(db: Database, schema: Schema = 'index'): void {
  const steps = migrations(schema);
  const found = schemaVersion(db);
  refuseNewer(db, found, steps);
  for (const step of steps) {
    if (step.version <= found) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  }
}

/** For those who may not migrate: throws `index-io` unless the schema is exactly ours. */
export function requireCurrentSchema(db: Database, schema: Schema = 'index'): void {
  const steps = migrations(schema);
  const found = schemaVersion(db);
  refuseNewer(db, found, steps);
  if (found < newest(steps))
    throw fail(
      'index-io',
      `the index ${db.name} has schema ${found}, older than ${newest(steps)}; a sync brings it up to date`,
      { foreignCode: SCHEMA_OLDER },
    );
}

function refuseNewer(db: Database, found: number, steps: readonly Migration[]): void {
  if (found > newest(steps))
    throw fail(
      'index-io',
      `the index ${db.name} has schema ${found}, this Windlass knows ${newest(steps)}: it was written by a newer version`,
      { foreignCode: SCHEMA_NEWER },
    );
}

function newest(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

function schemaVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
