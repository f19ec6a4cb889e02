import { useTranslation } from 'react-i18next';
import type { RestoreRun } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';

/** A run that has come to its end. */
export type RunOver = Exclude<RestoreRun, { state: 'running' }>;

/** True where all was done that was asked for. */
export function wentWell({ state, report }: RunOver): boolean {
  return state === 'ended' && report.failures.length === 0;
}

/** What was done, in a sentence or two. */
export function useRunText(): (run: RunOver) => string {
  const { t } = useTranslation('trash');
  const textOf = useReportText();
  return (run) => {
    const { state, report } = run;
    const done = textOf(run);
    if (state !== 'stopped') return done;
    return `${t(report.undo === undefined ? 'run.stopped' : 'run.stoppedUndo')} ${done}`;
  };
}

function useReportText(): (run: RunOver) => string {
  const { t } = useTranslation('trash');
  const format = useFormat();
  return ({ what, to, report }) => {
    const { restored, removed, identical, bytes } = report;
    const undoes = what === 'undo';
    const size = format.bytes(bytes);
    const back =
      to === undefined
        ? t(undoes ? 'run.back' : 'run.restored', { count: restored, size })
        : t('run.restoredTo', { count: restored, size, folder: to });
    const parts = [
      ...(restored > 0 ? [back] : []),
      ...(removed > 0 ? [t(undoes ? 'run.removedAgain' : 'run.removed', { count: removed })] : []),
      ...(identical > 0 ? [t('run.identical', { count: identical })] : []),
    ];
    if (parts.length === 0) return t('run.nothing');
    return undoes ? t('run.undone', { done: parts.join(' ') }) : parts.join(' ');
  };
}
