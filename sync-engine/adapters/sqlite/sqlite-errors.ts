import Database from 'better-sqlite3';
import { fail, type SyncErrorCode } from '../../core/error.ts';

/**
 * Runs `work`, turning what SQLite and the system report into a SyncFailure. SQLITE_ERROR, constraint and binding
 * errors are not in the table: they are our bugs and pass through.
 */
export function mapped<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (caught) {
    throw mapSqliteError(caught, file);
  }
}

function mapSqliteError(caught: unknown, file: string): unknown {
  const foreignCode = foreignCodeOf(caught);
  if (foreignCode === undefined) return caught;
  const code = syncCodeOf(foreignCode);
  if (code === undefined) return caught;
  const message = caught instanceof Error ? caught.message : foreignCode;
  return fail(code, `the index ${file}: ${message}`, { foreignCode, cause: caught });
}

function foreignCodeOf(caught: unknown): string | undefined {
  if (caught instanceof Database.SqliteError) return caught.code;
  if (caught instanceof Error && 'code' in caught && 'errno' in caught && typeof caught.code === 'string')
    return caught.code;
  return undefined;
}

/** By SQLite's primary result code (https://sqlite.org/rescode.html) or errno; extended codes begin with the primary one. */
const CODES: readonly (readonly [prefix: string, code: SyncErrorCode])[] = [
  ['SQLITE_CORRUPT', 'index-corrupt'],
  ['SQLITE_NOTADB', 'index-corrupt'],
  ['SQLITE_BUSY', 'index-locked'],
  ['SQLITE_LOCKED', 'index-locked'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_IOERR', 'index-io'],
  ['SQLITE_CANTOPEN', 'index-io'],
  ['SQLITE_READONLY', 'index-io'],
  ['SQLITE_PERM', 'index-io'],
  ['SQLITE_PROTOCOL', 'index-io'],
  ['SQLITE_NOLFS', 'index-io'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['E', 'index-io'],
];

function syncCodeOf(foreignCode: string): SyncErrorCode | undefined {
  return CODES.find(([prefix]) => foreignCode.startsWith(prefix))?.[1];
}
