import { FolderTree } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import { NoPairs } from '../../shared/no-pairs.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { useChosenPair } from '../../shared/use-chosen-pair.ts';
import { FilesOfPair } from './files-of-pair.tsx';

/** Which folders of a pair are kept on this computer: of the pair in the address, or the one looked at last. */
export function Files({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation('files');
  const [, navigate] = useLocation();
  const pair = useChosenPair(params.pair);
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')}>
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/files/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? <NoPairs icon={FolderTree} /> : <FilesOfPair key={pair.id} pair={pair} />}
    </>
  );
}
