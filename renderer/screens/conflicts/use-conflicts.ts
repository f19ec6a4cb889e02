import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { isOpen } from '../../shared/is-open.ts';

/** The conflicts of one pair, the newest first. Asked for anew when their number changes, and when the window is come back to. */
export function useConflicts({ id, conflicts, activity }: Pick<PairState, 'id' | 'conflicts' | 'activity'>) {
  const client = useClient();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['conflicts', id, conflicts],
    queryFn: ({ signal }) => client.conflicts.list({ pair: id }, { signal }),
    enabled: isOpen({ activity }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: 'always',
  });
  const reload = useCallback(() => queries.invalidateQueries({ queryKey: ['conflicts', id] }), [queries, id]);
  return { ...query, reload };
}

/** What tells a conflict from the others for as long as it lasts; its id changes with its versions. */
export function keyOfConflict({ atMs, path }: ConflictRow): string {
  return `${atMs} ${path}`;
}
