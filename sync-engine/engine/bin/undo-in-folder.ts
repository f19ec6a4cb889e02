import type { LocalEntry, LocalFile } from '../../core/entry.ts';
import { hasCode } from '../../core/error.ts';
import { bareOf, compareUtf8, isFolderPath } from '../../core/path.ts';
import type { FolderChange } from '../../ports/restore-record.ts';
import { assertRoot } from '../assert-root.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreFailure, RestoreReport, RestoreWatch } from '../recycle-bin.ts';
import { approveRemovals } from './approve-removals.ts';
import { makeFolderAgain, removeIfEmpty } from './empty-folders.ts';
import { forEachSettled } from './listing.ts';
import { Tally } from './tally.ts';
import { CHANGED, GONE } from './undo-refusals.ts';

/** A file that the restore put there: to the local trash. */
interface Discard {
  readonly path: string;
  readonly there: LocalFile;
}

/** A file that the restore replaced or took away: back from the local trash. */
interface Return {
  readonly path: string;
  readonly trashedTo: string;
  /** What the restore put in its place; undefined where nothing is there. */
  readonly there: LocalFile | undefined;
}

/** The steps back from what a restore did in the folder. */
export interface FolderUndo {
  readonly discards: readonly Discard[];
  readonly returns: readonly Return[];
  /** Innermost first. */
  readonly foldersToRemove: readonly string[];
  /** Outermost first. */
  readonly foldersToMake: readonly string[];
  /** What stays as it is, and why. */
  readonly left: readonly RestoreFailure[];
}

/** A file counts as what the restore left while its content is the same, whatever touched it since. */
export async function planUndoInFolder(
  context: PairContext,
  changes: readonly FolderChange[],
): Promise<FolderUndo> {
  const discards: Discard[] = [];
  const returns: Return[] = [];
  const left: RestoreFailure[] = [];
  await forEachSettled(changes, async (change) => {
    const { path } = change;
    if (change.kind === 'taken') {
      // What is there by now, if anything, shows when it is to come back: the restore may have put it there.
      returns.push({ path, trashedTo: change.trashedTo, there: undefined });
      return;
    }
    if (change.kind !== 'placed') return;
    const { trashedTo, maybe } = change;
    const now = await entryAt(context, path);
    const ours = now?.kind === 'file' && (await isStill(context, now, change)) ? now : undefined;
    if (ours !== undefined && trashedTo === undefined) discards.push({ path, there: ours });
    else if (ours !== undefined && trashedTo !== undefined) returns.push({ path, trashedTo, there: ours });
    // The process ended between the two names.
    else if (now === undefined && maybe === true && trashedTo !== undefined)
      returns.push({ path, trashedTo, there: undefined });
    else if (maybe !== true && (now !== undefined || trashedTo !== undefined))
      left.push({ path, error: { ...CHANGED, path } });
  });
  const folders = (kind: FolderChange['kind']): readonly string[] =>
    changes.flatMap((change) => (change.kind === kind ? change.path : [])).sort(compareUtf8);
  return {
    discards,
    returns,
    left,
    foldersToRemove: folders('folder-made').toReversed(),
    foldersToMake: folders('folder-removed'),
  };
}

/** Takes back what a restore did in the folder; the next sync has the bucket follow. Rejects `root-missing` or `root-replaced`. */
export async function undoInFolder(
  context: PairContext,
  { discards, returns, foldersToRemove, foldersToMake }: FolderUndo,
  watch: RestoreWatch,
): Promise<RestoreReport> {
  await assertRoot(context);
  const tally = new Tally(context, watch, discards.length + returns.length);
  const gone: Discard[] = [];
  try {
    await tally.each(discards, async (discard) => {
      const { path, there } = discard;
      const { trashedTo } = await context.tree.discard(there);
      tally.changed({ kind: 'taken', path, size: there.stamp.size, trashedTo });
      gone.push(discard);
      tally.removed();
    });
    for (const folder of foldersToRemove)
      if (await removeIfEmpty(context, folder)) tally.changed({ kind: 'folder-removed', path: folder });
    for (const folder of foldersToMake)
      if (await makeFolderAgain(context, folder)) tally.changed({ kind: 'folder-made', path: folder });
    await tally.each(returns, (step) => bringBack(context, step, tally));
    return tally.report();
  } finally {
    approveRemovals(
      context,
      gone.map(({ path, there }) => ({ path, size: there.stamp.size })),
      'remote',
    );
    tally.end();
  }
}

async function bringBack(context: PairContext, step: Return, tally: Tally): Promise<void> {
  const { path, trashedTo, there } = step;
  try {
    const { file, replacedTo } = await context.tree.putBack({ trashedTo, path, replaces: there });
    const { size } = file.stamp;
    const sha256 = await context.tree.hash(file, { signal: context.signal });
    tally.changed({
      kind: 'placed',
      path,
      size,
      sha256,
      ...(replacedTo === undefined ? {} : { trashedTo: replacedTo }),
    });
    tally.restored(path, size);
  } catch (caught) {
    if (hasCode(caught, 'local-exists', 'local-changed')) tally.failed(path, { error: { ...CHANGED, path } });
    else if (hasCode(caught, 'local-missing')) tally.failed(path, { error: { ...GONE, path } });
    else throw caught;
  }
}

async function isStill(
  { tree, signal }: PairContext,
  now: LocalFile,
  { size, sha256 }: Extract<FolderChange, { kind: 'placed' }>,
): Promise<boolean> {
  if (now.stamp.size !== size) return false;
  try {
    return (await tree.hash(now, { signal })) === sha256;
  } catch (caught) {
    if (hasCode(caught, 'local-changed', 'local-missing')) return false;
    throw caught;
  }
}

/** Undefined also where a folder above is none any more. */
async function entryAt({ tree }: PairContext, path: string): Promise<LocalEntry | undefined> {
  try {
    return isFolderPath(path) ? undefined : await tree.stat(bareOf(path));
  } catch (caught) {
    if (hasCode(caught, 'local-name', 'local-missing')) return undefined;
    throw caught;
  }
}
