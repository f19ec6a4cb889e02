import type { Database, Statement } from 'better-sqlite3';
import type { Bucket } from './buckets.ts';

/** What to list: keys after `start`, under `prefix`, grouped at `delimiter`. */
export interface ListingQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
  /** Where to go on: strictly after a key, or after everything under a common prefix. */
  readonly after: Cursor | undefined;
}

export type Cursor = { readonly kind: 'key' | 'prefix'; readonly text: string };

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modifiedMs: number;
  readonly checksum: string | null;
}

export interface Listing {
  readonly objects: readonly ListedObject[];
  readonly commonPrefixes: readonly string[];
  /** Set when there is more: the last entry returned. */
  readonly next: Cursor | undefined;
}

type Row = Omit<ListedObject, 'key'> & { readonly key: Buffer };

/** Lists current objects in the byte order of their keys; a common prefix costs one seek, however much is under it. */
export class ObjectListing {
  readonly #from: Statement<[number, Buffer], Row>;

  constructor(db: Database) {
    this.#from = db.prepare(
      `SELECT key, size, etag, modified_ms AS modifiedMs, checksum FROM version INDEXED BY version_latest
       WHERE bucket_id = ? AND latest = 1 AND delete_marker = 0 AND key >= ? ORDER BY key`,
    );
  }

  list(bucket: Bucket, query: ListingQuery): Listing {
    const prefix = Buffer.from(query.prefix);
    const objects: ListedObject[] = [];
    const commonPrefixes: string[] = [];
    let next: Cursor | undefined;
    let start: Buffer | undefined = firstKey(prefix, query.after);
    if (query.limit === 0) return { objects, commonPrefixes, next };
    while (start !== undefined) {
      const from: Buffer = start;
      start = undefined;
      for (const row of this.#from.iterate(bucket.id, from)) {
        if (!startsWith(row.key, prefix)) break;
        const key = row.key.toString();
        const group = commonPrefix(key, query.prefix, query.delimiter);
        const repeated = group !== undefined && query.after?.kind === 'key' && query.after.text === group;
        if (!repeated) {
          if (objects.length + commonPrefixes.length === query.limit)
            return { objects, commonPrefixes, next };
          if (group === undefined) objects.push({ ...row, key });
          else commonPrefixes.push(group);
          next = group === undefined ? { kind: 'key', text: key } : { kind: 'prefix', text: group };
        }
        if (group !== undefined) {
          start = successor(Buffer.from(group));
          break;
        }
      }
    }
    return { objects, commonPrefixes, next: undefined };
  }
}

/** The group a key falls into: up to and including the first delimiter after the prefix. */
export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Smallest possible key after the cursor that could start with the prefix. */
export function firstKey(prefix: Buffer, after: Cursor | undefined): Buffer | undefined {
  if (after === undefined) return prefix;
  const text = Buffer.from(after.text);
  const beyond = after.kind === 'key' ? Buffer.concat([text, Buffer.from([0])]) : successor(text);
  if (beyond === undefined) return undefined;
  return Buffer.compare(beyond, prefix) > 0 ? beyond : prefix;
}

/** The first byte string after all that start with `bytes`; none after 0xff…. */
export function successor(bytes: Buffer): Buffer | undefined {
  for (let end = bytes.length; end > 0; end--) {
    const last = bytes[end - 1] ?? 0xff;
    if (last === 0xff) continue;
    const next = Buffer.from(bytes.subarray(0, end));
    next[end - 1] = last + 1;
    return next;
  }
  return undefined;
}

export function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.length >= prefix.length && bytes.compare(prefix, 0, prefix.length, 0, prefix.length) === 0;
}
