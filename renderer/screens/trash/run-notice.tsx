import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CircleCheck, TriangleAlert, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { useAgo } from '../../shared/use-ago.ts';
import { RunProgress } from './run-progress.tsx';
import { undoOf, useRunText, wentWell } from './run-words.ts';
import type { RestoreRunOfPair } from './use-restore-run.ts';

export interface RunNoticeProps {
  readonly runs: RestoreRunOfPair;
  readonly onUndo: (undo: string) => void;
}

/** The last restore on the screen, outside of its dialogue: how it goes, and its undo. */
export function RunNotice({ runs, onUndo }: RunNoticeProps) {
  const { t } = useTranslation('trash');
  const textOf = useRunText();
  const ago = useAgo();
  const { run, refused } = runs;
  if (refused !== undefined) return <ErrorNotice error={refused} />;
  if (run === undefined) return undefined;
  if (run.state === 'running') {
    return (
      <Group gap="md" align="flex-end">
        <RunProgress {...run} />
        <Button size="xs" variant="default" onClick={runs.stop}>
          {t('run.stop')}
        </Button>
      </Group>
    );
  }
  const { undo, failed } = run.report;
  const well = wentWell(run);
  return (
    <Stack gap="sm">
      {run.state === 'failed' && <ErrorNotice error={run.error} />}
      <Alert
        color={well ? 'teal' : 'orange'}
        icon={well ? <CircleCheck aria-hidden /> : <TriangleAlert aria-hidden />}
        withCloseButton
        closeButtonLabel={t('run.dismiss')}
        onClose={runs.dismiss}
      >
        <Group justify="space-between" gap="sm">
          <Stack gap={0}>
            <Text size="sm" role="status">
              {textOf(run)} {failed > 0 && t('run.failures', { count: failed })}
            </Text>
            {/* It may be days ago. */}
            <Text size="xs" c="dimmed">
              {ago(run.startedAtMs)}
            </Text>
          </Stack>
          {undo !== undefined && (
            <Button
              size="xs"
              variant="default"
              leftSection={<Undo2 size={14} aria-hidden />}
              onClick={() => onUndo(undo)}
            >
              {t(`run.${undoOf(run.what)}`)}
            </Button>
          )}
        </Group>
      </Alert>
    </Stack>
  );
}
