import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RestoreRun } from '../../../sync-engine/contract/api/index.ts';

export interface RunProgressProps {
  readonly done: number;
  /** 0: not known yet. */
  readonly total: number;
  readonly what: RestoreRun['what'];
}

const TITLE = { restore: 'run.restoring', undo: 'run.undoing', redo: 'run.redoing' } as const;

/** How far a restore or an undo is. */
export function RunProgress({ done, total, what }: RunProgressProps) {
  const { t } = useTranslation('trash');
  const title = t(TITLE[what]);
  return (
    <Stack gap={6} flex={1}>
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
