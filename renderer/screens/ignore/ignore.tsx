import { ListX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import { useAppState } from '../../api/hooks.ts';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { RulesOfPair } from './rules-of-pair.tsx';

/** What a pair leaves alone: of the pair in the address, or of the first. */
export function Ignore({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation(['ignore', 'common']);
  const [, navigate] = useLocation();
  const { pairs } = useAppState();
  const pair = pairs.find(({ id }) => id === params.pair) ?? pairs.at(0);
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')}>
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/ignore/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? (
        <NothingHere icon={ListX} title={t('common:noPairs.title')}>
          {t('common:noPairs.body')}
        </NothingHere>
      ) : (
        <RulesOfPair key={pair.id} pair={pair} />
      )}
    </>
  );
}
