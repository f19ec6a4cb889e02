import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { FolderInfo } from '../../sync-engine/contract/api/index.ts';
import { useApi } from '../api/hooks.ts';

/** Rest of the fingers before a typed folder is looked at (milliseconds). */
const SETTLE_MS = 300;

export interface FolderLook {
  readonly info: FolderInfo | undefined;
  readonly error: unknown;
  readonly busy: boolean;
}

/** What a folder of this computer is; `pair`: the one whose folder it is to become, after it was moved. */
export function useFolder(path: string, pair?: string): FolderLook {
  const api = useApi();
  const [settled] = useDebouncedValue(path, SETTLE_MS);
  const query = useQuery({
    ...api.setup.folder.queryOptions({ input: { path, ...(pair === undefined ? {} : { pair }) } }),
    enabled: path !== '' && settled === path,
    // It may be made, filled or taken away at any time.
    staleTime: 0,
  });
  return {
    info: query.data,
    error: query.error ?? undefined,
    busy: path !== '' && (settled !== path || query.isFetching),
  };
}
