import { useTranslation } from 'react-i18next';
import type { RestoreRun } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';

/** A run that has come to its end. */
export type RunOver = Exclude<RestoreRun, { state: 'running' }>;

/** One of which something can be undone. */
export type UndoableRun = RunOver & { readonly report: { readonly undo: string } };

/** False while it runs, and once there is nothing left to undo. */
export function isUndoable(run: RestoreRun): run is UndoableRun {
  return run.state !== 'running' && run.report.undo !== undefined;
}

/** True where all was done that was asked for. */
export function wentWell({ state, report }: RunOver): boolean {
  return state === 'ended' && report.failed === 0;
}

/** What undoing a run of this kind is. */
export function undoOf(what: RestoreRun['what']): 'undo' | 'redo' {
  return what === 'undo' ? 'redo' : 'undo';
}

/** What was done, in a sentence or two. */
export function useRunText(): (run: RunOver) => string {
  const { t } = useTranslation('trash');
  const textOf = useReportText();
  return (run) => {
    const { state, report, to } = run;
    const done = textOf(run);
    if (state !== 'stopped' && state !== 'interrupted') return done;
    const why = t(report.undo === undefined ? `run.${state}` : `run.${state}Undo`);
    // What went to another folder before the service was killed is not known.
    const unknown = state === 'interrupted' && to !== undefined && report.restored === 0;
    return unknown ? why : `${why} ${done}`;
  };
}

const BACK = { restore: 'run.restored', undo: 'run.back', redo: 'run.restoredAgain' } as const;

function useReportText(): (run: RunOver) => string {
  const { t } = useTranslation('trash');
  const format = useFormat();
  return ({ what, to, report }) => {
    const { restored, removed, identical, bytes } = report;
    const size = format.bytes(bytes);
    const back =
      to === undefined
        ? t(BACK[what], { count: restored, size })
        : t('run.restoredTo', { count: restored, size, folder: to });
    const removal = what === 'restore' ? 'run.removed' : 'run.removedAgain';
    const parts = [
      ...(restored > 0 ? [back] : []),
      ...(removed > 0 ? [t(removal, { count: removed })] : []),
      ...(identical > 0 ? [t('run.identical', { count: identical })] : []),
    ];
    if (parts.length === 0) return t('run.nothing');
    return what === 'undo' ? t('run.undone', { done: parts.join(' ') }) : parts.join(' ');
  };
}
