import type { Database, Statement } from 'better-sqlite3';
import { S3Error } from '../errors.ts';

export type Versioning = 'Off' | 'Enabled' | 'Suspended';

export interface Bucket {
  readonly id: number;
  readonly name: string;
  readonly createdMs: number;
  readonly versioning: Versioning;
  /** The lifecycle and CORS documents exactly as they were put. */
  readonly lifecycle: string | null;
  readonly cors: string | null;
}

export class Buckets {
  readonly #all: Statement<[], Bucket>;
  readonly #find: Statement<[string], Bucket>;
  readonly #insert: Statement<[string, number]>;
  readonly #delete: Statement<[number]>;
  readonly #inUse: Statement<[number, number], number>;
  readonly #set: Readonly<Record<'versioning' | 'lifecycle' | 'cors', Statement<[string | null, number]>>>;

  constructor(db: Database) {
    const columns = 'id, name, created_ms AS createdMs, versioning, lifecycle, cors';
    this.#all = db.prepare(`SELECT ${columns} FROM bucket ORDER BY name`);
    this.#find = db.prepare(`SELECT ${columns} FROM bucket WHERE name = ?`);
    this.#insert = db.prepare('INSERT INTO bucket (name, created_ms) VALUES (?, ?)');
    this.#delete = db.prepare('DELETE FROM bucket WHERE id = ?');
    this.#inUse = db
      .prepare<[number, number], number>(
        'SELECT EXISTS (SELECT 1 FROM version WHERE bucket_id = ?) OR EXISTS (SELECT 1 FROM upload WHERE bucket_id = ?)',
      )
      .pluck();
    this.#set = {
      versioning: db.prepare('UPDATE bucket SET versioning = ? WHERE id = ?'),
      lifecycle: db.prepare('UPDATE bucket SET lifecycle = ? WHERE id = ?'),
      cors: db.prepare('UPDATE bucket SET cors = ? WHERE id = ?'),
    };
  }

  all(): readonly Bucket[] {
    return this.#all.all();
  }

  /** @throws S3Error NoSuchBucket */
  get(name: string): Bucket {
    const bucket = this.#find.get(name);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', { details: { BucketName: name } });
    return bucket;
  }

  /** Inside a change. @throws S3Error InvalidBucketName, BucketAlreadyOwnedByYou */
  create(name: string, nowMs: number): void {
    if (!isBucketName(name)) throw new S3Error('InvalidBucketName', { details: { BucketName: name } });
    if (this.#find.get(name) !== undefined) {
      throw new S3Error('BucketAlreadyOwnedByYou', { details: { BucketName: name } });
    }
    this.#insert.run(name, nowMs);
  }

  /** Inside a change. @throws S3Error NoSuchBucket, BucketNotEmpty (also for versions and unfinished uploads) */
  delete(name: string): void {
    const bucket = this.get(name);
    if (this.#inUse.get(bucket.id, bucket.id) === 1) {
      throw new S3Error('BucketNotEmpty', { details: { BucketName: name } });
    }
    this.#delete.run(bucket.id);
  }

  /** Inside a change. */
  setVersioning(name: string, versioning: Versioning): void {
    this.#set.versioning.run(versioning, this.get(name).id);
  }

  /** Inside a change: stores a configuration document, or removes it. */
  setDocument(name: string, which: 'lifecycle' | 'cors', document: string | null): void {
    this.#set[which].run(document, this.get(name).id);
  }
}

/** "Bucket naming rules" of the Amazon S3 user guide, without the reserved prefixes and suffixes. */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(name) &&
    !name.includes('..') &&
    !/^\d+(?:\.\d+){3}$/u.test(name)
  );
}
