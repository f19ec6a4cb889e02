import type { Database } from 'better-sqlite3';
import type { DownloadRecord, IndexStore, UploadPartRecord, UploadRecord } from '../../ports/index-store.ts';
import { packNs, packParts, unpackNs, unpackParts } from './compact.ts';

export interface TransferTables extends Pick<IndexStore, 'uploads' | 'upload' | 'downloads' | 'download'> {
  putUpload(upload: UploadRecord): void;
  putPart(key: string, part: UploadPartRecord): void;
  removeUpload(key: string): void;
  putDownload(download: DownloadRecord): void;
  removeDownload(id: string): void;
}

interface StoredUpload {
  readonly key: string;
  readonly upload_id: string;
  readonly id: string;
  readonly sha256: string;
  readonly size: bigint;
  readonly mtime_ns: bigint | string;
  readonly part_size: bigint;
  readonly started_ms: bigint;
}

interface StoredDownload {
  readonly id: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly staged_name: string;
  readonly part_size: number;
  readonly done_parts: Buffer;
}

export function createTransferTables(db: Database): TransferTables {
  const uploads = db.prepare<[], StoredUpload>('SELECT * FROM upload ORDER BY key').safeIntegers();
  const upload = db.prepare<[string], StoredUpload>('SELECT * FROM upload WHERE key = ?').safeIntegers();
  const parts = db.prepare<[string], UploadPartRecord>(
    'SELECT part_number AS partNumber, etag, size FROM upload_part WHERE key = ? ORDER BY part_number',
  );
  const insertUpload = db.prepare<[StoredUpload]>(`
    INSERT INTO upload (key, upload_id, id, sha256, size, mtime_ns, part_size, started_ms)
    VALUES (@key, @upload_id, @id, @sha256, @size, @mtime_ns, @part_size, @started_ms)`);
  const deleteUpload = db.prepare<[string]>('DELETE FROM upload WHERE key = ?');
  // A lane may report its part after the upload was given up: the part then has nothing to belong to.
  const putPart = db.prepare<[{ key: string } & UploadPartRecord]>(`
    INSERT OR REPLACE INTO upload_part (key, part_number, etag, size)
    SELECT @key, @partNumber, @etag, @size WHERE EXISTS (SELECT 1 FROM upload WHERE key = @key)`);
  const downloads = db.prepare<[], StoredDownload>('SELECT * FROM download ORDER BY id');
  const download = db.prepare<[string], StoredDownload>('SELECT * FROM download WHERE id = ?');
  const replaceDownload = db.prepare<[StoredDownload]>(`
    INSERT OR REPLACE INTO download (id, key, etag, size, staged_name, part_size, done_parts)
    VALUES (@id, @key, @etag, @size, @staged_name, @part_size, @done_parts)`);
  const deleteDownload = db.prepare<[string]>('DELETE FROM download WHERE id = ?');

  const readUpload = (row: StoredUpload): UploadRecord => ({
    key: row.key,
    uploadId: row.upload_id,
    id: row.id,
    sha256: row.sha256,
    size: Number(row.size),
    mtimeNs: unpackNs(row.mtime_ns),
    partSize: Number(row.part_size),
    parts: parts.all(row.key),
    startedMs: Number(row.started_ms),
  });

  return {
    uploads: () => uploads.all().map(readUpload),
    upload(key) {
      const row = upload.get(key);
      return row === undefined ? undefined : readUpload(row);
    },
    downloads: () => downloads.all().map(readDownload),
    download(id) {
      const row = download.get(id);
      return row === undefined ? undefined : readDownload(row);
    },
    putUpload(record) {
      deleteUpload.run(record.key); // and its parts with it
      insertUpload.run({
        key: record.key,
        upload_id: record.uploadId,
        id: record.id,
        sha256: record.sha256,
        size: BigInt(record.size),
        mtime_ns: packNs(record.mtimeNs),
        part_size: BigInt(record.partSize),
        started_ms: BigInt(record.startedMs),
      });
      for (const part of record.parts) putPart.run({ key: record.key, ...part });
    },
    putPart: (key, part) => void putPart.run({ key, ...part }),
    removeUpload: (key) => void deleteUpload.run(key),
    putDownload: (record) =>
      void replaceDownload.run({
        id: record.id,
        key: record.key,
        etag: record.etag,
        size: record.size,
        staged_name: record.stagedName,
        part_size: record.partSize,
        done_parts: packParts(record.doneParts),
      }),
    removeDownload: (id) => void deleteDownload.run(id),
  };
}

function readDownload(row: StoredDownload): DownloadRecord {
  return {
    id: row.id,
    key: row.key,
    etag: row.etag,
    size: row.size,
    stagedName: row.staged_name,
    partSize: row.part_size,
    doneParts: unpackParts(row.done_parts),
  };
}
