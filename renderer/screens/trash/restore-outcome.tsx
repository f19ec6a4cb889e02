import { Button, Group, Stack, Text } from '@mantine/core';
import { CircleCheck, TriangleAlert, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PairState, RestoreRun } from '../../../sync-engine/contract/api/index.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useErrorText } from '../../shared/error-text.ts';
import { RunProgress } from './run-progress.tsx';
import { undoOf, useRunText, wentWell, type RunOver } from './run-words.ts';
import classes from './trash.module.css';
import type { RestoreRunOfPair } from './use-restore-run.ts';

export interface RestoreOutcomeProps {
  readonly pair: PairState;
  readonly runs: RestoreRunOfPair;
  /** What was asked for. */
  readonly asked: RestoreRun['what'];
  readonly onUndo: (undo: string) => void;
  readonly onClose: () => void;
}

/** How a restore or an undo goes, and how it ended. */
export function RestoreOutcome({ pair, runs, asked, onUndo, onClose }: RestoreOutcomeProps) {
  const { t } = useTranslation(['trash', 'common']);
  const { beginning, refused } = runs;
  const run = beginning || refused !== undefined ? undefined : runs.run;
  const over = run === undefined || run.state === 'running' ? undefined : run;
  const undo = over?.report.undo;
  return (
    <Stack gap="md">
      {beginning && <RunProgress done={0} total={0} what={asked} />}
      {refused !== undefined && <ErrorNotice error={refused} />}
      {run?.state === 'running' && <RunProgress {...run} />}
      {over !== undefined && <Report pair={pair} run={over} />}
      <Group justify="flex-end">
        {run?.state === 'running' && (
          <Button variant="default" onClick={runs.stop}>
            {t('run.stop')}
          </Button>
        )}
        {over !== undefined && undo !== undefined && (
          <Button
            variant="default"
            leftSection={<Undo2 size={16} aria-hidden />}
            onClick={() => onUndo(undo)}
          >
            {t(`run.${undoOf(over.what)}`)}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {t('common:action.close')}
        </Button>
      </Group>
    </Stack>
  );
}

interface ReportProps extends Pick<RestoreOutcomeProps, 'pair'> {
  readonly run: RunOver;
}

function Report({ pair, run }: ReportProps) {
  const { t } = useTranslation('trash');
  const textOf = useRunText();
  const whyOf = useErrorText();
  const { failures, failed, restored, undo } = run.report;
  const Icon = wentWell(run) ? CircleCheck : TriangleAlert;
  return (
    <Stack gap="sm">
      {run.state === 'failed' && <ErrorNotice error={run.error} />}
      <Group gap="sm" wrap="nowrap" align="flex-start" role="status">
        <Icon size={22} aria-hidden style={{ flexShrink: 0 }} />
        <Text fw={600}>{textOf(run)}</Text>
      </Group>
      {undo !== undefined && run.what !== 'undo' && restored > 0 && (
        <Text size="sm" c="dimmed">
          {t(`restore.next.${pair.mode}`)}
        </Text>
      )}
      {failed > 0 && (
        <Stack gap={4}>
          <Text fw={600} size="sm">
            {t('run.failures', { count: failed })}
          </Text>
          {/* It may scroll, so the keyboard must get to it. */}
          <ul className={classes['failures']} tabIndex={0} aria-label={t('run.failures', { count: failed })}>
            {failures.map(({ path, error }) => (
              <Text component="li" key={path} size="sm" className="path">
                {`${path}: ${whyOf(error).message}`}
              </Text>
            ))}
          </ul>
          {failed > failures.length && (
            <Text size="sm" c="dimmed">
              {t('run.moreFailures', { count: failed - failures.length })}
            </Text>
          )}
        </Stack>
      )}
    </Stack>
  );
}
