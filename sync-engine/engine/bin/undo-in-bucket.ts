import type { SyncError } from '../../core/error.ts';
import { parseSha256 } from '../../core/object-key.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { CurrentVersion } from '../../core/point-in-time.ts';
import type { RestoreStep } from '../../core/restore-preview.ts';
import type { TrashEntry } from '../../core/trash-key.ts';
import type { PairContext } from '../pair.ts';
import type { BucketChange } from '../../ports/restore-record.ts';
import type { RestoreFailure } from '../recycle-bin.ts';
import { forEachSettled } from './listing.ts';
import { currentAt, entriesByKey, versionOf } from './selection.ts';
import { currentSource, sha256Of, sourceOf } from './sources.ts';
import { CHANGED, GONE } from './undo-refusals.ts';

export interface BucketUndo {
  readonly steps: readonly RestoreStep[];
  /** What stays as it is, and why. */
  readonly left: readonly RestoreFailure[];
}

/**
 * The steps back from what a restore did in the bucket. Each holds only while the object is still what the restore left: a newer
 * version is somebody's work. By keys and not by time: providers keep births in whole seconds, and a restore puts many changes into one.
 */
export async function planUndoInBucket(
  context: PairContext,
  changes: readonly BucketChange[],
): Promise<BucketUndo> {
  const paths = new Set(changes.map(({ path }) => path));
  const now = new Map((await currentAt(context, paths, [])).map((version) => [version.path, version]));
  const keys = new Set(changes.flatMap((change) => (change.kind === 'created' ? [] : [change.key])));
  const entries = await entriesByKey(context, keys);
  const steps: RestoreStep[] = [];
  const left: RestoreFailure[] = [];
  await forEachSettled(changes, async (change) => {
    const { path } = change;
    const before = change.kind === 'created' ? undefined : entries.get(change.key);
    const current = now.get(path);
    const first = wayBack(change, before, current);
    const way =
      first === CHANGED && current !== undefined
        ? await secondLook(context, change, { before, current })
        : first;
    if (way === undefined) return;
    if ('code' in way) left.push({ path, error: { ...way, path } });
    else steps.push(way);
  });
  return { steps: steps.sort(byPath), left: left.sort(byPath) };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return compareUtf8(a.path, b.path);
}

/** Encryption, or a copy by parts, gives the same content another ETag: the SHA-256 that the metadata names tells. */
async function secondLook(
  context: PairContext,
  change: BucketChange,
  { before, current }: { readonly before: TrashEntry | undefined; readonly current: CurrentVersion },
): Promise<RestoreStep | SyncError | undefined> {
  const { recycle, signal } = context;
  const now = await sha256Of(currentSource(context, current), signal);
  if (now === undefined) return CHANGED;
  if (before !== undefined && (await sha256Of(sourceOf(context, versionOf(before)), signal)) === now)
    return undefined;
  if (change.kind === 'removed' || change.from === undefined) return CHANGED;
  const copied = await recycle.head(change.from, { signal });
  if (parseSha256(copied?.metadata['sha256']) !== now) return CHANGED;
  return wayBack({ ...change, etag: current.etag, size: current.size }, before, current);
}

/** One step back; undefined when there is nothing to do, or why there is none. */
function wayBack(
  change: BucketChange,
  before: TrashEntry | undefined,
  current: CurrentVersion | undefined,
): RestoreStep | SyncError | undefined {
  const { path } = change;
  if (change.kind === 'created') {
    if (current === undefined) return undefined;
    return current.etag === change.etag && current.size === change.size
      ? { path, action: 'remove', current }
      : CHANGED;
  }
  if (before === undefined) return GONE;
  const version = { ...versionOf(before), path };
  // It never came to that, or somebody was faster.
  if (current?.etag === before.etag && current.size === before.size) return undefined;
  if (change.kind === 'removed') return current === undefined ? { path, action: 'create', version } : CHANGED;
  return current?.etag === change.etag && current.size === change.size
    ? { path, action: 'overwrite', version, current }
    : CHANGED;
}
