import { SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '../../sync-engine/contract/api/index.ts';
import { useFormat } from './format.ts';
import classes from './plan-facts.module.css';

export interface PlanFactsProps {
  readonly plan: PlanSummary;
}

/** The plan in numbers. What is nothing is left out, but for what everybody asks after. */
export function PlanFacts({ plan }: PlanFactsProps) {
  const { t } = useTranslation('setup');
  const format = useFormat();
  const share = ({ files, bytes }: PlanSummary['upload']): string =>
    files === 0 ? t('plan.none') : t('plan.share', { count: files, size: format.bytes(bytes) });
  const { requests, cost } = plan;
  const sum = requests.write + requests.read + requests.list;
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} className={classes['facts']} spacing="lg">
      <Fact name={t('plan.upload')}>{share(plan.upload)}</Fact>
      <Fact name={t('plan.download')}>{share(plan.download)}</Fact>
      <Fact name={t('plan.conflicts')}>{format.number(plan.conflicts)}</Fact>
      {plan.recycle.files > 0 && <Fact name={t('plan.recycle')}>{share(plan.recycle)}</Fact>}
      {plan.trash.files > 0 && <Fact name={t('plan.trash')}>{share(plan.trash)}</Fact>}
      {plan.identical > 0 && <Fact name={t('plan.identical')}>{format.number(plan.identical)}</Fact>}
      {plan.renamed > 0 && <Fact name={t('plan.renamed')}>{format.number(plan.renamed)}</Fact>}
      {plan.blocked > 0 && <Fact name={t('plan.blocked')}>{format.number(plan.blocked)}</Fact>}
      {plan.held > 0 && <Fact name={t('plan.held')}>{format.number(plan.held)}</Fact>}
      <Fact name={t('plan.requests')} note={t('plan.requestKinds', { ...requests })}>
        {format.number(sum)}
      </Fact>
      <Fact name={t('plan.cost')} note={cost === null ? t('plan.priceUnknown') : t('plan.priceNote')}>
        {cost === null
          ? t('plan.unknown')
          : t('plan.costs', { once: money(cost.once), monthly: money(cost.monthly) })}
      </Fact>
    </SimpleGrid>
  );

  /** Less than a cent is said as such: nobody reads $0.0000231. */
  function money(dollars: number): string {
    if (dollars === 0 || dollars >= 0.01) return format.money(dollars);
    return t('plan.below', { amount: format.money(0.01) });
  }
}

interface FactProps {
  readonly name: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Fact({ name, note, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Text fw={600} className="numbers">
          {children}
        </Text>
        {note !== undefined && (
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        )}
      </dd>
    </div>
  );
}
