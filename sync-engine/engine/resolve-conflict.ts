import { assertNever } from '../core/assert-never.ts';
import { fail, SyncFailure } from '../core/error.ts';
import type { SyncError } from '../core/error.ts';
import type { ActivityRecord, ConflictRecord, IndexChange } from '../ports/index-store.ts';
import { assertRoot } from './assert-root.ts';
import { viewConflict } from './conflict-view.ts';
import type { ConflictView } from './conflict-view.ts';
import { ANSWERED } from './held.ts';
import type { PairContext } from './pair.ts';

/** Which version is to be kept: the conflict copy at the path itself, the one that is there, or both as they are. */
export type ConflictChoice = 'mine' | 'theirs' | 'both';

export interface ConflictPick {
  /** The identity of the conflict copy. */
  readonly copyId: string;
  readonly choice: ConflictChoice;
  /** The sides as the user saw them (`ConflictView.version`); left out, as they are now. */
  readonly version?: string | undefined;
}

/** A conflict that was not settled, and why. */
export interface ConflictFailure {
  readonly path: string;
  readonly error: SyncError;
}

export interface ConflictResolution {
  readonly resolved: number;
  readonly failures: readonly ConflictFailure[];
}

/**
 * Settles conflicts in the folder, one after the other; what is not kept goes to the local trash, and the next cycle does in the
 * bucket what was done here, the superseded versions going to the recycle bucket. One that cannot be settled as asked, because a
 * side changed meanwhile for example, is left as it is and reported; the others go on. No cycle of this pair may be running.
 */
export async function resolveConflicts(
  context: PairContext,
  picks: readonly ConflictPick[],
): Promise<ConflictResolution> {
  const records = new Map(context.index.conflicts().map((record) => [record.copyId, record]));
  const failures: ConflictFailure[] = [];
  let resolved = 0;
  for (const pick of picks) {
    if (context.signal.aborted) throw fail('aborted', 'cancelled');
    const record = records.get(pick.copyId);
    try {
      if (record === undefined) throw fail('not-found', 'this conflict has been dealt with already');
      const changes = await settle(context, record, pick);
      context.index.apply([...changes, { kind: 'conflict-gone', copyId: record.copyId }], { durable: true });
      records.delete(pick.copyId);
      resolved++;
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
      failures.push({ path: record?.path ?? pick.copyId, error: caught.error });
    }
  }
  return { resolved, failures };
}

/** Carries one choice out in the folder; resolves with what the index is to remember of it. */
async function settle(
  context: PairContext,
  record: ConflictRecord,
  { choice, version }: ConflictPick,
): Promise<readonly IndexChange[]> {
  const view = await viewConflict(context, record);
  if (version !== undefined && version !== view.version) {
    throw fail('local-changed', 'a version changed since it was shown', { path: record.path });
  }
  switch (choice) {
    case 'both':
      return [];
    case 'theirs':
      return dropCopy(context, view);
    case 'mine':
      return promoteCopy(context, view);
    default:
      return assertNever(choice);
  }
}

async function dropCopy(context: PairContext, view: ConflictView): Promise<readonly IndexChange[]> {
  const { mine } = view;
  if (mine === undefined) return [];
  const { path, stamp } = mine.file;
  await assertRoot(context);
  const { trashedTo } = await context.tree.discard(mine.file);
  const reason = 'conflict-theirs';
  return [
    activity(context, { action: 'trashed', reason, path, target: trashedTo, size: stamp.size }),
    ...approveDeletion(context, view.record),
  ];
}

/**
 * RACE: a crash between the two moves leaves the path empty, so that the next cycle takes its object to the recycle bucket: both
 * versions are kept, the conflict is still on record, and choosing again finishes it.
 */
async function promoteCopy(context: PairContext, view: ConflictView): Promise<readonly IndexChange[]> {
  const { record, mine, theirs } = view;
  const { path, copyPath } = record;
  const { tree } = context;
  const reason = 'conflict-mine';
  if (mine === undefined) throw fail('local-missing', 'the conflict copy is gone', { path: copyPath });
  const inTheWay = theirs === undefined && (await tree.stat(path)) !== undefined;
  if (inTheWay) throw fail('local-exists', 'something else than a file has the name now', { path });
  await assertRoot(context);
  await tree.verify(mine.file);
  const changes: IndexChange[] = [];
  if (theirs !== undefined) {
    const { trashedTo: target } = await tree.discard(theirs.file);
    const { size } = theirs.file.stamp;
    changes.push(activity(context, { action: 'trashed', reason, path, target, size }));
  }
  await tree.move(mine.file, path);
  changes.push(activity(context, { action: 'renamed', reason, path: copyPath, target: path }));
  return [...changes, ...approveDeletion(context, record)];
}

/** The user asked for this deletion, so the guard lets it through, however many there are. */
function approveDeletion({ index, clock }: PairContext, record: ConflictRecord): readonly IndexChange[] {
  const row = index.baseline(record.copyId);
  if (row?.kind !== 'file') return [];
  const { id, localPath: path, stamp } = row;
  const answer = { direction: 'remote', state: 'approved', guard: 'mass-delete' } as const;
  return [
    { kind: 'held', record: { id, path, size: stamp.size, heldAtMs: clock.now(), ...answer } },
    { kind: 'setting', name: ANSWERED, value: '1' },
  ];
}

function activity({ clock }: PairContext, record: Omit<ActivityRecord, 'atMs'>): IndexChange {
  return { kind: 'activity', record: { atMs: clock.now(), ...record } };
}
