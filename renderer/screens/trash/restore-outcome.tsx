import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { CircleCheck, TriangleAlert, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState, RestoreReport } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useFormat } from '../../shared/format.ts';
import classes from './trash.module.css';
import type { RestoreRun } from './use-restore-run.ts';

export interface RestoreOutcomeProps {
  readonly pair: PairState;
  readonly run: RestoreRun;
  readonly onUndo: (undo: string) => void;
  readonly onClose: () => void;
}

/** How a restore or an undo goes, and how it ended. */
export function RestoreOutcome({ pair, run, onUndo, onClose }: RestoreOutcomeProps) {
  const { t } = useTranslation(['trash', 'common']);
  const { phase, undoes } = run;
  const undo = phase.kind === 'done' ? phase.report.undo : undefined;
  return (
    <Stack gap="md">
      {phase.kind === 'running' && <RunProgress {...phase} undoes={undoes} />}
      {phase.kind === 'failed' && <ErrorNotice error={phase.error} />}
      {phase.kind === 'stopped' && <Text role="status">{t('run.stopped')}</Text>}
      {phase.kind === 'done' && <Report pair={pair} report={phase.report} undoes={undoes} />}
      <Group justify="flex-end">
        {phase.kind === 'running' && (
          <Button variant="default" onClick={run.stop}>
            {t('run.stop')}
          </Button>
        )}
        {undo !== undefined && (
          <Button
            variant="default"
            leftSection={<Undo2 size={16} aria-hidden />}
            onClick={() => onUndo(undo)}
          >
            {t(undoes ? 'run.redo' : 'run.undo')}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t('common:action.close')}
        </Button>
      </Group>
    </Stack>
  );
}

interface RunProgressProps {
  readonly done: number;
  readonly total: number;
  readonly undoes: boolean;
}

export function RunProgress({ done, total, undoes }: RunProgressProps) {
  const { t } = useTranslation('trash');
  const title = t(undoes ? 'run.undoing' : 'run.restoring');
  return (
    <Stack gap={6}>
      <Text role="status">
        {title} {total > 0 && t('run.progress', { done, count: total })}
      </Text>
      <Progress
        value={total === 0 ? 0 : (100 * done) / total}
        aria-label={title}
        animated={total === 0}
        size="lg"
      />
    </Stack>
  );
}

/** One sentence on what was done. */
export function useReportText(): (report: RestoreReport, undoes: boolean) => string {
  const { t } = useTranslation('trash');
  const format = useFormat();
  return ({ restored, removed, identical, bytes }, undoes) => {
    const done = t(undoes ? 'run.undone' : 'run.restored', { count: restored, size: format.bytes(bytes) });
    const went = removed === 0 ? '' : ` ${t('run.removed', { count: removed })}`;
    const same = identical === 0 ? '' : ` ${t('run.identical', { count: identical })}`;
    return done + went + same;
  };
}

interface ReportProps extends Pick<RestoreOutcomeProps, 'pair'> {
  readonly report: RestoreReport;
  readonly undoes: boolean;
}

function Report({ pair, report, undoes }: ReportProps) {
  const { t } = useTranslation('trash');
  const textOf = useReportText();
  const { failures, undo } = report;
  const Icon = failures.length === 0 ? CircleCheck : TriangleAlert;
  return (
    <Stack gap="sm">
      <Group gap="sm" wrap="nowrap" align="flex-start" role="status">
        <Icon size={22} aria-hidden style={{ flexShrink: 0 }} />
        <Text fw={600}>{textOf(report, undoes)}</Text>
      </Group>
      {undo !== undefined && (
        <Text size="sm" c="dimmed">
          {t(`restore.next.${pair.mode}`)}
        </Text>
      )}
      {failures.length > 0 && (
        <Stack gap={4}>
          <Text fw={600} size="sm">
            {t('run.failures', { count: failures.length })}
          </Text>
          {/* It may scroll, so the keyboard must get to it. */}
          <ul
            className={classes['failures']}
            tabIndex={0}
            aria-label={t('run.failures', { count: failures.length })}
          >
            {failures.map(({ path, message }) => (
              <Text component="li" key={path} size="sm" className="path">
                {path === '' ? message : `${path}: ${message}`}
              </Text>
            ))}
          </ul>
        </Stack>
      )}
    </Stack>
  );
}
