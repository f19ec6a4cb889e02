import { Alert, Box } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useAppState } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { HomeLink } from '../../shared/home-link.tsx';
import { Loading } from '../../shared/loading.tsx';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { FolderQuestion } from './folder-question.tsx';
import { HeldDeletions } from './held-deletions.tsx';
import { asksAboutFolder } from './held-words.ts';
import { useHeld } from './use-held.ts';

/** Deletions that wait for an answer: of the pair in the address, or of the first that has some. */
export function Held({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation('held');
  const [, navigate] = useLocation();
  const { pairs } = useAppState();
  const pair =
    pairs.find(({ id }) => id === params.pair) ?? pairs.find(({ held }) => held > 0) ?? pairs.at(0);
  return (
    <>
      <ScreenTitle title={t('title')} lead={pair === undefined ? undefined : pair.name}>
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/held/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? (
        <NothingHere icon={CircleCheck} title={t('none')}>
          {t('noneBody')}
          <HomeLink />
        </NothingHere>
      ) : (
        <HeldOfPair key={pair.id} pair={pair} />
      )}
    </>
  );
}

function HeldOfPair({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('held');
  const [answered, setAnswered] = useState('');
  const { list, error, refetch, reload, hasNextPage, isFetchingNextPage, fetchNextPage } = useHeld(pair);
  const onAnswered = (text: string): void => {
    setAnswered(text);
    void reload();
  };
  const onRefused = (): void => void reload();
  const [first] = list?.rows ?? [];
  return (
    <>
      <Box role="status">
        {answered !== '' && (
          <Alert color="green" icon={<CircleCheck aria-hidden />} mb="md">
            {answered}
          </Alert>
        )}
      </Box>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {list === undefined && error === null && <Loading />}
      {list?.total === 0 && (
        <NothingHere icon={CircleCheck} title={t('none')}>
          {t('noneBody')}
          <HomeLink />
        </NothingHere>
      )}
      {list !== undefined && list.total > 0 && asksAboutFolder(first, pair) && (
        <FolderQuestion pair={pair} seen={list.seen} onAnswered={onAnswered} onRefused={onRefused} />
      )}
      {list !== undefined && list.total > 0 && !asksAboutFolder(first, pair) && (
        <HeldDeletions
          pair={pair}
          list={list}
          onAnswered={onAnswered}
          onRefused={onRefused}
          onEnd={() => {
            if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
          }}
        />
      )}
    </>
  );
}
