import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/hooks.ts';

/** How far back a pair goes. */
export interface Began {
  /** Still being asked. */
  readonly asking: boolean;
  /** The earliest that any file of it is known of, milliseconds since the epoch; undefined while that is not known. */
  readonly sinceMs: number | undefined;
}

/** While the trash is still being listed, it is not known: asked again after this time (milliseconds). */
const ASK_AGAIN_MS = 1_000;

/** Asked anew each time it is opened: what is listed of the trash changes. */
export function useBegan(pair: string): Began {
  const api = useApi();
  const { data, isLoading } = useQuery({
    ...api.trash.began.queryOptions({ input: { pair } }),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data?.sinceMs === undefined ? ASK_AGAIN_MS : false),
  });
  return { asking: isLoading, sinceMs: data?.sinceMs };
}
