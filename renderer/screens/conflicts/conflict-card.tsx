import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Choice } from './choice.tsx';
import { Compare } from './compare.tsx';
import { useContents } from './use-contents.ts';
import { VersionCard } from './version-card.tsx';
import { VersionPicture } from './version-picture.tsx';

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
  const contents = useContents(pair, row);
  const versions = (['mine', 'theirs'] as const).map((side) => (
    <VersionCard
      key={side}
      pair={pair}
      row={row}
      side={side}
      picture={contents.asPictures && <VersionPicture side={side} contents={contents} />}
    >
      <Choice choice={side} pair={pair} row={row} {...choosing} />
    </VersionCard>
  ));
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
          {versions}
        </SimpleGrid>
        <Choice choice="both" pair={pair} row={row} {...choosing} />
        <Compare contents={contents} />
      </Stack>
    </Card>
  );
}
