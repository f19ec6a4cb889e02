import type { RestoreReport as ReportOut, RestoreRun as RunOut } from '../../../contract/api/index.ts';
import { blockText } from '../../../contract/block-text.ts';
import { describeError } from '../../../contract/events.ts';
import type { RestoreEntry, RestoreFailure } from '../../../index.ts';

export interface RunFacts {
  readonly pair: string;
  readonly record: RestoreEntry;
  /** Paths that are done, of all; while it runs. */
  readonly progress: { readonly done: number; readonly total: number };
  /** True where something is left to be undone. */
  readonly undoable: boolean;
}

/** A run as the contract tells it. A run's own id names its undo. */
export function runState({ pair, record, progress, undoable }: RunFacts): RunOut {
  const { id, what, to, startedMs, state, error, dismissed } = record;
  const head = {
    run: id,
    pair,
    what,
    ...(to === undefined ? {} : { to }),
    startedAtMs: startedMs,
    ...(dismissed === true ? { dismissed } : {}),
  };
  if (state === 'running') return { ...head, state, ...progress };
  const { failures, moreFailed = 0, ...counts } = record.report;
  const report: ReportOut = {
    ...counts,
    failed: failures.length + moreFailed,
    failures: failures.map(failureOut),
    ...(undoable ? { undo: id } : {}),
  };
  if (state !== 'failed') return { ...head, state, report };
  return { ...head, state, report, error: describeError(error ?? UNKNOWN) };
}

const UNKNOWN = { code: 'internal', message: 'it was not written down why' } as const;

function failureOut(failure: RestoreFailure): ReportOut['failures'][number] {
  const { path } = failure;
  const error =
    'blocked' in failure
      ? { code: failure.blocked, ...blockText(failure.blocked), path }
      : describeError({ ...failure.error, path });
  return { path, error };
}
