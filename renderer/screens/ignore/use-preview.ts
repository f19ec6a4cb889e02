import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from '../../api/hooks.ts';

/** After the last key (milliseconds): the whole folder is looked through for each answer. */
const REST_MS = 350;

/** The patterns that hold now, against which the answer counts what changes, and those that are tried. */
export interface Patterns {
  readonly kept: string;
  readonly text: string;
}

/** What patterns match in the folder now. An answer that is not wanted any more is cancelled; the one before stays meanwhile. */
export function usePreview(pair: string, { kept, text }: Patterns) {
  const client = useClient();
  const [asked] = useDebouncedValue(text, REST_MS);
  const query = useQuery({
    queryKey: ['ignore-preview', pair, kept, asked],
    queryFn: ({ signal }) => client.tracking.previewIgnore({ pair, text: asked }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 10_000,
  });
  return { ...query, current: asked === text && !query.isPlaceholderData };
}

export type PreviewQuery = ReturnType<typeof usePreview>;
