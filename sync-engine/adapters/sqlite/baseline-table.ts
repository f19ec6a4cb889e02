import type { Database } from 'better-sqlite3';
import type { BaselineFile, BaselineRow } from '../../core/baseline.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { IndexStore } from '../../ports/index-store.ts';
import { packEtag, packIno, packNs, unpackIno, unpackNs } from './compact.ts';
import { afterPrefix } from './id-range.ts';

export interface BaselineTable extends Pick<
  IndexStore,
  'baselinePage' | 'baseline' | 'baselineUnder' | 'baselineTotals' | 'baselineShares' | 'baselineByInode'
> {
  /** When the oldest object was written, milliseconds since the epoch. Reads every row: a third of a second for a million. */
  oldestMs(): number | undefined;
  put(row: BaselineRow): TotalsChange;
  remove(id: string): TotalsChange;
  removeAll(): void;
  /** Adds to the kept totals; in the transaction of the rows it counts. */
  count(change: TotalsChange): void;
}

export interface TotalsChange {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
}

type Row<Hash, Etag> = [
  id: string,
  localPath: string | null,
  remotePath: string | null,
  size: bigint | null,
  mtimeNs: bigint | string | null,
  ctimeNs: bigint | string | null,
  ino: bigint | null,
  sha256: Hash,
  etag: Etag,
  modifiedMs: bigint,
];
/** As it is written, in the order of COLUMNS. */
type StoredRow = Row<Buffer | null, Buffer | string>;
/** As SELECT gives it (raw, safe integers): hex in lower case; a folder's hash is empty. */
type ReadRow = Row<string, string>;

const COLUMNS = 'id, local_path, remote_path, size, mtime_ns, ctime_ns, ino, sha256, etag, modified_ms';
/** Hex is made by SQLite: a Buffer for each blob would take more than twice the time of a page. */
const SELECT = `
  SELECT id, local_path, remote_path, size, mtime_ns, ctime_ns, ino, lower(hex(sha256)),
    iif(typeof(etag) = 'blob', lower(hex(etag)), etag), modified_ms
  FROM baseline`;

/** SQLite orders every blob after every text. */
const ABOVE_ALL_TEXT = Buffer.alloc(0);

export function createBaselineTable(db: Database): BaselineTable {
  const upsert = db.prepare<StoredRow>(`
    INSERT INTO baseline (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      local_path = excluded.local_path, remote_path = excluded.remote_path, size = excluded.size,
      mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns, ino = excluded.ino,
      sha256 = excluded.sha256, etag = excluded.etag, modified_ms = excluded.modified_ms`);
  const sizeOf = db.prepare<[string], [number | null]>('SELECT size FROM baseline WHERE id = ?').raw();
  const remove = db
    .prepare<[string], [number | null]>('DELETE FROM baseline WHERE id = ? RETURNING size')
    .raw();
  const removeAll = db.prepare('DELETE FROM baseline');
  const addTotals = db.prepare<[number, number, number]>(
    'UPDATE baseline_totals SET files = files + ?, folders = folders + ?, bytes = bytes + ?',
  );
  const zeroTotals = db.prepare('UPDATE baseline_totals SET files = 0, folders = 0, bytes = 0');
  const oldest = db.prepare<[], number | null>('SELECT min(modified_ms) FROM baseline').pluck();
  const totals = db.prepare<[], TotalsChange>('SELECT files, folders, bytes FROM baseline_totals');

  const shares = db
    .prepare<{ prefix: string; end: string | Buffer }, [string, string, number, number, number]>(
      `SELECT name, min(spelling), total(files), total(bytes), max(deeper)
       FROM (
         SELECT substr(rest, 1, instr(rest, '/')) AS name, spelling, size IS NOT NULL AS files,
           ifnull(size, 0) AS bytes, instr(substr(rest, instr(rest, '/') + 1), '/') > 0 AS deeper
         FROM (
           SELECT substr(id, length(:prefix) + 1) AS rest, ifnull(remote_path, id) AS spelling, size
           FROM baseline WHERE id >= :prefix AND id < :end
         )
       )
       GROUP BY name ORDER BY name`,
    )
    .raw();

  const one = db.prepare<[string], ReadRow>(`${SELECT} WHERE id = ?`).raw().safeIntegers();
  const fromStart = db.prepare<[number], ReadRow>(`${SELECT} ORDER BY id LIMIT ?`).raw().safeIntegers();
  const above = db
    .prepare<[string, number], ReadRow>(`${SELECT} WHERE id > ? ORDER BY id LIMIT ?`)
    .raw()
    .safeIntegers();
  // One bound on each side: with `id > ? AND id >= ?` SQLite may seek by the worse of the two and walk the rest.
  const fromUpTo = db
    .prepare<[string, string | Buffer, number], ReadRow>(
      `${SELECT} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`,
    )
    .raw()
    .safeIntegers();
  const aboveUpTo = db
    .prepare<[string, string | Buffer, number], ReadRow>(
      `${SELECT} WHERE id > ? AND id < ? ORDER BY id LIMIT ?`,
    )
    .raw()
    .safeIntegers();
  const byInode = db
    .prepare<[bigint], ReadRow>(`${SELECT} WHERE ino = ? AND ino <> 0 ORDER BY id`)
    .raw()
    .safeIntegers();

  return {
    baselinePage: (afterId, limit) =>
      (afterId === undefined ? fromStart.all(limit) : above.all(afterId, limit)).map(readRow),
    baseline(id) {
      const row = one.get(id);
      return row === undefined ? undefined : readRow(row);
    },
    baselineUnder(idPrefix, afterId, limit) {
      const end = afterPrefix(idPrefix) ?? ABOVE_ALL_TEXT;
      const rows =
        afterId !== undefined && compareUtf8(afterId, idPrefix) >= 0
          ? aboveUpTo.all(afterId, end, limit)
          : fromUpTo.all(idPrefix, end, limit);
      return rows.map(readRow);
    },
    oldestMs: () => oldest.get() ?? undefined,
    baselineTotals: () => totals.get() ?? NOTHING,
    baselineShares: (prefix) =>
      shares
        .all({ prefix, end: afterPrefix(prefix) ?? ABOVE_ALL_TEXT })
        .map(([name, samplePath, files, bytes, deeper]) => ({
          id: `${prefix}${name}`,
          samplePath,
          files,
          bytes,
          // What lies in the folder itself has no folder below: its names hold no slash.
          hasFolders: name !== '' && deeper === 1,
        })),
    baselineByInode: (ino) =>
      byInode
        .all(packIno(ino))
        .map(readRow)
        .filter((row) => row.kind === 'file'),
    put(row) {
      const before = counted(sizeOf.get(row.id));
      const size = row.kind === 'file' ? row.stamp.size : null;
      upsert.run(...storedRow(row));
      const after = counted([size]);
      return {
        files: after.files - before.files,
        folders: after.folders - before.folders,
        bytes: after.bytes - before.bytes,
      };
    },
    remove(id) {
      const gone = counted(remove.get(id));
      return { files: -gone.files, folders: -gone.folders, bytes: -gone.bytes };
    },
    removeAll() {
      removeAll.run();
      zeroTotals.run();
    },
    count: (change) => void addTotals.run(change.files, change.folders, change.bytes),
  };
}

export const NOTHING: TotalsChange = { files: 0, folders: 0, bytes: 0 };

function counted(row: readonly [size: number | null] | undefined): TotalsChange {
  if (row === undefined) return NOTHING;
  return row[0] === null ? { files: 0, folders: 1, bytes: 0 } : { files: 1, folders: 0, bytes: row[0] };
}

function storedRow(row: BaselineRow): StoredRow {
  const localPath = row.localPath === row.id ? null : row.localPath;
  const remotePath = row.remotePath === row.id ? null : row.remotePath;
  const etag = packEtag(row.etag);
  const modifiedMs = BigInt(row.modifiedMs);
  if (row.kind === 'folder')
    return [row.id, localPath, remotePath, null, null, null, null, null, etag, modifiedMs];
  const { size, mtimeNs, ctimeNs, ino } = row.stamp;
  const stamp = [BigInt(size), packNs(mtimeNs), packNs(ctimeNs), packIno(ino)] as const;
  return [row.id, localPath, remotePath, ...stamp, Buffer.from(row.sha256, 'hex'), etag, modifiedMs];
}

function readRow(row: ReadRow): BaselineRow {
  const [id, localPath, remotePath, size, mtimeNs, ctimeNs, ino, sha256, etag, modifiedMs] = row;
  const common = {
    id,
    localPath: localPath ?? id,
    remotePath: remotePath ?? id,
    etag,
    modifiedMs: Number(modifiedMs),
  };
  if (size === null || mtimeNs === null || ctimeNs === null || ino === null)
    return { kind: 'folder', ...common };
  const file: BaselineFile = {
    kind: 'file',
    ...common,
    stamp: {
      size: Number(size),
      mtimeNs: unpackNs(mtimeNs),
      ctimeNs: unpackNs(ctimeNs),
      ino: unpackIno(ino),
    },
    sha256,
  };
  return file;
}
