import type { Decision } from '../core/decision.ts';
import { fail, retryClass, SyncFailure } from '../core/error.ts';
import type { SyncError, SyncErrorCode } from '../core/error.ts';
import type { Committer } from './committer.ts';
import { operationOf } from './operations/index.ts';
import type { OperationContext } from './operations/operation.ts';
import { forEachLimited, until } from './pool.ts';
import { Refusals } from './refusals.ts';
import { sizeOf } from './size-of.ts';
import type { Work, WorkPhase } from './work.ts';

/** How the world was found to have moved on from the plan, by identity. */
export type Stale = ReadonlyMap<string, SyncErrorCode>;

/** How the execution of a plan ended. */
export interface Execution {
  /** True when something moved under the plan, or left work only a new look can plan. */
  readonly again: boolean;
  /** What moved under this plan, and was not yet known to. */
  readonly stale: Stale;
  /** Set when going on made no sense: the rest of the plan, or of one kind of work, was not tried. */
  readonly halted: SyncError | undefined;
}

/** Failures that concern the whole pair, not one file: the same would befall every other operation, so nothing more is tried. */
const HALTS: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
  'clock-skew',
  'bucket-missing',
  'root-missing',
  'root-replaced',
  'index-corrupt',
  'index-io',
]);

/**
 * Carries out work, phase by phase. One bad file never stalls the rest: its failure is recorded and the others go on. Rejects
 * only for bugs and when cancelled; what was done until then has been committed.
 */
export async function execute(
  context: OperationContext,
  work: Work,
  { committer, stale: before }: { readonly committer: Committer; readonly stale: Stale },
): Promise<Execution> {
  const state: { again: boolean; halted: SyncError | undefined; bug: unknown } = {
    again: false,
    halted: undefined,
    bug: undefined,
  };
  const refusals = new Refusals();
  const stale = new Map<string, SyncErrorCode>();
  const settleFailure = (decision: Decision, error: SyncError): void => {
    const { id } = decision;
    if (HALTS.has(error.code)) state.halted ??= error;
    else if (error.code === 'aborted') return;
    else if (retryClass(error.code) === 'replan' && before.get(id) !== error.code) {
      stale.set(id, error.code);
      state.again = true;
    } else {
      // What moves away under one plan after another, and in the same way, does not move: another look would not help.
      refusals.failed(decision.code, error);
      committer.failed(decision, error);
    }
  };
  /** What nothing can be made of ends the whole plan: no lane goes on. */
  const giveUpOn = (caught: unknown): void => {
    if (caught instanceof SyncFailure) state.halted ??= caught.error;
    else state.bug ??= caught;
  };
  const isOver = (): boolean =>
    state.halted !== undefined || state.bug !== undefined || context.signal.aborted;
  const runOne = async (decision: Decision): Promise<void> => {
    if (refusals.expectedOf(decision.code)) return;
    const { localPath: path, code: reason } = decision;
    context.events({ type: 'started', path, reason, size: sizeOf(decision) });
    try {
      const outcome = await operationOf(decision.code)(context, decision);
      refusals.succeeded(decision.code);
      if (outcome.again === true) state.again = true;
      committer.done(decision, outcome);
      context.progress.fileDone();
    } catch (caught) {
      try {
        if (caught instanceof SyncFailure) settleFailure(decision, caught.error);
        else giveUpOn(caught);
      } catch (worse) {
        giveUpOn(worse);
      }
    } finally {
      context.events({ type: 'ended', path });
    }
  };
  try {
    for (const phase of work.phases) {
      const decisions = until(phase.decisions, isOver);
      await forEachLimited(decisions, lanes(phase, context.settings.transfers), runOne);
      committer.flush();
    }
  } finally {
    committer.flush();
  }
  if (state.bug !== undefined) throw state.bug;
  if (context.signal.aborted) throw fail('aborted', 'cancelled');
  return { again: state.again, stale, halted: state.halted ?? refusals.verdict };
}

function lanes(phase: WorkPhase, transfers: number): number {
  return phase.serial ? 1 : transfers;
}
