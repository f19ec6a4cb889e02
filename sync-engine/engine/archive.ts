import type { RemoteEntry } from '../core/entry.ts';
import { fail, hasCode } from '../core/error.ts';
import { keyOf } from '../core/object-key.ts';
import { RANDOM_ID_LENGTH, trashKey } from '../core/trash-key.ts';
import type { TrashReason } from '../core/trash-key.ts';
import type { IndexChange } from '../ports/index-store.ts';
import { deviceTagOf, registerDevice } from './device-registry.ts';
import type { PairContext } from './pair.ts';

/** One version of an object that is to be kept in the recycle bucket. */
export interface Version {
  /** Below the pair's prefix; a folder marker's ends in `/`. */
  readonly path: string;
  readonly etag: string;
  readonly size: number;
  /** LastModified, milliseconds since the epoch. */
  readonly modifiedMs: number;
}

export function versionOf(remote: Exclude<RemoteEntry, { kind: 'blocked' }>): Version {
  const { path, etag, modifiedMs } = remote;
  return { path, etag, modifiedMs, size: remote.kind === 'file' ? remote.size : 0 };
}

/**
 * Copies one version to the recycle bucket and makes sure that it is that version which arrived. Resolves with the trash
 * key. Rejects `precondition-failed` or `object-missing` when the object is no longer that version; a copy made of a
 * newer one is left where it is: an entry too many costs less than a byte too few.
 */
export async function archive(context: PairContext, version: Version, reason: TrashReason): Promise<string> {
  const { store, recycle, settings, signal } = context;
  const sourceKey = keyOf(settings.prefix, version.path);
  await registerDevice(context);
  const { key, metadata } = trashKey(
    {
      path: version.path,
      // The provider's clock wrote `modifiedMs`: a device whose clock is behind must not make a version end before its birth.
      deletedAtMs: Math.max(context.clock.now() + store.clockOffsetMs(), version.modifiedMs + 1),
      reason,
      bornMs: version.modifiedMs,
      id: deviceTagOf(context) + context.random.id(RANDOM_ID_LENGTH),
    },
    settings.recyclePrefix,
    context.sha256,
  );
  const copied = await recycle.copyFrom({ bucket: store.bucket, key: sourceKey, size: version.size }, key, {
    signal,
    ...(context.traits.copySourceIfMatch ? { ifSourceMatch: version.etag } : {}),
    ...(metadata === undefined
      ? {}
      : { metadata: { ...(await metadataOf(context, sourceKey)), ...metadata } }),
  });
  if (copied.etag !== version.etag) await verifyCopy(context, version, key);
  return key;
}

/**
 * Longest time for which a failing overwrite is content with the copy of its first try, milliseconds. A replaced version counts as
 * current until its successor's birth, but for a day at most after it was archived (core/point-in-time.ts): half of
 * that leaves the last try half a day to finish.
 */
const REUSE_MAX_MS = 12 * 60 * 60 * 1000;

/** What `archiveReplaced` remembers of one key. */
interface Archived {
  readonly etag: string;
  readonly bornMs: number;
  readonly trashKey: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** As `archive`, for a version about to be overwritten; a try that fails afterwards leaves its copy to the next one. */
export async function archiveReplaced(
  context: PairContext,
  version: Version,
  reason: Extract<TrashReason, 'o' | 'c'>,
): Promise<void> {
  if (await isArchived(context, version)) return;
  const atMs = context.clock.now();
  const trashed = await archive(context, version, reason);
  const { etag, modifiedMs: bornMs } = version;
  const archived: Archived = { etag, bornMs, trashKey: trashed, atMs };
  context.index.apply([{ kind: 'setting', name: settingOf(version.path), value: JSON.stringify(archived) }]);
}

/** Forgets what was archived ahead of an overwrite, once that has happened; `path` is below the pair's prefix. */
export function overwritten(path: string): IndexChange {
  return { kind: 'setting', name: settingOf(path), value: undefined };
}

async function isArchived(context: PairContext, version: Version): Promise<boolean> {
  const stored = context.index.setting(settingOf(version.path));
  if (stored === undefined) return false;
  const { etag, bornMs, trashKey: key, atMs } = JSON.parse(stored) as Archived;
  // The birth too: the same bytes written again later are a version of their own, with a life of its own.
  if (etag !== version.etag || bornMs !== version.modifiedMs) return false;
  if (context.clock.now() - atMs > REUSE_MAX_MS) return false;
  try {
    const copy = await context.recycle.head(key, { signal: context.signal });
    return copy?.size === version.size;
  } catch (error) {
    // Keys that may write to the recycle bucket but not look into it: an entry too many costs less than a byte too few.
    if (hasCode(error, 'access-denied')) return false;
    throw error;
  }
}

function settingOf(path: string): string {
  return `archived:${path}`;
}

async function metadataOf(context: PairContext, key: string): Promise<Readonly<Record<string, string>>> {
  const head = await context.store.head(key, { signal: context.signal });
  if (head === undefined)
    throw fail('object-missing', 'the object went away before it was archived', { key });
  return head.metadata;
}

/**
 * A copy by parts, or of an object uploaded by parts, has an ETag of its own. Then the source must still be the version that was
 * meant, after the copy as before it, and the sizes must agree.
 */
async function verifyCopy(context: PairContext, version: Version, key: string): Promise<void> {
  const { store, recycle, settings, signal } = context;
  const [source, copy] = await Promise.all([
    store.head(keyOf(settings.prefix, version.path), { signal }),
    recycle.head(key, { signal }),
  ]);
  if (source?.etag !== version.etag) {
    throw fail('precondition-failed', 'the object changed while it was archived', { path: version.path });
  }
  if (copy?.size !== version.size) {
    throw fail(
      'content-mismatch',
      `the archived copy has ${copy?.size ?? 'no'} bytes instead of ${version.size}`,
      {
        path: version.path,
      },
    );
  }
}

/**
 * Deletes an object that has been copied elsewhere, if it is still the version that was copied.
 *
 * RACE: where the provider ignores If-Match on DELETE, another device may write between the look and the delete. Its version
 * is then in no bucket, but still on that device: in its folder, and once its listing shows the object gone, in its trash.
 */
export async function deleteVersion(context: PairContext, version: Version): Promise<void> {
  const { store, settings, traits, signal } = context;
  const key = keyOf(settings.prefix, version.path);
  if (!traits.deleteIfMatch) {
    const head = await store.head(key, { signal });
    if (head === undefined) return;
    if (head.etag !== version.etag) {
      throw fail('precondition-failed', 'the object changed before it was deleted', { path: version.path });
    }
  }
  await store.delete(key, traits.deleteIfMatch ? { ifMatch: version.etag, signal } : { signal });
}
