import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { HeldGroup, HeldRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';

/** Rows asked for at a time: as many as the contract gives. */
const PAGE_ROWS = 1_000;

export interface HeldList {
  readonly groups: readonly HeldGroup[];
  readonly rows: readonly HeldRow[];
  readonly total: number;
  readonly bytes: number;
  /** Names what is held, for its answer. */
  readonly seen: string;
}

/** What one pair holds back. Asked for anew when their number changes. */
export function useHeld({ id, held }: Pick<PairState, 'id' | 'held'>) {
  const client = useClient();
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: ['held', id, held],
    queryFn: ({ pageParam: offset, signal }) =>
      client.pairs.held({ pair: id, offset, limit: PAGE_ROWS }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const offset = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return offset < total ? offset : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const list = useMemo((): HeldList | undefined => {
    const [first] = data?.pages ?? [];
    if (first === undefined) return undefined;
    const { groups, total, bytes, seen } = first;
    return { groups, total, bytes, seen, rows: data?.pages.flatMap(({ rows }) => rows) ?? [] };
  }, [data]);
  const reload = useCallback(() => queries.invalidateQueries({ queryKey: ['held', id] }), [queries, id]);
  return { ...query, list, reload };
}
