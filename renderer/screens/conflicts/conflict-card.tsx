import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Choice } from './choice.tsx';
import { Compare } from './compare.tsx';
import { VersionCard } from './version-card.tsx';

export interface ConflictCardProps {
  readonly pair: PairState;
  readonly row: ConflictRow;
  /** What is chosen is done with all conflicts. */
  readonly forAll: boolean;
  readonly disabled: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly onChoose: (choice: ConflictChoice) => void;
}

/** One conflict: what either version is and what becomes of it, and how they differ. */
export function ConflictCard({ pair, row, heading, ...choosing }: ConflictCardProps) {
  const { t } = useTranslation('conflicts');
  const format = useFormat();
  const { path, atMs } = row;
  return (
    <Card withBorder padding="lg" component="article" aria-label={path}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h4" className="path" ref={heading} tabIndex={-1}>
            {path}
          </Title>
          <Text size="sm" c="dimmed">
            {t('found', { time: format.dateTime(atMs) })}
          </Text>
        </div>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
          <VersionCard pair={pair} row={row} side="mine">
            <Choice choice="mine" pair={pair} row={row} {...choosing} />
          </VersionCard>
          <VersionCard pair={pair} row={row} side="theirs">
            <Choice choice="theirs" pair={pair} row={row} {...choosing} />
          </VersionCard>
        </SimpleGrid>
        <Choice choice="both" pair={pair} row={row} {...choosing} />
        <Compare pair={pair} row={row} />
      </Stack>
    </Card>
  );
}
