import { fail } from '../../core/error.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type { BucketAdministration, ObjectAccount } from '../../ports/object-store.ts';
import { unobserved, type RequestObserver } from '../object-store/requests.ts';
import { MemoryBucket, type MemoryObject, type MemoryUpload } from './memory-bucket.ts';
import type { Ask } from './memory-request.ts';
import { memoryStore, type MemoryTraits } from './memory-store.ts';

export type { MemoryObject, MemoryUpload } from './memory-bucket.ts';
export type { MemoryTraits } from './memory-store.ts';

export interface MemoryAccountOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** All are honoured unless said otherwise. */
  readonly traits?: Partial<MemoryTraits> | undefined;
  /** Keys in one page of a listing; 1,000 by default. */
  readonly pageSize?: number | undefined;
  readonly observer?: RequestObserver | undefined;
}

/** The twin, with what a test looks at and turns. */
export interface MemoryAccount extends ObjectAccount {
  /** Every object of a bucket, bytes included, in byte order of the keys. */
  objects(bucket: string): readonly MemoryObject[];
  uploads(bucket: string): readonly MemoryUpload[];
  /** From now on, what needs this IAM action is refused; in one bucket or (left out) in all. */
  deny(action: string, bucket?: string): void;
  permit(action: string, bucket?: string): void;
  /** Deletes a bucket and all it holds, as an outsider would. */
  dropBucket(bucket: string): void;
}

const HONOURED: MemoryTraits = {
  putIfAbsent: true,
  putIfMatch: true,
  completeConditions: true,
  copySourceIfMatch: true,
  deleteIfMatch: true,
  copyTargetConditions: true,
};

/**
 * An object store in memory, for simulation and demo. It has no timers, no clock and no dice of its own, and every operation
 * takes effect in one go, before its promise is returned (`putStream` after it has read its source; `list` page by page, from
 * what is there when the page is asked for): whatever delays, fails or loses responses can be put round it.
 */
export function createMemoryAccount(options: MemoryAccountOptions): MemoryAccount {
  const buckets = new Map<string, MemoryBucket>();
  const denied = new Set<string>();
  const observer = options.observer ?? unobserved;

  function admit({ action, key }: Ask, bucket: string | undefined): void {
    if (denied.has(action) || denied.has(`${action} ${bucket}`))
      throw fail('access-denied', `${action} is denied`, {
        action,
        ...(bucket === undefined ? {} : { bucket }),
        ...(key === undefined ? {} : { key }),
      });
  }

  function request(ask: Ask, bucket: string | undefined, signal: AbortSignal | undefined): void {
    if (signal?.aborted === true) throw fail('aborted', 'cancelled');
    observer.requested(ask.kind, ask.sent ?? 0);
    admit(ask, bucket);
  }

  const named = (name: string): MemoryBucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw fail('bucket-missing', `there is no bucket '${name}'`, { bucket: name });
    return bucket;
  };
  const all = (name: string): readonly MemoryObject[] => {
    const bucket = named(name);
    return bucket.keys().flatMap((key) => bucket.get(key) ?? []);
  };

  return {
    bucket: (name) =>
      memoryStore({
        name,
        enter: (ask, signal) => {
          request(ask, name, signal);
          return named(name);
        },
        source: (from, ask) => {
          admit(ask, from);
          return named(from);
        },
        administration: administration(name),
        traits: { ...HONOURED, ...options.traits },
        pageSize: options.pageSize ?? 1000,
        observer,
      }),
    async listBuckets({ signal } = {}) {
      request({ kind: 'LIST', action: 's3:ListAllMyBuckets' }, undefined, signal);
      return [...buckets.keys()].sort();
    },
    async close() {},

    objects: all,
    uploads: (name) => [...named(name).uploads.values()],
    deny: (action, bucket) => void denied.add(bucket === undefined ? action : `${action} ${bucket}`),
    permit: (action, bucket) => void denied.delete(bucket === undefined ? action : `${action} ${bucket}`),
    dropBucket: (name) => void buckets.delete(name),
  };

  function administration(name: string): BucketAdministration {
    return {
      async find({ signal } = {}) {
        request({ kind: 'HEAD', action: 's3:ListBucket' }, name, signal);
        return buckets.has(name) ? { region: 'memory' } : undefined;
      },
      async create({ signal } = {}) {
        request({ kind: 'PUT', action: 's3:CreateBucket' }, name, signal);
        if (!buckets.has(name)) buckets.set(name, new MemoryBucket(name, options.clock, options.random));
      },
      async lifecycle({ signal } = {}) {
        request({ kind: 'GET', action: 's3:GetLifecycleConfiguration' }, name, signal);
        return named(name).lifecycle;
      },
      async setLifecycle(rules, { signal } = {}) {
        request({ kind: 'PUT', action: 's3:PutLifecycleConfiguration' }, name, signal);
        named(name).lifecycle = structuredClone(rules);
      },
      async versioning({ signal } = {}) {
        request({ kind: 'GET', action: 's3:GetBucketVersioning' }, name, signal);
        named(name);
        return 'off';
      },
    };
  }
}
