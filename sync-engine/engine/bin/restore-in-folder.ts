import { sameStamp } from '../../core/entry.ts';
import type { LocalFile } from '../../core/entry.ts';
import { hasCode } from '../../core/error.ts';
import { bareOf, compareUtf8, identityOf, isFolderPath } from '../../core/path.ts';
import type { AsOfVersion, CurrentVersion } from '../../core/point-in-time.ts';
import { archive, deleteVersion } from '../archive.ts';
import { assertRoot } from '../assert-root.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreReport, RestoreWatch } from '../recycle-bin.ts';
import { ancestorsOf } from './areas.ts';
import type { Areas } from './areas.ts';
import { isFolder, removeIfEmpty } from './empty-folders.ts';
import { forEachSettled } from './listing.ts';
import { onRecord } from './on-record.ts';
import { pendingSteps, placeSteps, planElsewhere } from './restore-elsewhere.ts';
import type { PlacementStep } from './restore-elsewhere.ts';
import { removalsInTheWay, removeOnRecord } from './restore-in-place.ts';
import type { Selection } from './selection.ts';
import { Tally } from './tally.ts';

/** What is to go, having not been there at that time. */
interface Removal {
  readonly path: string;
  readonly current: CurrentVersion;
  /** The file that is there, here. */
  readonly there: LocalFile | undefined;
}

/** One that is gone here. */
interface Cleared extends Removal {
  /** The trash key of the object. */
  readonly key: string;
}

export interface FolderPlan {
  readonly steps: readonly PlacementStep[];
  /** What must go before what comes back can be put there, and what goes after it. In byte order. */
  readonly inTheWay: readonly Removal[];
  readonly others: readonly Removal[];
  /** Folders that the removals may leave empty, and that held nothing else then; innermost first. */
  readonly emptied: readonly string[];
}

/**
 * What is to happen in the folder of an upload-only pair. There the folder is the truth: what came back in the bucket alone
 * would be left there, or overwritten by the next sync.
 */
export async function planInFolder(
  context: PairContext,
  selection: Selection,
  areas: Areas,
): Promise<FolderPlan> {
  const { wanted, onlyMissing, current, exact } = selection;
  const removals = exact ? await removalsOf(context, wanted, current) : [];
  const first = removalsInTheWay(wanted, removals);
  const inTheWay = removals.filter((removal) => first.has(removal));
  const others = removals.filter((removal) => !first.has(removal));
  const steps = await planElsewhere(context, wanted, context.tree, {
    sameAlready: (version, there) => isKnownSame(context, version, there),
    cleared: clearedBy(inTheWay),
  });
  const stays = ({ path, action }: PlacementStep): boolean =>
    onlyMissing.has(path) && (action === 'overwrite' || action === 'identical');
  const kept = new Set(wanted.flatMap(({ path }) => [path, ...ancestorsOf(path)]));
  const left = new Set(removals.flatMap(({ path }) => ancestorsOf(path))).difference(kept);
  const emptied = [...left]
    .filter((folder) => areas.covers(folder))
    .sort(compareUtf8)
    .toReversed();
  return { steps: steps.filter((step) => !stays(step)), inTheWay, others, emptied };
}

/**
 * Restores into the pair's own folder by downloads; the next sync uploads what the bucket does not have. What is replaced or removed
 * goes to the local trash, and what is removed in the bucket to the recycle bucket. Rejects `root-missing` or `root-replaced`.
 */
export async function restoreInFolder(
  context: PairContext,
  { steps, inTheWay, others, emptied }: FolderPlan,
  watch: RestoreWatch,
): Promise<RestoreReport> {
  await assertRoot(context);
  const tally = new Tally(context, watch, pendingSteps(steps) + inTheWay.length + others.length);
  try {
    const gone = [...(await clear(context, inTheWay, { emptied, tally }))];
    await placeOnRecord(context, steps, tally);
    gone.push(...(await clear(context, others, { emptied, tally })));
    await tally.each(gone, async ({ path, current, there, key }) => {
      // What was here is back from here.
      const here = there !== undefined || isFolderPath(path);
      await (here ? deleteVersion(context, current) : removeOnRecord(context, current, { path, key, tally }));
      tally.removed();
    });
    // What came while the disk was away lies below its mount point.
    await assertRoot(context);
    return tally.report();
  } finally {
    tally.end();
  }
}

/** Puts the folders that this makes on record as well: they are not named by what comes back. */
async function placeOnRecord(
  context: PairContext,
  steps: readonly PlacementStep[],
  tally: Tally,
): Promise<void> {
  const coming = steps.filter(({ action }) => action === 'create');
  const folders = new Set(
    coming.flatMap(({ path }) => [...ancestorsOf(path), ...(isFolderPath(path) ? [path] : [])]),
  );
  const missing: string[] = [];
  await forEachSettled(folders, async (folder) => {
    const made = { kind: 'folder-made', path: folder } as const;
    if (await isFolder(context, folder)) return;
    missing.push(folder);
    tally.attempts(made);
  });
  try {
    await placeSteps(context, steps, { to: context.tree, tally, undoable: true });
  } finally {
    for (const path of missing)
      if (await isFolder(context, path)) tally.changed({ kind: 'folder-made', path });
  }
}

async function removalsOf(
  context: PairContext,
  wanted: readonly AsOfVersion[],
  current: readonly CurrentVersion[],
): Promise<readonly Removal[]> {
  const back = new Set(wanted.map(({ path }) => path));
  const removals: Removal[] = [];
  await forEachSettled(
    current.filter(({ path }) => !back.has(path)),
    async (gone) => {
      removals.push({ path: gone.path, current: gone, there: await fileAt(context, gone.path) });
    },
  );
  return removals.sort((a, b) => compareUtf8(a.path, b.path));
}

async function fileAt({ tree }: PairContext, path: string): Promise<LocalFile | undefined> {
  if (isFolderPath(path)) return undefined;
  try {
    const there = await tree.stat(path);
    return there?.kind === 'file' ? there : undefined;
  } catch (caught) {
    // The bucket may hold what no disk can: it is not here then.
    if (hasCode(caught, 'local-name')) return undefined;
    throw caught;
  }
}

/** A file in step with the object that is to come back needs no hash. */
function isKnownSame({ index, tree }: PairContext, version: AsOfVersion, there: LocalFile): boolean {
  const row = index.baseline(identityOf(version.path, tree.traits));
  return (
    version.source.kind === 'current' &&
    version.source.path === version.path &&
    row?.kind === 'file' &&
    row.etag === version.etag &&
    sameStamp(row.stamp, there.stamp)
  );
}

/** Paths whose place the removals clear: of a file where a folder is, or below a file. */
function clearedBy(removals: readonly Removal[]): (path: string) => boolean {
  const here = removals.filter(({ path, there }) => there !== undefined || isFolderPath(path));
  const gone = new Set(here.map(({ path }) => `${bareOf(path)}/`));
  const emptied = new Set(here.flatMap(({ path }) => ancestorsOf(path))).union(gone);
  return (path) => ancestorsOf(path).some((folder) => gone.has(folder)) || emptied.has(`${path}/`);
}

/**
 * Takes away here what was not there then. The recycle bucket has what the object bucket holds of it, and the local trash what
 * is here. Resolves with what is gone here; the objects stay for now, for what comes back may be read from them (a file that
 * was renamed since).
 */
async function clear(
  context: PairContext,
  removals: readonly Removal[],
  { emptied, tally }: { readonly emptied: readonly string[]; readonly tally: Tally },
): Promise<readonly Cleared[]> {
  const gone: Cleared[] = [];
  const removeFolder = async (folder: string): Promise<void> => {
    const change = { kind: 'folder-removed', path: folder } as const;
    if (await isFolder(context, folder)) tally.attempts(change);
    if (await removeIfEmpty(context, folder)) tally.changed(change);
  };
  const clearOne = async (removal: Removal): Promise<void> => {
    const { path, current, there } = removal;
    const key = await archive(context, current, 'd');
    if (there !== undefined) {
      const { size } = there.stamp;
      await onRecord(tally, (attempt) =>
        context.tree.discard(there, {
          onMoving: (inTrash) => attempt({ kind: 'taken', path, size, inTrash }),
        }),
      );
    }
    if (isFolderPath(path)) await removeFolder(path);
    gone.push({ ...removal, key });
  };
  const files = removals.filter(({ path }) => !isFolderPath(path));
  await tally.each(files, clearOne);
  // Innermost first, one after the other.
  const markers = removals.filter(({ path }) => isFolderPath(path));
  for (const marker of markers.toReversed()) await tally.each([marker], clearOne);
  for (const folder of emptied) await removeFolder(folder);
  return gone;
}
