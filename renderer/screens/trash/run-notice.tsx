import { Alert, Button, Group, Text } from '@mantine/core';
import { CircleCheck, TriangleAlert, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { RunProgress, useReportText } from './restore-outcome.tsx';
import type { RestoreRun } from './use-restore-run.ts';

export interface RunNoticeProps {
  readonly run: RestoreRun;
  readonly onUndo: (undo: string) => void;
}

/** The last restore on the screen, once its dialogue is closed: how it goes, and its undo. */
export function RunNotice({ run, onUndo }: RunNoticeProps) {
  const { t } = useTranslation('trash');
  const textOf = useReportText();
  const { phase, undoes } = run;
  if (phase.kind === 'idle' || phase.kind === 'stopped') return undefined;
  if (phase.kind === 'running') return <RunProgress {...phase} undoes={undoes} />;
  if (phase.kind === 'failed') return <ErrorNotice error={phase.error} />;
  const { report } = phase;
  const { undo, failures } = report;
  const well = failures.length === 0;
  return (
    <Alert
      color={well ? 'teal' : 'orange'}
      icon={well ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
      withCloseButton
      closeButtonLabel={t('run.dismiss')}
      onClose={run.clear}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" role="status">
          {textOf(report, undoes)} {!well && t('run.failures', { count: failures.length })}
        </Text>
        {undo !== undefined && (
          <Button
            size="xs"
            variant="default"
            leftSection={<Undo2 size={14} aria-hidden />}
            onClick={() => onUndo(undo)}
          >
            {t(undoes ? 'run.redo' : 'run.undo')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
