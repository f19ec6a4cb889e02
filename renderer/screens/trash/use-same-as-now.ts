import { useQuery } from '@tanstack/react-query';
import type { TrashRow } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';

/** Versions that are compared with the file as it is now: each comparison asks the provider. */
const MOST = 8;

export interface SameAsNow {
  /** Keys of versions with the very content that the file has now. */
  readonly same: ReadonlySet<string>;
  /** Undefined while unknown. */
  readonly exists: boolean | undefined;
}

const UNKNOWN: SameAsNow = { same: new Set(), exists: undefined };

/** Compares the newest versions of one file with what is there now, by what a restore of each would do. */
export function useSameAsNow(pair: string, versions: readonly TrashRow[]): SameAsNow {
  const client = useClient();
  const keys = versions.slice(0, MOST).map(({ key }) => key);
  const { data } = useQuery({
    queryKey: ['trash', 'same as now', pair, keys],
    enabled: keys.length > 0,
    staleTime: 0,
    gcTime: 0,
    async queryFn({ signal }): Promise<SameAsNow> {
      const same = new Set<string>();
      let exists: boolean | undefined;
      for (const key of keys) {
        const selection = { kind: 'keys' as const, keys: [key] };
        const plan = await client.trash.preview({ pair, selection }, { signal });
        if (plan.identical > 0) same.add(key);
        exists = plan.create === 0;
        // With nothing there, the others would say the same.
        if (!exists) break;
      }
      return { same, exists };
    },
  });
  return data ?? UNKNOWN;
}
