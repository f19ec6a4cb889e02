import { tagOfId } from '../../core/trash-key.ts';
import type { TrashEntry } from '../../core/trash-key.ts';
import type { PairContext } from '../pair.ts';
import type { TrashQuery, TrashRow } from '../recycle-bin.ts';
import { areasOf } from './areas.ts';
import { trashEntries } from './listing.ts';
import { planBack, versionsComing } from './restore-plan.ts';
import { selectAtTime } from './selection.ts';

/**
 * Trash entries as they are shown. A LIST gives the versions of one path together and the oldest first, so that only
 * those of one path are held back to be turned round.
 */
export async function* trashRows(context: PairContext, query: TrashQuery): AsyncGenerator<TrashRow> {
  const wanted = searching(query);
  let versions: TrashEntry[] = [];
  for await (const page of trashEntries(context, areasOf(query.paths ?? []))) {
    for (const entry of page) {
      if (!wanted(entry.path)) continue;
      if (versions[0]?.path !== entry.path) {
        yield* newestFirst(versions);
        versions = [];
      }
      versions.push(entry);
    }
  }
  yield* newestFirst(versions);
}

/**
 * The trash entries that a restore as of `asOfMs` would bring back, one a path, in byte order of the paths they had then. What it
 * would take from the object bucket, files renamed since, has no entry and no row.
 */
export async function* trashRowsAsOf(
  context: PairContext,
  query: TrashQuery,
  asOfMs: number,
): AsyncGenerator<TrashRow> {
  const wanted = searching(query);
  const paths = query.paths ?? [];
  const selection = await selectAtTime(context, areasOf(paths), asOfMs);
  const entries = new Map(selection.trash.map((entry) => [entry.key, entry]));
  for (const { path, source } of versionsComing(await planBack(context, selection, paths))) {
    const entry = source.kind === 'trash' ? entries.get(source.key) : undefined;
    if (entry !== undefined && wanted(path)) yield { ...rowOf(entry), path };
  }
}

function searching({ search }: TrashQuery): (path: string) => boolean {
  if (search === undefined) return () => true;
  const part = folded(search);
  return (path) => folded(path).includes(part);
}

function newestFirst(versions: readonly TrashEntry[]): readonly TrashRow[] {
  return versions.toSorted((a, b) => b.deletedAtMs - a.deletedAtMs).map(rowOf);
}

function rowOf({ path, deletedAtMs, reason, bornMs, size, key, id }: TrashEntry): TrashRow {
  return { path, deletedAtMs, reason, bornAtMs: bornMs, size, key, deviceTag: tagOfId(id) };
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
