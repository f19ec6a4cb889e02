import { keyOf, pathOf } from '../../core/object-key.ts';
import { isFolderPath, isReserved } from '../../core/path.ts';
import type { CurrentVersion } from '../../core/point-in-time.ts';
import { HASHED_AREA, needsPath, TRASH_PATH_METADATA, trashEntryOf } from '../../core/trash-key.ts';
import type { TrashEntry } from '../../core/trash-key.ts';
import type { ObjectStore, ObjectSummary } from '../../ports/object-store.ts';
import type { PairContext } from '../pair.ts';
import { forEachLimited } from '../pool.ts';
import type { Areas } from './areas.ts';

/** Above this many parts, one listing of everything costs less than a few for each. */
const MOST_NARROW = 64;
/** Requests made side by side. */
export const LANES = 16;

/**
 * The trash entries of some areas, in pages. Those with plain keys come in the order of keys, area by area; those with
 * hashed keys, whose paths take a HEAD each, at their place in a whole listing and at the end of a narrowed one.
 */
export async function* trashEntries(
  context: PairContext,
  areas: Areas,
): AsyncGenerator<readonly TrashEntry[]> {
  const { recyclePrefix } = context.settings;
  const whole = areas.scopes.includes('') || areas.scopes.length > MOST_NARROW;
  const pages = whole
    ? context.recycle.list(recyclePrefix, { signal: context.signal })
    : narrowed(context, areas);
  for await (const page of pages) {
    const entries = await entriesOf(context, page);
    const wanted = entries.filter((entry) => areas.covers(entry.path));
    if (wanted.length > 0) yield wanted;
  }
}

async function* narrowed(context: PairContext, areas: Areas): AsyncGenerator<readonly ObjectSummary[]> {
  const { recycle, signal } = context;
  const { recyclePrefix } = context.settings;
  for (const scope of areas.scopes) {
    const key = keyOf(recyclePrefix, scope);
    if (!isFolderPath(scope)) {
      // Somebody else's object under the path itself, and our entries of it.
      const foreign = await exactly(recycle, key, signal);
      if (foreign !== undefined) yield [foreign];
    }
    yield* recycle.list(isFolderPath(scope) ? key : `${key}~`, { signal });
  }
  yield* recycle.list(recyclePrefix + HASHED_AREA, { signal });
}

/** One object as a LIST shows it (HEAD has whole seconds only): the first with this prefix, if it is that key. */
async function exactly(
  store: ObjectStore,
  key: string,
  signal: AbortSignal,
): Promise<ObjectSummary | undefined> {
  for await (const page of store.list(key, { signal })) return page.find((object) => object.key === key);
  return undefined;
}

async function entriesOf(
  context: PairContext,
  page: readonly ObjectSummary[],
): Promise<readonly TrashEntry[]> {
  const { recyclePrefix } = context.settings;
  const paths = new Map<string, string | undefined>();
  const hashed = page.filter(({ key }) => needsPath(key, recyclePrefix));
  await forEachSettled(hashed, async ({ key }) => {
    const head = await context.recycle.head(key, { signal: context.signal });
    paths.set(key, head?.metadata[TRASH_PATH_METADATA]);
  });
  return page.flatMap((object) => {
    const known = { hashOf: context.sha256, path: paths.get(object.key) };
    const entry = trashEntryOf(object, recyclePrefix, known);
    return entry === undefined ? [] : [entry];
  });
}

/** As `forEachLimited`, for work that may reject: nothing more is started then, and the first failure is thrown in the end. */
export async function forEachSettled<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  let failure: { readonly caught: unknown } | undefined;
  await forEachLimited(items, LANES, async (item) => {
    if (failure !== undefined) return;
    try {
      await work(item);
    } catch (caught) {
      failure ??= { caught };
    }
  });
  if (failure !== undefined) throw failure.caught;
}

/** The trash entry of one key; undefined when there is no such object, or it is none. */
export async function trashEntryAt(context: PairContext, key: string): Promise<TrashEntry | undefined> {
  const head = await context.recycle.head(key, { signal: context.signal });
  if (head === undefined) return undefined;
  const { size, etag, modifiedMs } = head;
  const known = { hashOf: context.sha256, path: head.metadata[TRASH_PATH_METADATA] };
  return trashEntryOf({ key, size, etag, modifiedMs }, context.settings.recyclePrefix, known);
}

/** What the object bucket holds in some areas, our own area left out, in pages. */
export async function* currentVersions(
  context: PairContext,
  areas: Areas,
): AsyncGenerator<readonly CurrentVersion[]> {
  const { store, settings, signal } = context;
  for (const scope of areas.scopes.length > MOST_NARROW ? [''] : areas.scopes) {
    if (scope !== '' && !isFolderPath(scope)) {
      const found = await currentVersion(context, scope);
      if (found !== undefined) yield [found];
      continue;
    }
    for await (const page of store.list(keyOf(settings.prefix, scope), { signal })) {
      yield page.flatMap(({ key, ...facts }): readonly CurrentVersion[] => {
        const path = pathOf(settings.prefix, key);
        return path === undefined || isReserved(path) || !areas.covers(path) ? [] : [{ path, ...facts }];
      });
    }
  }
}

/** What the object bucket holds at one path. */
export async function currentVersion(
  context: PairContext,
  path: string,
): Promise<CurrentVersion | undefined> {
  if (isReserved(path)) return undefined;
  const found = await exactly(context.store, keyOf(context.settings.prefix, path), context.signal);
  return found === undefined
    ? undefined
    : { path, size: found.size, etag: found.etag, modifiedMs: found.modifiedMs };
}
