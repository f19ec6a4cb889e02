import type { Database, Statement } from 'better-sqlite3';
import type { Bucket } from './buckets.ts';
import { commonPrefix, startsWith } from './listing.ts';
import type { Version } from './versions.ts';

export interface VersionsQuery {
  readonly prefix: string;
  readonly delimiter: string;
  /** Go on after this key (all its versions), or after one version of it. */
  readonly keyMarker: string;
  readonly versionIdMarker: string;
  readonly limit: number;
}

/** A version without what only reading it takes. */
export type ListedVersion = Omit<Version, 'headers' | 'checksum' | 'segments'>;

export interface VersionsPage {
  readonly versions: readonly ListedVersion[];
  readonly commonPrefixes: readonly string[];
  /** The last entry, when there are more. */
  readonly next: { readonly key: string; readonly versionId: string | undefined } | undefined;
}

type Row = Omit<ListedVersion, 'key' | 'latest' | 'deleteMarker'> & {
  readonly key: Buffer;
  readonly latest: number;
  readonly deleteMarker: number;
};

/** Lists all versions and delete markers: keys in byte order, the newest version of each first. */
export class VersionListing {
  readonly #from: Statement<[number, Buffer], Row>;
  readonly #idOf: Statement<[number, Buffer, string], number>;

  constructor(db: Database) {
    this.#from = db.prepare(
      `SELECT id, key, version_id AS versionId, latest, delete_marker AS deleteMarker, size, etag, modified_ms AS modifiedMs
       FROM version INDEXED BY version_key WHERE bucket_id = ? AND key >= ? ORDER BY key, id DESC`,
    );
    this.#idOf = db
      .prepare<[number, Buffer, string], number>(
        'SELECT id FROM version WHERE bucket_id = ? AND key = ? AND version_id = ?',
      )
      .pluck();
  }

  /** Everything under a bucket from a key on. The index is busy until the iteration ends. */
  *from(bucket: Bucket, key: Buffer): Generator<ListedVersion> {
    for (const row of this.#from.iterate(bucket.id, key)) {
      yield {
        ...row,
        key: row.key.toString(),
        latest: row.latest === 1,
        deleteMarker: row.deleteMarker === 1,
      };
    }
  }

  list(bucket: Bucket, query: VersionsQuery): VersionsPage {
    const { prefix, delimiter, keyMarker, versionIdMarker, limit } = query;
    const prefixBytes = Buffer.from(prefix);
    const marker = Buffer.from(keyMarker);
    // A version that is gone since the last page cannot say where to go on: its key is then listed from its newest version again.
    const afterId =
      versionIdMarker === '' ? 0 : (this.#idOf.get(bucket.id, marker, versionIdMarker) ?? Infinity);
    const versions: ListedVersion[] = [];
    const commonPrefixes: string[] = [];
    let last: { readonly key: string; readonly versionId: string | undefined } | undefined;
    if (limit === 0) return { versions, commonPrefixes, next: undefined };
    for (const version of this.from(bucket, Buffer.compare(marker, prefixBytes) > 0 ? marker : prefixBytes)) {
      if (!startsWith(Buffer.from(version.key), prefixBytes)) break;
      if (version.key === keyMarker && version.id >= afterId) continue;
      const group = commonPrefix(version.key, prefix, delimiter);
      if (group !== undefined && (group === commonPrefixes.at(-1) || group === keyMarker)) continue;
      if (versions.length + commonPrefixes.length === limit) return { versions, commonPrefixes, next: last };
      if (group === undefined) versions.push(version);
      else commonPrefixes.push(group);
      last = group === undefined ? version : { key: group, versionId: undefined };
    }
    return { versions, commonPrefixes, next: undefined };
  }
}
