import { fail } from '../../core/error.ts';
import type { SyncFailure } from '../../core/error.ts';
import type { PairContext } from '../pair.ts';
import type { PurgeRequest, TrashRow } from '../recycle-bin.ts';
import { areasOf } from './areas.ts';
import { trashEntries } from './listing.ts';
import { requireEach } from './selection.ts';
import { noteInIndex } from './tally.ts';
import { requireTrashKey } from './trash-keys.ts';

type Entry = Pick<TrashRow, 'path' | 'key' | 'size'>;

/**
 * Deletes trash entries for good. Our own area is never touched, but for the entries with hashed keys that were asked for.
 * Rejects before anything is deleted: `usage` for a key that is no trash entry's, and for a name that stands for everything (an empty variable in a script looks like that),
 * `not-found` when a path names nothing. Rejects with the first failure once all was tried.
 */
export async function purge(
  context: PairContext,
  { paths, entries, beforeMs = Number.POSITIVE_INFINITY }: PurgeRequest,
): Promise<{ readonly purged: number; readonly bytes: number }> {
  for (const { key } of entries ?? []) requireTrashKey(context, key);
  for (const path of paths) requireName(path);
  for (const path of paths) await requireEntry(context, path);
  let purged = 0;
  let bytes = 0;
  const failures: SyncFailure[] = [];
  try {
    for await (const old of entries === undefined ? olderThan(beforeMs, context, paths) : [entries]) {
      const gone = await deleteAll(context, old, failures);
      purged += gone.length;
      bytes += gone.reduce((sum, entry) => sum + entry.size, 0);
    }
  } finally {
    if (purged > 0) {
      const record = { atMs: context.clock.now(), action: 'purged', reason: 'purge', size: bytes } as const;
      noteInIndex(context, [{ kind: 'activity', record: { ...record, path: named(entries ?? paths) } }]);
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
  return { purged, bytes };
}

async function* olderThan(
  beforeMs: number,
  context: PairContext,
  paths: readonly string[],
): AsyncGenerator<readonly Entry[]> {
  for await (const page of trashEntries(context, areasOf(paths))) {
    yield page.filter((entry) => entry.deletedAtMs < beforeMs);
  }
}

/** Most names in the record of a purge by entries. */
const MOST_NAMED = 3;

function named(purged: readonly string[] | readonly Entry[]): string {
  const names = purged.map((one) => (typeof one === 'string' ? one : one.path));
  const many = purged.some((one) => typeof one !== 'string') && names.length > MOST_NAMED;
  return many ? `${names.slice(0, MOST_NAMED).join(', ')} …` : names.join(', ');
}

function requireName(path: string): void {
  if (areasOf([path]).scopes.includes('')) {
    throw fail(
      'usage',
      `'${path}' names no part of the pair: name what to purge, or give no path for everything`,
    );
  }
}

async function requireEntry(context: PairContext, path: string): Promise<void> {
  const area = areasOf([path]);
  for await (const page of trashEntries(context, area)) if (page.length > 0) return;
  requireEach(area, [], 'the recycle bucket holds nothing');
}

/** Resolves with what was deleted. */
async function deleteAll(
  context: PairContext,
  entries: readonly Entry[],
  failures: SyncFailure[],
): Promise<readonly Entry[]> {
  if (entries.length === 0) return [];
  const failed = await context.recycle.deleteMany(
    entries.map((entry) => entry.key),
    { signal: context.signal },
  );
  for (const { error } of failed) failures.push(fail(error.code, error.message, error));
  const kept = new Set(failed.map(({ key }) => key));
  return entries.filter((entry) => !kept.has(entry.key));
}
