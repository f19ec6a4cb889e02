import { Accordion, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { costOf, totalOf } from './costs.ts';
import classes from './home.module.css';

const KINDS = ['LIST', 'GET', 'HEAD', 'PUT', 'COPY', 'DELETE', 'POST'] as const;
const CENT = 0.01;

/** What was asked of the provider since the start, and what that costs. */
export function MeterPanel({ pairs }: { readonly pairs: readonly PairState[] }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const total = totalOf(pairs.map(({ meter }) => meter));
  const requests = KINDS.reduce((sum, kind) => sum + total[kind], 0);
  const cost = costOf(pairs);
  const summary = t('meter.summary', {
    requests: t('meter.requests', { count: requests }),
    up: format.bytes(total.bytesUp),
    down: format.bytes(total.bytesDown),
  });
  return (
    <Accordion variant="contained" onChange={(value) => setOpened(value !== null)}>
      <Accordion.Item value="meter">
        <Accordion.Control>
          <Text fw={600}>{t('meter.title')}</Text>
          <Text size="sm" c="dimmed" className="numbers">
            {summary}, {costText(cost)}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>{opened && <Facts total={total} />}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );

  function costText(dollars: number | null): string {
    if (dollars === null) return t('meter.unknown');
    if (dollars > 0 && dollars < CENT) return t('meter.below', { amount: format.money(CENT) });
    return t('meter.cost', { amount: format.money(dollars) });
  }
}

function Facts({ total }: { readonly total: ReturnType<typeof totalOf> }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  return (
    <Stack>
      <SimpleGrid component="dl" cols={{ base: 2, sm: 3, md: 4 }} className={classes['facts']}>
        {KINDS.map((kind) => (
          <Fact key={kind} name={t(`meter.${kind}`)} value={format.number(total[kind])} />
        ))}
        <Fact name={t('meter.bytesUp')} value={format.bytes(total.bytesUp)} />
        <Fact name={t('meter.bytesDown')} value={format.bytes(total.bytesDown)} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('meter.note')}
      </Text>
    </Stack>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="numbers">{value}</dd>
    </div>
  );
}
