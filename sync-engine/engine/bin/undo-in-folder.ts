import type { LocalEntry, LocalFile } from '../../core/entry.ts';
import { hasCode } from '../../core/error.ts';
import { bareOf, compareUtf8, isFolderPath } from '../../core/path.ts';
import type { TrashedContent } from '../../ports/local-tree.ts';
import type { FolderChange } from '../../ports/restore-record.ts';
import { assertRoot } from '../assert-root.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreFailure, RestoreReport, RestoreWatch } from '../recycle-bin.ts';
import { approveRemovals } from './approve-removals.ts';
import { isFolder, makeFolderAgain, removeIfEmpty } from './empty-folders.ts';
import { forEachSettled } from './listing.ts';
import { onRecord } from './on-record.ts';
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
  /** What the restore did. */
  readonly change: FolderChange;
  readonly inTrash: string;
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

/**
 * A file counts as what the restore left while its content is the same, whatever touched it since. Rejects `root-missing` or
 * `root-replaced`.
 */
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
      returns.push({ path, change, inTrash: change.inTrash, there: undefined });
      return;
    }
    if (change.kind !== 'placed') return;
    const { inTrash, maybe } = change;
    const now = await entryAt(context, path);
    const ours = now?.kind === 'file' && (await isStill(context, now, change)) ? now : undefined;
    if (ours !== undefined && inTrash === undefined) discards.push({ path, there: ours });
    // The process may have ended between any two names: what became of it shows when it is to come back.
    else if (inTrash !== undefined && (ours !== undefined || maybe === true))
      returns.push({ path, change, inTrash, there: ours });
    else if (now !== undefined || inTrash !== undefined) left.push({ path, error: { ...CHANGED, path } });
  });
  // With the disk away, nothing is there.
  await assertRoot(context);
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
      await takeAway(context, discard, tally);
      gone.push(discard);
      tally.removed();
    });
    for (const path of foldersToRemove) {
      const change = { kind: 'folder-removed', path } as const;
      if (await isFolder(context, path)) tally.attempts(change);
      if (await removeIfEmpty(context, path)) tally.changed(change);
    }
    for (const path of foldersToMake) {
      const change = { kind: 'folder-made', path } as const;
      if (!(await isFolder(context, path))) tally.attempts(change);
      if (await makeFolderAgain(context, path)) tally.changed(change);
    }
    await tally.each(returns, (step) => bringBack(context, step, tally));
    // What came while the disk was away lies below its mount point.
    await assertRoot(context);
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

async function takeAway(context: PairContext, { path, there }: Discard, tally: Tally): Promise<void> {
  const { size } = there.stamp;
  try {
    await onRecord(tally, (attempt) =>
      context.tree.discard(there, { onMoving: (inTrash) => attempt({ kind: 'taken', path, size, inTrash }) }),
    );
  } catch (caught) {
    if (hasCode(caught, 'local-missing')) await assertRoot(context);
    throw caught;
  }
}

async function bringBack(context: PairContext, step: Return, tally: Tally): Promise<void> {
  const { path, change, inTrash, there } = step;
  const { tree, signal } = context;
  let content: TrashedContent | undefined;
  try {
    // Before the first move: once files move, nothing keeps that from being put on record.
    content = await tree.hashTrashed(inTrash, { signal });
    const placed = { kind: 'placed', path, ...content } as const;
    await onRecord(tally, async (attempt) => {
      if (there === undefined) attempt(placed, change);
      const onReplacing = (replaced: string): void => attempt({ ...placed, inTrash: replaced }, change);
      await tree.putBack({ inTrash, path, replaces: there, onReplacing });
    });
    tally.restored(path, content.size);
  } catch (caught) {
    if (!hasCode(caught, 'local-exists', 'local-changed', 'local-missing')) throw caught;
    await assertRoot(context);
    const gone = hasCode(caught, 'local-missing');
    if (change.maybe === true && (await isBack(context, path, { gone, content }))) tally.identical();
    else tally.failed(path, { error: { ...(gone ? GONE : CHANGED), path } });
  }
}

/**
 * Whether a path is as it was before a restore of which that is not known: what is not in the trash never went there, or was put back;
 * and what is there under both names was just put back.
 */
async function isBack(
  context: PairContext,
  path: string,
  { gone, content }: { readonly gone: boolean; readonly content: TrashedContent | undefined },
): Promise<boolean> {
  const now = await entryAt(context, path);
  if (content === undefined) return gone && now !== undefined;
  return now?.kind === 'file' && (await isStill(context, now, content));
}

async function isStill(
  { tree, signal }: PairContext,
  now: LocalFile,
  { size, sha256 }: TrashedContent,
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
