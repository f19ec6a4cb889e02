import type { BucketChange, FolderChange } from '../../ports/restore-record.ts';
import type { PairContext } from '../pair.ts';
import type { RestoreChange, RestoreReport, RestoreRow, RestoreWatch } from '../recycle-bin.ts';
import { restoreInPlace } from './restore-in-place.ts';
import { rowsOfPlan } from './restore-plan.ts';
import { planUndoInBucket, type BucketUndo } from './undo-in-bucket.ts';
import { planUndoInFolder, undoInFolder, type FolderUndo } from './undo-in-folder.ts';

/** The steps back from a restore, each where it was done: a pair may have another mode by now. */
export interface UndoPlan {
  readonly folder: FolderUndo | undefined;
  readonly bucket: BucketUndo | undefined;
}

export async function planUndo(context: PairContext, changes: readonly RestoreChange[]): Promise<UndoPlan> {
  const inFolder = changes.filter(isFolderChange);
  const inBucket = changes.filter((change): change is BucketChange => !isFolderChange(change));
  return {
    folder: inFolder.length === 0 ? undefined : await planUndoInFolder(context, inFolder),
    bucket: inBucket.length === 0 ? undefined : await planUndoInBucket(context, inBucket),
  };
}

/** Files alone: folders that come or go are not counted. */
export function rowsOfUndo({ folder, bucket }: UndoPlan): readonly RestoreRow[] {
  const steps = folder === undefined ? [] : [...folder.discards, ...folder.returns];
  const rows = steps.map(({ path, there, ...step }): RestoreRow => ({
    path,
    action: 'inTrash' in step ? (there === undefined ? 'create' : 'overwrite') : 'remove',
    size: there?.stamp.size ?? 0,
    bornAtMs: 0,
  }));
  return [
    ...rows,
    ...(bucket === undefined ? [] : rowsOfPlan({ place: 'bucket', steps: bucket.steps, left: [] })),
  ];
}

export async function undoAll(
  context: PairContext,
  { folder, bucket }: UndoPlan,
  watch: RestoreWatch,
): Promise<RestoreReport> {
  let report: RestoreReport = {
    restored: 0,
    identical: 0,
    removed: 0,
    bytes: 0,
    failures: [...(folder?.left ?? []), ...(bucket?.left ?? [])],
  };
  const part: RestoreWatch = { ...watch, onEnd: (done) => (report = together(report, done)) };
  try {
    if (folder !== undefined) await undoInFolder(context, folder, part);
    if (bucket !== undefined) await restoreInPlace(context, bucket.steps, part);
    return report;
  } finally {
    watch.onEnd?.(report);
  }
}

function isFolderChange(change: RestoreChange): change is FolderChange {
  return !(change.kind === 'created' || change.kind === 'overwritten' || change.kind === 'removed');
}

function together(a: RestoreReport, b: RestoreReport): RestoreReport {
  return {
    restored: a.restored + b.restored,
    identical: a.identical + b.identical,
    removed: a.removed + b.removed,
    bytes: a.bytes + b.bytes,
    failures: [...a.failures, ...b.failures],
  };
}
