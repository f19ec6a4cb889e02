import { Button, Group, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import classes from './home.module.css';
import { PairCard } from './pair-card.tsx';

export interface PairListProps {
  readonly pairs: readonly PairState[];
  readonly onAdd: { readonly text: string; readonly icon: ReactNode; go(): void };
}

/** Every folder that is kept in step. */
export function PairList({ pairs, onAdd }: PairListProps) {
  const { t } = useTranslation('home');
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id={id}>
          {t('pairs.title')}
        </Title>
        <Button variant="subtle" size="xs" leftSection={onAdd.icon} onClick={() => onAdd.go()}>
          {onAdd.text}
        </Button>
      </Group>
      <ul className={classes['pairs']}>
        {pairs.map((pair) => (
          <li key={pair.id}>
            <PairCard pair={pair} />
          </li>
        ))}
      </ul>
    </section>
  );
}
