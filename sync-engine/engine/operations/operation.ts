import type { Decision } from '../../core/decision.ts';
import type { LocalFile, RemoteFile } from '../../core/entry.ts';
import type { ActivityRecord, IndexChange } from '../../ports/index-store.ts';
import type { MoveLog } from '../move-log.ts';
import type { CycleCounts, PairContext } from '../pair.ts';
import type { Budget } from '../pool.ts';
import type { ProgressMeter } from '../progress.ts';

export { assertArrived, assertRoot } from '../assert-root.ts';

/** What an operation works with beside the pair: shared by all operations of one cycle. */
export interface OperationContext extends PairContext {
  readonly progress: ProgressMeter;
  /** Bytes of file content held in memory at one time. */
  readonly memory: Budget;
  readonly moves: MoveLog;
}

/** What was observed after an operation: what the index is to remember, and what it counts as. */
export interface Outcome {
  readonly changes: readonly IndexChange[];
  readonly count?: keyof CycleCounts;
  readonly activity?: Omit<ActivityRecord, 'atMs' | 'reason' | 'path'>;
  /** True when the outcome leaves work that only a new look can plan (a conflict copy to upload, for example). */
  readonly again?: boolean;
}

/** One verb. Rejects with a SyncFailure; then nothing it was to destroy is gone. */
export type Operation = (context: OperationContext, decision: Decision) => Promise<Outcome>;

/** The decision's local file; a decision of the wrong shape is a bug. */
export function localFile(decision: Decision): LocalFile {
  if (decision.local?.kind !== 'file')
    throw new Error(`${decision.code} of ${decision.id} has no local file`);
  return decision.local;
}

export function remoteFile(decision: Decision): RemoteFile {
  if (decision.remote?.kind !== 'file') throw new Error(`${decision.code} of ${decision.id} has no object`);
  return decision.remote;
}
