import { Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Activity as ActivityIcon, Search, SearchX } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, type RouteComponentProps } from 'wouter';
import { useAppState } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { NothingHere } from '../../shared/nothing-here.tsx';
import { PairFilter } from '../../shared/pair-filter.tsx';
import { ScreenTitle } from '../../shared/screen-title.tsx';
import { VirtualList } from '../../shared/virtual-list.tsx';
import { ActivityLine } from './activity-line.tsx';
import { rowKey } from './activity-pages.ts';
import { useActivity } from './use-activity.ts';

/** Typing rests this long before it is searched for (milliseconds). */
const TYPING_MS = 200;
/** Older rows are fetched when so many are left below. */
const AHEAD = 40;

/** The history: searchable, endless, and every row answers "why?". */
export function Activity({ params }: RouteComponentProps<{ pair?: string }>) {
  const { t } = useTranslation('activity');
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const { pairs } = useAppState();
  const { pair } = params;
  const { rows, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useActivity({
    pair,
    search,
  });
  const near = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last > rows.length - AHEAD) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, rows.length],
  );
  return (
    <>
      <ScreenTitle title={t('title')} lead={t('lead')} />
      <Group mb="md" gap="sm">
        <TextInput
          flex={1}
          miw={200}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<Search size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <PairFilter
          pair={pair}
          all={t('all')}
          onChange={(id) => navigate(id === undefined ? '/activity' : `/activity/${id}`)}
        />
      </Group>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {!isPending && rows.length === 0 && (
        <NothingHere
          icon={search === '' ? ActivityIcon : SearchX}
          title={search === '' ? t('none') : t('noMatch', { search })}
        />
      )}
      {rows.length > 0 && (
        <VirtualList
          label={t('list')}
          count={rows.length}
          rowHeight={58}
          keyOf={(index) => {
            const row = rows[index];
            return row === undefined ? `${index}` : rowKey(row);
          }}
          render={(index) => {
            const row = rows[index];
            return row === undefined ? undefined : (
              <ActivityLine row={row} withPair={pair === undefined && pairs.length > 1} />
            );
          }}
          onRange={near}
        />
      )}
      <Text size="sm" c="dimmed" role="status" mt="xs">
        {isFetchingNextPage ? t('more') : ''}
      </Text>
    </>
  );
}
