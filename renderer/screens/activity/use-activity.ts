import { keepPreviousData, useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useClient, useLive, useLiveStore } from '../../api/hooks.ts';
import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';
import { nextBeforeMs, PAGE_ROWS, rowsOf, withNewest, type ActivityPage } from './activity-pages.ts';

export interface ActivityFilter {
  /** All pairs when left out. */
  readonly pair?: string | undefined;
  readonly search?: string;
}

/** New rows are fetched together with what else happens within this time (milliseconds). */
const GATHER_MS = 400;
/** Between two times while more keeps coming: nobody reads faster (milliseconds). */
const REST_MS = 1_000;

type Pages = InfiniteData<ActivityPage, number | undefined>;

/** What happened, newest first: older rows by the page, newer ones as they come. */
export function useActivity({ pair, search = '' }: ActivityFilter) {
  const client = useClient();
  const queries = useQueryClient();
  const queryKey = useMemo(() => ['activity', pair ?? '', search] as const, [pair, search]);
  const input = useMemo(
    () => ({
      limit: PAGE_ROWS,
      ...(pair === undefined ? {} : { pair }),
      ...(search === '' ? {} : { search }),
    }),
    [pair, search],
  );
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }): Promise<ActivityPage> =>
      client.activity({ ...input, ...(pageParam === undefined ? {} : { beforeMs: pageParam }) }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: nextBeforeMs,
    placeholderData: keepPreviousData,
    // What was kept of an earlier visit misses what happened since.
    staleTime: 0,
    gcTime: 0,
  });

  const live = useLiveStore();
  const { isSuccess } = query;
  useEffect(() => {
    if (!isSuccess) return undefined;
    const ending = new AbortController();
    let seen: ActivityRow | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = async (): Promise<void> => {
      seen = live.get().recent.at(0);
      const page = await client.activity(input, { signal: ending.signal });
      queries.setQueryData<Pages>(queryKey, (known) => {
        if (known === undefined) return known;
        const pages = withNewest(known.pages, page);
        return { pages: [...pages], pageParams: known.pageParams.slice(0, pages.length) };
      });
    };
    // Not begun anew by what happens meanwhile: during a long sync that would put it off to the end.
    const gather = (delayMs: number): void => {
      if (timer !== undefined || live.get().recent.at(0) === seen) return;
      timer = setTimeout(() => {
        // A failure shows in the query itself, at the next page or visit.
        void take()
          .catch(() => undefined)
          .finally(() => {
            timer = undefined;
            if (!ending.signal.aborted) gather(REST_MS);
          });
      }, delayMs);
    };
    const leave = live.subscribe(() => gather(GATHER_MS));
    gather(GATHER_MS);
    return () => {
      leave();
      clearTimeout(timer);
      ending.abort();
    };
  }, [live, isSuccess, client, input, queries, queryKey]);

  const pages = query.data?.pages;
  // What is known of a pair goes with it. As one text, for the live state is told anew all the time.
  const ids = useLive(({ app }) => app?.pairs.map(({ id }) => id).join(' ') ?? '');
  const rows = useMemo(() => {
    const there = new Set(ids.split(' '));
    return rowsOf(pages ?? []).filter((row) => there.has(row.pair));
  }, [pages, ids]);
  return { ...query, rows };
}
