import { Code, Group, Stack, Text } from '@mantine/core';
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CheckRow } from '../../sync-engine/contract/api/index.ts';
import { checkKey } from './check-names.ts';
import classes from './check-list.module.css';

const LOOKS = {
  ok: { icon: CircleCheck, color: 'var(--mantine-color-green-text)' },
  warning: { icon: TriangleAlert, color: 'var(--mantine-color-orange-text)' },
  failed: { icon: CircleX, color: 'var(--mantine-color-error)' },
  skipped: { icon: CircleMinus, color: 'var(--mantine-color-dimmed)' },
} as const;

/** One tick a permission, as they come in. What failed names the action and the bucket. */
export function CheckList({ rows }: { readonly rows: readonly CheckRow[] }) {
  const { t } = useTranslation('setup');
  return (
    <Stack component="ul" gap="xs" className={classes['plain']} aria-label={t('test.list')}>
      {rows.map((row) => (
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
  const { t } = useTranslation('setup');
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
            {key === undefined ? row.check : t(`check.${key}`)}
          </Text>
          {row.action !== undefined && <Code>{row.action}</Code>}
          {wrong && row.action !== undefined && row.bucket !== undefined && <Code>{row.bucket}</Code>}
        </Group>
        {wrong && (
          <Text size="sm" className="path" c="dimmed">
            {row.detail}
          </Text>
        )}
      </div>
    </Group>
  );
}
