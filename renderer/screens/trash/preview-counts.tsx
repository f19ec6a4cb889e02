import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RestorePreview } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { filesOf } from './plan-sums.ts';
import { RESTORE_ACTIONS } from './restore-actions.ts';

export interface PreviewCountsProps {
  readonly plan: RestorePreview;
  /** How many entries of the trash are selected; undefined where they were not chosen one by one. */
  readonly entries: number | undefined;
}

/**
 * How many come back, are replaced, are the same already, go, and must stay as they are, which is rare; and why these are fewer than
 * were selected.
 */
export function PreviewCounts({ plan, entries = 0 }: PreviewCountsProps) {
  const { t } = useTranslation('trash');
  const format = useFormat();
  const files = filesOf(plan);
  return (
    <Stack gap={6} role="status">
      {files > 0 && files < entries && (
        <Text size="sm">{t('restore.newest', { count: files, entries: format.number(entries) })}</Text>
      )}
      <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
        {RESTORE_ACTIONS.filter(({ action }) => action !== 'leave' || plan.leave > 0).map(
          ({ action, icon: Icon }) => (
            <Stack key={action} gap={2} opacity={plan[action] === 0 ? 0.75 : 1}>
              <Text size="xl" fw={650} className="numbers" lh={1.2}>
                {format.number(plan[action])}
              </Text>
              <Text size="sm" style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
                <Icon size={15} aria-hidden style={{ flexShrink: 0 }} />
                {t(`restore.count.${action}`, { count: plan[action] })}
              </Text>
            </Stack>
          ),
        )}
      </SimpleGrid>
      {plan.bytes > 0 && (
        <Text size="sm" c="dimmed">
          {t('restore.bytes', { size: format.bytes(plan.bytes) })}
        </Text>
      )}
    </Stack>
  );
}
