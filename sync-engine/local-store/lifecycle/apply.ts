import type { Bucket } from '../storage/buckets.ts';
import { startsWith } from '../storage/listing.ts';
import type { Storage } from '../storage/storage.ts';
import type { Upload } from '../storage/uploads.ts';
import type { ListedVersion } from '../storage/version-listing.ts';
import { type LifecycleRule, parseLifecycle } from './rules.ts';

/** When the rules are applied, and how long their days are. */
export interface LifecycleTime {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Milliseconds a day lasts; 86,400,000 but in tests. */
  readonly dayMs: number;
}

/** Removals per transaction, so that a large expiry does not keep requests waiting. */
const batch = 500;

/**
 * Applies every bucket's lifecycle rules once. Unlike AWS, a day is over to the millisecond, not at the next UTC midnight.
 * @returns how many objects, versions, delete markers and uploads were removed
 */
export async function applyLifecycle(storage: Storage, time: LifecycleTime): Promise<number> {
  let removed = 0;
  for (const { name, lifecycle } of storage.buckets.all()) {
    if (lifecycle === null) continue;
    for (const rule of parseLifecycle(lifecycle)) {
      for (let count = batch; count === batch; removed += count) {
        count = await applyBatch(storage, name, { rule, time });
      }
    }
  }
  return removed;
}

/** Finds and removes in one change, so that what is removed is what was found. */
function applyBatch(
  storage: Storage,
  name: string,
  what: { rule: LifecycleRule; time: LifecycleTime },
): Promise<number> {
  const { rule, time } = what;
  return storage.change((transaction) => {
    const bucket = storage.buckets.all().find((candidate) => candidate.name === name);
    if (bucket === undefined) return 0;
    const expired = take(expiredVersions(storage, bucket, rule, time));
    for (const { version, forGood } of expired) {
      if (forGood) storage.versions.deleteVersion(bucket, version.key, version.versionId, transaction);
      else storage.versions.deleteLatest(bucket, version.key, time.nowMs, transaction);
    }
    const stale = take(staleUploads(storage, bucket, rule, time));
    for (const upload of stale) storage.uploads.remove(upload, transaction);
    return Math.max(expired.length, stale.length);
  });
}

interface Expired {
  readonly version: ListedVersion;
  /** Whether this version goes, or the key gets a delete marker where versions are kept. */
  readonly forGood: boolean;
}

function* expiredVersions(
  storage: Storage,
  bucket: Bucket,
  rule: LifecycleRule,
  time: LifecycleTime,
): Generator<Expired> {
  const prefix = Buffer.from(rule.prefix);
  let newer: ListedVersion | undefined;
  let pendingMarker: ListedVersion | undefined;
  for (const version of storage.allVersions.from(bucket, prefix)) {
    if (!startsWith(Buffer.from(version.key), prefix)) break;
    // A marker is alone when the next row is another key's.
    if (pendingMarker !== undefined && pendingMarker.key !== version.key)
      yield { version: pendingMarker, forGood: true };
    pendingMarker = rule.expireLoneMarkers && version.latest && version.deleteMarker ? version : undefined;
    if (
      version.latest &&
      !version.deleteMarker &&
      inScope(rule, version) &&
      isExpired(rule, version.modifiedMs, time)
    ) {
      yield { version, forGood: false };
    } else if (!version.latest && isNoncurrentExpired(rule, version, newer, time)) {
      yield { version, forGood: true };
    }
    newer = version;
  }
  if (pendingMarker !== undefined) yield { version: pendingMarker, forGood: true };
}

function* staleUploads(
  storage: Storage,
  bucket: Bucket,
  rule: LifecycleRule,
  time: LifecycleTime,
): Generator<Upload> {
  const { abortUploadsAfterDays: days } = rule;
  if (days === undefined) return;
  const prefix = Buffer.from(rule.prefix);
  for (const upload of storage.uploads.list(bucket, prefix)) {
    if (!startsWith(Buffer.from(upload.key), prefix)) return;
    if (upload.createdMs + days * time.dayMs <= time.nowMs) yield upload;
  }
}

function inScope(rule: LifecycleRule, version: ListedVersion): boolean {
  return version.size > rule.largerThan && version.size < rule.smallerThan;
}

function isExpired(rule: LifecycleRule, modifiedMs: number, time: LifecycleTime): boolean {
  const byAge =
    rule.expireAfterDays !== undefined && modifiedMs + rule.expireAfterDays * time.dayMs <= time.nowMs;
  return byAge || (rule.expireAtMs !== undefined && rule.expireAtMs <= time.nowMs);
}

/** A version's age as noncurrent counts from when the next newer one was written. */
function isNoncurrentExpired(
  rule: LifecycleRule,
  version: ListedVersion,
  newer: ListedVersion | undefined,
  time: LifecycleTime,
): boolean {
  const { expireNoncurrentAfterDays: days } = rule;
  if (days === undefined || newer?.key !== version.key || !inScope(rule, version)) return false;
  return newer.modifiedMs + days * time.dayMs <= time.nowMs;
}

function take<T>(items: Iterable<T>): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === batch) break;
  }
  return taken;
}
