import { Code, Group, Stack, Text } from '@mantine/core';
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CheckRow } from '../../sync-engine/contract/api/index.ts';
import { checkKey } from '../../sync-engine/contract/check-names.ts';
import { useCheckText } from './check-text.ts';
import classes from './check-list.module.css';

const LOOKS = {
  ok: { icon: CircleCheck, color: 'var(--mantine-color-green-text)' },
  warning: { icon: TriangleAlert, color: 'var(--mantine-color-orange-text)' },
  failed: { icon: CircleX, color: 'var(--mantine-color-error)' },
  skipped: { icon: CircleMinus, color: 'var(--mantine-color-dimmed)' },
} as const;

export interface CheckListProps {
  readonly rows: readonly CheckRow[];
  /** No more rows come. */
  readonly ended: boolean;
}

const ORDER: Readonly<Record<CheckRow['result'], number>> = { failed: 0, warning: 1, ok: 2, skipped: 2 };

/**
 * One tick a permission, as they come in; what failed names the action and the bucket. What is to be done comes first once all
 * is known; while ticks come in, nothing moves.
 */
export function CheckList({ rows, ended }: CheckListProps) {
  const { t } = useTranslation('setup');
  const shown = ended ? rows.toSorted((one, other) => ORDER[one.result] - ORDER[other.result]) : rows;
  return (
    <Stack component="ul" gap="xs" className={classes['plain']} aria-label={t('test.list')}>
      {shown.map((row) => (
        <Row key={row.check} row={row} />
      ))}
    </Stack>
  );
}

/** True where what it tried is not allowed, be it needed for syncing or for less. */
export function isRefused({ code }: CheckRow): boolean {
  return code === 'access-denied';
}

function Row({ row }: { readonly row: CheckRow }) {
  const { t } = useTranslation(['setup', 'checks']);
  const textOf = useCheckText();
  const { icon: Icon, color } = LOOKS[row.result];
  const key = checkKey(row.check);
  const wrong = row.result === 'failed' || row.result === 'warning';
  return (
    <Group component="li" gap="sm" wrap="nowrap" align="flex-start">
      <Icon
        size={20}
        color={color}
        role="img"
        aria-label={t(`test.result.${row.result === 'failed' && !isRefused(row) ? 'broken' : row.result}`)}
        style={{ flexShrink: 0 }}
      />
      <div>
        <Group gap="xs">
          <Text size="sm" fw={wrong ? 600 : 400}>
            {key === undefined ? row.check : t(`checks:name.${key}`)}
          </Text>
          {row.action !== undefined && <Code>{row.action}</Code>}
          {wrong && row.action !== undefined && row.bucket !== undefined && <Code>{row.bucket}</Code>}
        </Group>
        {wrong && (
          <Text size="sm" className="path" c="dimmed">
            {textOf(row)}
          </Text>
        )}
      </div>
    </Group>
  );
}
