import { Group, Stack, Text, Title } from '@mantine/core';
import { ArrowDown, ArrowUp, Ban, CircleDot, Hand, Split, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlanRow } from '../../sync-engine/contract/api/index.ts';
import { useFormat } from './format.ts';
import { planAction } from './plan-action.ts';
import boxed from './boxed-list.module.css';

const ICONS = {
  conflict: Split,
  blocked: Ban,
  held: Hand,
  upload: ArrowUp,
  download: ArrowDown,
  recycle: Trash2,
  trash: Trash2,
  other: CircleDot,
} as const;

const URGENT: ReadonlySet<string> = new Set(['conflict', 'blocked', 'held']);

export interface PlanRowsProps {
  readonly rows: readonly PlanRow[];
  /** With those that the engine left out. */
  readonly count?: number;
}

/** What matters most of the plan: what clashes first, then the largest. At most 200 lines, which the engine chose; the rest is counted. */
export function PlanRows({ rows, count = rows.length }: PlanRowsProps) {
  const { t } = useTranslation('setup');
  const format = useFormat();
  if (rows.length === 0) return undefined;
  // What only moves is in the order of its size; what clashes, is blocked or held comes before that.
  const urgent = rows.some((row) => URGENT.has(planAction(row)));
  const title = t(urgent ? 'plan.rows' : 'plan.rowsBySize');
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {/* It scrolls, so the keyboard must get to it. */}
      <ul className={boxed['list']} tabIndex={0} aria-label={title}>
        {rows.map((row) => {
          const action = planAction(row);
          const Icon = ICONS[action];
          return (
            <Group component="li" key={`${row.code} ${row.path}`} gap="sm" wrap="nowrap" px="xs" py={6}>
              <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
              <Text size="sm" className="path" flex={1}>
                {row.path}
              </Text>
              <Text size="sm" c="dimmed" visibleFrom="sm">
                {t(`plan.action.${action}`)}
              </Text>
              <Text size="sm" c="dimmed" className="numbers" miw={72} ta="end">
                {row.path.endsWith('/') ? '' : format.bytes(row.size)}
              </Text>
            </Group>
          );
        })}
      </ul>
      {count > rows.length && (
        <Text size="sm" c="dimmed">
          {t('plan.more', { count: count - rows.length })}
        </Text>
      )}
    </Stack>
  );
}
