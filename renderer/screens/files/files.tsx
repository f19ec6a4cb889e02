import { FolderTree } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import { useAppState } from '../../api/hooks.ts';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { FilesOfPair } from './files-of-pair.tsx';

/** Which folders of a pair are kept on this computer: of the pair in the address, or of the first. */
export function Files({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation(['files', 'common']);
  const [, navigate] = useLocation();
  const { pairs } = useAppState();
  const pair = pairs.find(({ id }) => id === params.pair) ?? pairs.at(0);
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')}>
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/files/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? (
        <NothingHere icon={FolderTree} title={t('common:noPairs.title')}>
          {t('common:noPairs.body')}
        </NothingHere>
      ) : (
        <FilesOfPair key={pair.id} pair={pair} />
      )}
    </>
  );
}
