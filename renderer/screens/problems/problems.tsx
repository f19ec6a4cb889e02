import { Button, Stack } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, Play, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useAppState } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { HomeLink } from '../../shared/home-link.tsx';
import { Loading } from '../../shared/loading.tsx';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { useNotify } from '../../shared/use-notify.ts';
import { usePause } from '../../shared/use-pause.ts';
import { VirtualList } from '../../shared/virtual-list.tsx';
import { ProblemLine } from './problem-line.tsx';

/** Files that cannot be kept in step: of the pair in the address, or of the first that has some. */
export function Problems({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation('problems');
  const [, navigate] = useLocation();
  const { pairs } = useAppState();
  const pair =
    pairs.find(({ id }) => id === params.pair) ??
    pairs.find(({ blocked, failed }) => blocked + failed > 0) ??
    pairs.at(0);
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')}>
        <PairFilter pair={pair?.id} onChange={(id) => id !== undefined && navigate(`/problems/${id}`)} />
      </ScreenTitle>
      {pair === undefined ? <Settled /> : <ProblemsOfPair key={pair.id} pair={pair} />}
    </>
  );
}

function ProblemsOfPair({ pair }: { readonly pair: PairState }) {
  const { t } = useTranslation('problems');
  const api = useApi();
  const { queryKey, ...options } = api.pairs.problems.queryOptions({ input: { pair: pair.id } });
  const { data, error, refetch } = useQuery({
    ...options,
    // Asked for anew after every sync, and when their number changes.
    queryKey: [...queryKey, pair.blocked, pair.failed, pair.lastSyncMs],
    placeholderData: keepPreviousData,
  });
  const { failed: onError } = useNotify();
  const syncNow = useMutation(api.pairs.syncNow.mutationOptions({ onError }));
  const { resume } = usePause([pair]);
  const paused = pair.activity === 'paused';
  const Icon = paused ? Play : RefreshCw;
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  if (data.length === 0) return <Settled />;
  return (
    <Stack align="stretch">
      <Button
        variant="default"
        leftSection={<Icon size={16} aria-hidden />}
        onClick={() => (paused ? resume() : syncNow.mutate({ pair: pair.id }))}
        style={{ alignSelf: 'flex-start' }}
      >
        {t(paused ? 'resume' : 'retry')}
      </Button>
      <VirtualList
        label={t('list')}
        count={data.length}
        rowHeight={112}
        keyOf={(index) => data[index]?.path ?? `${index}`}
        render={(index) => {
          const problem = data[index];
          return problem === undefined ? undefined : <ProblemLine problem={problem} pair={pair} />;
        }}
      />
    </Stack>
  );
}

function Settled() {
  const { t } = useTranslation('problems');
  return (
    <NothingHere icon={CircleCheck} title={t('none')}>
      <HomeLink />
    </NothingHere>
  );
}
