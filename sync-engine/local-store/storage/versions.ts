import { randomBytes } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { StoredChecksum } from '../payload/checksums.ts';
import type { Bodies, Segment } from './bodies.ts';
import type { Bucket } from './buckets.ts';
import type { Transaction } from './index-file.ts';

/** One version of one object, or a delete marker. */
export interface Version {
  readonly id: number;
  readonly key: string;
  readonly versionId: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum: StoredChecksum | undefined;
  readonly segments: readonly Segment[];
}

export type NewVersion = Pick<
  Version,
  'key' | 'size' | 'etag' | 'modifiedMs' | 'headers' | 'checksum' | 'segments'
>;

export interface DeleteResult {
  /** The version removed or the delete marker made; none when there was nothing to do. */
  readonly versionId: string | undefined;
  readonly deleteMarker: boolean;
}

/** Version id of everything written while versioning is off or suspended. */
export const nullVersion = 'null';

interface Row extends Omit<Version, 'key' | 'latest' | 'deleteMarker' | 'headers' | 'checksum' | 'segments'> {
  readonly key: Buffer;
  readonly latest: number;
  readonly deleteMarker: number;
  readonly headers: string;
  readonly checksum: string | null;
  readonly segments: string;
}

type Insert = readonly [
  number,
  Buffer,
  string,
  number,
  number,
  string,
  number,
  string,
  string | null,
  string,
];

const columns = `id, key, version_id AS versionId, latest, delete_marker AS deleteMarker, size, etag,
  modified_ms AS modifiedMs, headers, checksum, segments`;

/** The index's `version` table: reads, and the rules of S3 versioning for writes and deletes. */
export class Versions {
  readonly #bodies: Bodies;
  readonly #latest: Statement<[number, Buffer], Row>;
  readonly #byVersionId: Statement<[number, Buffer, string], Row>;
  readonly #insert: Statement<[...Insert]>;
  readonly #unsetLatest: Statement<[number, Buffer]>;
  readonly #promote: Statement<[number, Buffer]>;
  readonly #delete: Statement<[number]>;

  constructor(db: Database, bodies: Bodies) {
    this.#bodies = bodies;
    this.#latest = db.prepare(
      `SELECT ${columns} FROM version WHERE bucket_id = ? AND key = ? AND latest = 1`,
    );
    this.#byVersionId = db.prepare(
      `SELECT ${columns} FROM version WHERE bucket_id = ? AND key = ? AND version_id = ?`,
    );
    this.#insert = db.prepare(
      `INSERT INTO version (bucket_id, key, version_id, latest, delete_marker, size, etag, modified_ms, headers, checksum, segments)
       VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#unsetLatest = db.prepare(
      'UPDATE version SET latest = 0 WHERE bucket_id = ? AND key = ? AND latest = 1',
    );
    this.#promote = db.prepare(
      `UPDATE version SET latest = 1
       WHERE id = (SELECT id FROM version WHERE bucket_id = ? AND key = ? ORDER BY id DESC LIMIT 1)`,
    );
    this.#delete = db.prepare('DELETE FROM version WHERE id = ?');
  }

  /** The latest version, which may be a delete marker. */
  latest(bucket: Bucket, key: string): Version | undefined {
    return toVersion(this.#latest.get(bucket.id, Buffer.from(key)));
  }

  find(bucket: Bucket, key: string, versionId: string): Version | undefined {
    return toVersion(this.#byVersionId.get(bucket.id, Buffer.from(key), versionId));
  }

  /** Inside a change: makes a version the latest one; returns its version id. Its bodies must already be counted. */
  put(bucket: Bucket, version: NewVersion, transaction: Transaction): string {
    const versionId = this.#makeRoom(bucket, version.key, transaction);
    this.#insertLatest(bucket, version, versionId, false);
    return versionId;
  }

  /** Inside a change: deletes as S3 does without a version id, leaving a delete marker where versions are kept. */
  deleteLatest(bucket: Bucket, key: string, nowMs: number, transaction: Transaction): DeleteResult {
    if (bucket.versioning === 'Off') {
      const current = this.latest(bucket, key);
      if (current !== undefined) this.#remove(bucket, current, transaction);
      return { versionId: undefined, deleteMarker: false };
    }
    const versionId = this.#makeRoom(bucket, key, transaction);
    const marker = {
      key,
      size: 0,
      etag: '',
      modifiedMs: nowMs,
      headers: {},
      checksum: undefined,
      segments: [],
    };
    this.#insertLatest(bucket, marker, versionId, true);
    return { versionId, deleteMarker: true };
  }

  /** Inside a change: removes one version for good; the newest one left becomes the latest. */
  deleteVersion(bucket: Bucket, key: string, versionId: string, transaction: Transaction): DeleteResult {
    const version = this.find(bucket, key, versionId);
    if (version === undefined) return { versionId, deleteMarker: false };
    this.#remove(bucket, version, transaction);
    return { versionId, deleteMarker: version.deleteMarker };
  }

  #remove(bucket: Bucket, version: Version, transaction: Transaction): void {
    this.#delete.run(version.id);
    this.#bodies.release(version.segments, transaction);
    if (version.latest) this.#promote.run(bucket.id, Buffer.from(version.key));
  }

  /** The new version replaces the null version, unless versioning is enabled: then it gets an id of its own. */
  #makeRoom(bucket: Bucket, key: string, transaction: Transaction): string {
    const name = Buffer.from(key);
    if (bucket.versioning !== 'Enabled') {
      const replaced = this.find(bucket, key, nullVersion);
      if (replaced !== undefined) {
        this.#delete.run(replaced.id);
        this.#bodies.release(replaced.segments, transaction);
      }
    }
    this.#unsetLatest.run(bucket.id, name);
    return bucket.versioning === 'Enabled' ? randomBytes(16).toString('hex') : nullVersion;
  }

  #insertLatest(bucket: Bucket, version: NewVersion, versionId: string, deleteMarker: boolean): void {
    this.#insert.run(
      bucket.id,
      Buffer.from(version.key),
      versionId,
      Number(deleteMarker),
      version.size,
      version.etag,
      version.modifiedMs,
      JSON.stringify(version.headers),
      version.checksum === undefined ? null : JSON.stringify(version.checksum),
      JSON.stringify(version.segments),
    );
  }
}

function toVersion(row: Row | undefined): Version | undefined {
  if (row === undefined) return undefined;
  return {
    ...row,
    key: row.key.toString(),
    latest: row.latest === 1,
    deleteMarker: row.deleteMarker === 1,
    headers: JSON.parse(row.headers) as Record<string, string>,
    checksum: row.checksum === null ? undefined : (JSON.parse(row.checksum) as StoredChecksum),
    segments: JSON.parse(row.segments) as Segment[],
  };
}
