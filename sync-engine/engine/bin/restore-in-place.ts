import { fail, hasCode } from '../../core/error.ts';
import { keyOf, parseSha256 } from '../../core/object-key.ts';
import { isFolderPath, isReserved } from '../../core/path.ts';
import type { CurrentVersion } from '../../core/point-in-time.ts';
import { previewRestore } from '../../core/restore-preview.ts';
import type { RestoreStep } from '../../core/restore-preview.ts';
import { needsPath, TRASH_PATH_METADATA } from '../../core/trash-key.ts';
import { archive, deleteVersion } from '../archive.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreChange, RestoreReport, RestoreWatch } from '../recycle-bin.ts';
import { expectObject } from '../writing.ts';
import type { ExpectedObject } from '../writing.ts';
import { approveRemovals } from './approve-removals.ts';
import { ancestorsOf } from './areas.ts';
import { forEachSettled } from './listing.ts';
import type { Selection } from './selection.ts';
import { currentSource, sha256Of, sourceOf } from './sources.ts';
import type { Source } from './sources.ts';
import { Tally } from './tally.ts';

type Overwrite = Extract<RestoreStep, { action: 'overwrite' }>;
type Removal = Extract<RestoreStep, { action: 'remove' }>;
/** A step that puts a version where it was. */
type PutBack = Extract<RestoreStep, { action: 'create' | 'overwrite' }>;

/** What is to happen at each path of the object bucket. A file whose content is there already, by its SHA-256, is identical. */
export async function planInPlace(
  context: PairContext,
  selection: Selection,
): Promise<readonly RestoreStep[]> {
  const { wanted, onlyMissing, current, exact } = selection;
  const stays = new Set(current.map(({ path }) => path)).intersection(onlyMissing);
  const back = wanted.filter(({ path }) => !stays.has(path));
  const steps = previewRestore(back, current, { prefix: '', exact });
  const sameSize = steps.filter(
    (step): step is Overwrite => step.action === 'overwrite' && step.version.size === step.current.size,
  );
  const identical = new Set<RestoreStep>();
  await forEachSettled(sameSize, async (step) => {
    const theirs = await sha256Of(sourceOf(context, step.version), context.signal);
    const now = theirs && (await sha256Of(currentSource(context, step.current), context.signal));
    if (now !== undefined && now === theirs) identical.add(step);
  });
  return steps.map((step) =>
    identical.has(step) ? { ...(step as Overwrite), action: 'identical' as const } : step,
  );
}

/**
 * Restores by copies on the server. What is overwritten or removed is in the recycle bucket before anything takes its place;
 * versions that are needed elsewhere and about to be replaced (two files that changed names) are read from there.
 */
export async function restoreInPlace(
  context: PairContext,
  steps: readonly RestoreStep[],
  watch: RestoreWatch,
): Promise<RestoreReport> {
  const tally = new Tally(context, watch, steps.filter(({ action }) => action !== 'identical').length);
  for (const step of steps) if (step.action === 'identical') tally.identical();
  const allPuts = steps.filter((step) => step.action === 'create' || step.action === 'overwrite');
  const allRemovals = steps.filter((step) => step.action === 'remove');
  const removed: Removal[] = [];
  try {
    const archived = await archiveShared(context, { puts: allPuts, removals: allRemovals, tally });
    const puts = allPuts.filter(({ path }) => !archived.failed.has(path));
    const removals = allRemovals.filter(({ path }) => !archived.failed.has(path));
    const inTheWay = removalsInTheWay(puts, removals);
    const remove = async (removal: Removal): Promise<void> => {
      const { path, current } = removal;
      const key = archived.keys.get(path) ?? (await archive(context, current, 'd'));
      await removeOnRecord(context, current, { path, key, tally });
      removed.push(removal);
      tally.removed();
    };
    await tally.each([...inTheWay], remove);
    await tally.each(puts, (put) => putOne(context, put, archived, tally));
    await tally.each(
      removals.filter((removal) => !inTheWay.has(removal)),
      remove,
    );
    return tally.report();
  } finally {
    approveRemovals(
      context,
      removed.map(({ path, current }) => ({ path, size: current.size })),
      'local',
    );
    tally.end();
  }
}

/** Versions archived ahead of their turn. */
interface Archived {
  /** Trash keys by path. */
  readonly keys: ReadonlyMap<string, string>;
  /** What could not be kept, and therefore stays as it is. */
  readonly failed: ReadonlySet<string>;
}

/** Archives what other steps read from and this restore replaces, before any step runs. */
async function archiveShared(
  context: PairContext,
  work: { readonly puts: readonly PutBack[]; readonly removals: readonly Removal[]; readonly tally: Tally },
): Promise<Archived> {
  const { puts, removals, tally } = work;
  const read = new Set(
    puts.flatMap(({ version: { source } }) => (source.kind === 'current' ? source.path : [])),
  );
  const overwrites = puts.filter((put) => put.action === 'overwrite');
  const shared = [...overwrites, ...removals].filter(({ path }) => read.has(path));
  const keys = new Map<string, string>();
  await tally.each(shared, async ({ path, current, action }) => {
    keys.set(path, await archive(context, current, action === 'remove' ? 'd' : 'o'));
  });
  return { keys, failed: new Set(shared.map(({ path }) => path).filter((path) => !keys.has(path))) };
}

/** Removals without which a step could not be: there is `a/b` where `a` comes back, or the reverse. */
export function removalsInTheWay<T extends { readonly path: string }>(
  puts: readonly { readonly path: string }[],
  removals: readonly T[],
): ReadonlySet<T> {
  const coming = new Set(puts.map(({ path }) => path));
  const above = new Set(puts.flatMap(({ path }) => ancestorsOf(path)));
  return new Set(
    removals.filter(
      ({ path }) =>
        ancestorsOf(path).some((folder) => coming.has(folder.slice(0, -1))) ||
        above.has(`${path}/`) ||
        (isFolderPath(path) && coming.has(path.slice(0, -1))),
    ),
  );
}

async function putOne(context: PairContext, put: PutBack, archived: Archived, tally: Tally): Promise<void> {
  const { path, version } = put;
  const { size } = version;
  if (isReserved(path))
    throw fail('local-name', 'the path lies in the area that Windlass keeps for itself', { path });
  const source = await sourceNow(context, sourceOf(context, version), archived);
  if (put.action === 'overwrite') {
    const key = archived.keys.get(path) ?? (await archive(context, put.current, 'o'));
    const left = (etag: string) => ({ kind: 'overwritten', path, size, etag, key }) as const;
    await copyBack(context, source, { path, expected: put.current, left, tally });
  } else {
    const left = (etag: string) => ({ kind: 'created', path, size, etag }) as const;
    await copyBack(context, source, { path, expected: undefined, left, tally });
  }
  tally.restored(path, size);
}

/** Where a version's bytes are after `archiveShared`. */
async function sourceNow(context: PairContext, source: Source, archived: Archived): Promise<Source> {
  if (source.store !== context.store) return source;
  const path = source.key.slice(context.settings.prefix.length);
  const key = archived.keys.get(path);
  if (key === undefined) return source;
  const head = await context.recycle.head(key, { signal: context.signal });
  if (head === undefined) throw fail('object-missing', 'the archived version is gone', { key });
  return { store: context.recycle, key, size: head.size, etag: head.etag };
}

interface CopyBack {
  readonly path: string;
  readonly expected: ExpectedObject;
  /** What the copy is to the restore, by the ETag it has at its path. */
  readonly left: (etag: string) => Extract<RestoreChange, { kind: 'created' | 'overwritten' }>;
  readonly tally: Tally;
}

/**
 * Copies a version to its path, metadata included, puts that on record, and makes sure that it arrived.
 *
 * RACE: no provider we know refuses a copy onto a key that was taken, or changed, since the look; the window is one round
 * trip, and the look is there to keep it that small.
 */
async function copyBack(
  context: PairContext,
  source: Source,
  { path, expected, left, tally }: CopyBack,
): Promise<void> {
  const { store, settings, traits, signal } = context;
  const key = keyOf(settings.prefix, path);
  const metadata = await metadataWithoutPath(context, source);
  await expectObject(context, key, expected);
  const maybe: RestoreChange = {
    ...left(source.etag),
    ...(source.store === context.recycle ? { from: source.key } : {}),
    maybe: true,
  };
  tally.attempts(maybe);
  const copying = store.copyFrom({ bucket: source.store.bucket, key: source.key, size: source.size }, key, {
    signal,
    ...(traits.copySourceIfMatch ? { ifSourceMatch: source.etag } : {}),
    ...(metadata === undefined ? {} : { metadata }),
  });
  const copied = await heard(copying, () => tally.changed(maybe));
  tally.changed(left(copied.etag));
  if (copied.etag === source.etag) return;
  // A copy by parts has an ETag of its own.
  const [from, to] = await Promise.all([
    source.store.head(source.key, { signal }),
    store.head(key, { signal }),
  ]);
  const theirs = parseSha256(from?.metadata['sha256']);
  const arrived = to?.size === source.size && theirs === parseSha256(to.metadata['sha256']);
  if (from?.etag !== source.etag || !arrived) {
    throw fail('content-mismatch', 'what was restored is not what the recycle bucket holds', { path });
  }
}

/** Removes what is at a path and was archived under `key`, and puts that on record. */
export async function removeOnRecord(
  context: PairContext,
  current: CurrentVersion,
  { path, key, tally }: { readonly path: string; readonly key: string; readonly tally: Tally },
): Promise<void> {
  const change = { kind: 'removed', path, key } as const;
  tally.attempts(change);
  await heard(deleteVersion(context, current), () => tally.changed({ ...change, maybe: true }));
  tally.changed(change);
}

/** Calls `maybe` where a request was cut off: it may have been carried out though nobody heard so. An undo looks which it is. */
async function heard<T>(request: Promise<T>, maybe: () => void): Promise<T> {
  try {
    return await request;
  } catch (caught) {
    if (hasCode(caught, 'aborted', 'network', 'timeout', 'server-error')) maybe();
    throw caught;
  }
}

/** The metadata of an entry with a hashed key, without the path we added to it; undefined where it is kept as it is. */
async function metadataWithoutPath(
  context: PairContext,
  source: Source,
): Promise<Readonly<Record<string, string>> | undefined> {
  const ours = source.store === context.recycle && needsPath(source.key, context.settings.recyclePrefix);
  if (!ours) return undefined;
  const head = await source.store.head(source.key, { signal: context.signal });
  if (head === undefined) throw fail('object-missing', 'the trash entry is gone', { key: source.key });
  const { [TRASH_PATH_METADATA]: _path, ...metadata } = head.metadata;
  return metadata;
}
