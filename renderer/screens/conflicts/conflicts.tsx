import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import { useAppState } from '../../api/hooks.ts';
import { HomeLink } from '../../shared/home-link.tsx';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { ConflictsOfPair } from './conflicts-of-pair.tsx';

/** Files that changed on both sides: of the pair in the address, or of the first that has some. */
export function Conflicts({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation('conflicts');
  const [, navigate] = useLocation();
  const { pairs } = useAppState();
  const pair =
    pairs.find(({ id }) => id === params.pair) ?? pairs.find(({ conflicts }) => conflicts > 0) ?? pairs.at(0);
  return (
    <>
      <ScreenTitle
        title={t('title')}
        lead={t(pair === undefined || pair.conflicts === 0 ? 'leadNone' : 'lead')}
      >
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/conflicts/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? (
        <NothingHere icon={CircleCheck} title={t('none')}>
          {t('noneBody')}
          <HomeLink />
        </NothingHere>
      ) : (
        <ConflictsOfPair key={pair.id} pair={pair} />
      )}
    </>
  );
}
