import { Badge, Group, Stack, Text } from '@mantine/core';
import { Cloud, Laptop } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { dragOut } from '../../shared/drag-out.ts';
import { useFormat } from '../../shared/format.ts';
import { RevealButton } from '../../shared/reveal-button.tsx';
import classes from './conflicts.module.css';

export interface VersionCardProps {
  readonly pair: PairState;
  readonly row: ConflictRow;
  readonly side: 'mine' | 'theirs';
  /** What it looks like, where it is a picture. */
  readonly picture: ReactNode;
  /** What can be done with it. */
  readonly children: ReactNode;
}

const MINUTE_MS = 60_000;
const ICONS = { mine: Laptop, theirs: Cloud } as const;

/** What one version is (where, how large, since when, from which device), and what can be done with it. */
export function VersionCard({ pair, row, side, picture, children }: VersionCardProps) {
  const { t } = useTranslation('conflicts');
  const format = useFormat();
  const Icon = ICONS[side];
  const facts = row[side];
  const other = row[side === 'mine' ? 'theirs' : 'mine'];
  // In the same minute, both would read alike.
  const isClose =
    facts !== undefined && other !== undefined && Math.abs(facts.modifiedMs - other.modifiedMs) < MINUTE_MS;
  return (
    <section className={classes['side']} aria-label={t(`${side}.title`)}>
      <Group gap="xs" mb={6} wrap="nowrap" align="flex-start">
        <Icon size={20} aria-hidden className={classes['icon']} />
        <Stack gap={0} flex={1}>
          <Text fw={600}>{t(`${side}.title`)}</Text>
          <Text size="sm" c="dimmed">
            {t(`${side}.what`)}
          </Text>
        </Stack>
        {facts !== undefined && other !== undefined && facts.modifiedMs > other.modifiedMs && (
          <Badge variant="default" tt="none" className={classes['newer']}>
            {t('newer')}
          </Badge>
        )}
      </Group>
      {picture}
      {facts === undefined ? (
        <Text size="sm">{t('gone')}</Text>
      ) : (
        <dl className={classes['facts']}>
          <dt>{t('fact.path')}</dt>
          <dd className="path" {...dragOut({ pair: pair.id, path: facts.path })}>
            {facts.path} <RevealButton pair={pair.id} path={facts.path} />
          </dd>
          <dt>{t('fact.size')}</dt>
          <dd>{format.bytes(facts.size)}</dd>
          <dt>{t('fact.changed')}</dt>
          <dd>{isClose ? format.dateTimeSeconds(facts.modifiedMs) : format.dateTime(facts.modifiedMs)}</dd>
          <dt>{t('fact.device')}</dt>
          <dd className="path">{facts.device ?? t('fact.unknown')}</dd>
        </dl>
      )}
      {children}
    </section>
  );
}
