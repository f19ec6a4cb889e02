import { createHash } from 'node:crypto';

import { fail } from '../../core/error.ts';
import { fitsKey } from '../../core/object-key.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type {
  LifecycleRule,
  ObjectSummary,
  UploadedPart,
  WriteConditions,
} from '../../ports/object-store.ts';

/** One version of one object; never changed, only replaced. */
export interface MemoryObject {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType: string;
}

export interface ObjectAttributes {
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType: string;
}

export interface MemoryUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly startedMs: number;
  readonly attributes: ObjectAttributes;
  readonly parts: Map<number, UploadedPart & { readonly bytes: Uint8Array }>;
}

/** What one in-memory bucket holds. Every method acts at once; time and ids come from outside. */
export class MemoryBucket {
  readonly name: string;
  readonly uploads = new Map<string, MemoryUpload>();
  lifecycle: readonly LifecycleRule[] = [];
  readonly #objects = new Map<string, MemoryObject>();
  readonly #clock: Clock;
  readonly #random: Random;
  /** Rebuilt when asked for after a key came or went. */
  #sorted: readonly string[] | undefined;

  constructor(name: string, clock: Clock, random: Random) {
    this.name = name;
    this.#clock = clock;
    this.#random = random;
  }

  get(key: string): MemoryObject | undefined {
    return this.#objects.get(key);
  }

  put(
    key: string,
    bytes: Uint8Array,
    attributes: ObjectAttributes & { readonly etag?: string },
  ): MemoryObject {
    this.#checkKey(key);
    const object = {
      key,
      bytes,
      etag: attributes.etag ?? md5(bytes),
      modifiedMs: this.#clock.now(),
      metadata: attributes.metadata,
      contentType: attributes.contentType,
    };
    if (!this.#objects.has(key)) this.#sorted = undefined;
    this.#objects.set(key, object);
    return object;
  }

  delete(key: string): void {
    if (this.#objects.delete(key)) this.#sorted = undefined;
  }

  /** Rejects a write whose condition does not hold now. */
  check(key: string, conditions: WriteConditions): void {
    const current = this.#objects.get(key);
    const details = { bucket: this.name, key };
    if (conditions.ifAbsent === true && current !== undefined)
      throw fail('precondition-failed', 'there is an object already', details);
    if (conditions.ifMatch !== undefined && current?.etag !== conditions.ifMatch)
      throw fail('precondition-failed', 'the object is another version', details);
  }

  /** The first `limit` objects under `prefix` after `after`, as they are now. */
  page(prefix: string, after: string | undefined, limit: number): readonly ObjectSummary[] {
    const keys = this.keys();
    const page: ObjectSummary[] = [];
    let at = firstIndex(
      keys,
      (key) => (after === undefined || compareUtf8(key, after) > 0) && compareUtf8(key, prefix) >= 0,
    );
    for (; at < keys.length && page.length < limit; at++) {
      const object = this.#objects.get(keys[at] ?? '');
      if (object === undefined || !object.key.startsWith(prefix)) break;
      page.push({
        key: object.key,
        size: object.bytes.byteLength,
        etag: object.etag,
        modifiedMs: object.modifiedMs,
      });
    }
    return page;
  }

  /** In byte order. */
  keys(): readonly string[] {
    this.#sorted ??= [...this.#objects.keys()].sort(compareUtf8);
    return this.#sorted;
  }

  startUpload(key: string, attributes: ObjectAttributes): MemoryUpload {
    this.#checkKey(key);
    const upload = {
      key,
      uploadId: this.#random.id(24),
      startedMs: this.#clock.now(),
      attributes,
      parts: new Map(),
    };
    this.uploads.set(upload.uploadId, upload);
    return upload;
  }

  #checkKey(key: string): void {
    const details = { bucket: this.name, key };
    if (key === '') throw fail('bad-request', 'a key has at least one character', details);
    if (!fitsKey(key)) throw fail('key-too-long', 'a key has 1,024 bytes at most', details);
  }
}

export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** The first index whose item holds, where all before it do not and all after it do. */
function firstIndex(items: readonly string[], holds: (item: string) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
