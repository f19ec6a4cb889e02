import { randomBytes } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { S3Error } from '../errors.ts';
import type { PlannedChecksum, StoredChecksum } from '../payload/checksums.ts';
import type { Bodies, Segment } from './bodies.ts';
import type { Bucket } from './buckets.ts';
import type { Transaction } from './index-file.ts';

/** A multipart upload that has been neither completed nor aborted. */
export interface Upload {
  readonly id: number;
  readonly uploadId: string;
  readonly bucketId: number;
  readonly key: string;
  readonly createdMs: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the object's checksum is to be, announced at creation. */
  readonly checksum: PlannedChecksum | undefined;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedMs: number;
  readonly checksum: StoredChecksum | undefined;
  readonly segments: readonly Segment[];
}

type UploadRow = Omit<Upload, 'key' | 'headers' | 'checksum'> & {
  readonly key: Buffer;
  readonly headers: string;
  readonly checksum: string | null;
};
type PartRow = Omit<Part, 'checksum' | 'segments'> & {
  readonly checksum: string | null;
  readonly segments: string;
};

const uploadColumns =
  'id, upload_id AS uploadId, bucket_id AS bucketId, key, created_ms AS createdMs, headers, checksum';
const partColumns = 'number, size, etag, modified_ms AS modifiedMs, checksum, segments';

/** The index's `upload` and `part` tables. */
export class Uploads {
  readonly #bodies: Bodies;
  readonly #insert: Statement<[string, number, Buffer, number, string, string | null]>;
  readonly #find: Statement<[string], UploadRow>;
  readonly #list: Statement<[number, Buffer], UploadRow>;
  readonly #delete: Statement<[number]>;
  readonly #part: Statement<[number, number], PartRow>;
  readonly #parts: Statement<[number, number, number], PartRow>;
  readonly #putPart: Statement<[number, number, number, string, number, string | null, string]>;
  readonly #deletePart: Statement<[number, number]>;

  constructor(db: Database, bodies: Bodies) {
    this.#bodies = bodies;
    this.#insert = db.prepare(
      'INSERT INTO upload (upload_id, bucket_id, key, created_ms, headers, checksum) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#find = db.prepare(`SELECT ${uploadColumns} FROM upload WHERE upload_id = ?`);
    this.#list = db.prepare(
      `SELECT ${uploadColumns} FROM upload WHERE bucket_id = ? AND key >= ? ORDER BY key, upload_id`,
    );
    this.#delete = db.prepare('DELETE FROM upload WHERE id = ?');
    this.#part = db.prepare(`SELECT ${partColumns} FROM part WHERE upload = ? AND number = ?`);
    this.#parts = db.prepare(
      `SELECT ${partColumns} FROM part WHERE upload = ? AND number > ? ORDER BY number LIMIT ?`,
    );
    this.#putPart = db.prepare(
      'INSERT INTO part (upload, number, size, etag, modified_ms, checksum, segments) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#deletePart = db.prepare('DELETE FROM part WHERE upload = ? AND number = ?');
  }

  /** Inside a change: begins an upload and returns its id. */
  create(bucket: Bucket, upload: Pick<Upload, 'key' | 'createdMs' | 'headers' | 'checksum'>): string {
    const uploadId = `${upload.createdMs.toString(16).padStart(12, '0')}${randomBytes(16).toString('hex')}`;
    const headers = JSON.stringify(upload.headers);
    const checksum = upload.checksum === undefined ? null : JSON.stringify(upload.checksum);
    this.#insert.run(uploadId, bucket.id, Buffer.from(upload.key), upload.createdMs, headers, checksum);
    return uploadId;
  }

  /** @throws S3Error NoSuchUpload, also when the upload is for another key */
  get(bucket: Bucket, key: string, uploadId: string): Upload {
    const row = this.#find.get(uploadId);
    const upload = row && toUpload(row);
    if (upload === undefined || upload.bucketId !== bucket.id || upload.key !== key) {
      throw new S3Error('NoSuchUpload', { details: { UploadId: uploadId } });
    }
    return upload;
  }

  /** A bucket's uploads from a key on, by key and then by upload id (age). The index is busy until the iteration ends. */
  *list(bucket: Bucket, fromKey: Buffer): Generator<Upload> {
    for (const row of this.#list.iterate(bucket.id, fromKey)) yield toUpload(row);
  }

  part(upload: Upload, number: number): Part | undefined {
    const row = this.#part.get(upload.id, number);
    return row && toPart(row);
  }

  /** Up to `limit` parts with numbers above `after`, in order. */
  parts(upload: Upload, after: number, limit: number): readonly Part[] {
    return this.#parts.all(upload.id, after, limit).map(toPart);
  }

  /** Inside a change: adds a part, replacing one of the same number. Its bodies must already be counted. */
  putPart(upload: Upload, part: Part, transaction: Transaction): void {
    this.#removePart(upload, this.part(upload, part.number), transaction);
    const checksum = part.checksum === undefined ? null : JSON.stringify(part.checksum);
    const segments = JSON.stringify(part.segments);
    this.#putPart.run(upload.id, part.number, part.size, part.etag, part.modifiedMs, checksum, segments);
  }

  /** Inside a change: ends an upload; the bodies of its parts lose one reference. */
  remove(upload: Upload, transaction: Transaction): void {
    for (const part of this.parts(upload, 0, -1)) this.#removePart(upload, part, transaction);
    this.#delete.run(upload.id);
  }

  #removePart(upload: Upload, part: Part | undefined, transaction: Transaction): void {
    if (part === undefined) return;
    this.#deletePart.run(upload.id, part.number);
    this.#bodies.release(part.segments, transaction);
  }
}

function toUpload(row: UploadRow): Upload {
  return {
    ...row,
    key: row.key.toString(),
    headers: JSON.parse(row.headers) as Record<string, string>,
    checksum: row.checksum === null ? undefined : (JSON.parse(row.checksum) as PlannedChecksum),
  };
}

function toPart(row: PartRow): Part {
  return {
    ...row,
    checksum: row.checksum === null ? undefined : (JSON.parse(row.checksum) as StoredChecksum),
    segments: JSON.parse(row.segments) as Segment[],
  };
}
