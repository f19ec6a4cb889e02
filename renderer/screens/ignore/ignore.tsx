import { ListX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import { NoPairs } from '../../shared/no-pairs.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { useChosenPair } from '../../shared/use-chosen-pair.ts';
import { RulesOfPair } from './rules-of-pair.tsx';

/** What a pair leaves alone: of the pair in the address, or the one looked at last. */
export function Ignore({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation('ignore');
  const [, navigate] = useLocation();
  const pair = useChosenPair(params.pair);
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')}>
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/ignore/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? <NoPairs icon={ListX} /> : <RulesOfPair key={pair.id} pair={pair} />}
    </>
  );
}
