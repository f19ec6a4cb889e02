import { useQuery } from '@tanstack/react-query';
import type { ConflictRow, FileContent, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';

/** What can be shown of both versions; a side is undefined while it is read, and where there is no file. */
export interface Contents {
  readonly mine: FileContent | undefined;
  readonly theirs: FileContent | undefined;
  readonly isLoading: boolean;
  /** What was caught, with the way to try again; undefined when nothing was. */
  readonly failure: { readonly error: unknown; readonly again: () => void } | undefined;
  /** Each version is shown with what is known of it: they are pictures, or will be by their name. */
  readonly asPictures: boolean;
}

const PICTURE_NAME = /\.(?:png|jpe?g|gif|webp)$/i;

export function useContents(pair: PairState, row: ConflictRow): Contents {
  const mine = useContent(pair, row, 'mine');
  const theirs = useContent(pair, row, 'theirs');
  const failed = [mine, theirs].find(({ isError }) => isError);
  const isLoading = mine.isLoading || theirs.isLoading;
  const kinds = [mine.data?.kind, theirs.data?.kind];
  return {
    mine: mine.data,
    theirs: theirs.data,
    isLoading,
    failure: failed && { error: failed.error, again: () => void failed.refetch() },
    // Room is kept for a picture that is read: buttons below it must not move under the mouse.
    asPictures: isLoading
      ? PICTURE_NAME.test(row.path)
      : kinds.includes('picture') && !kinds.includes('text') && failed === undefined,
  };
}

/** The row's id changes with its versions, so an answer holds for as long as the row does. */
function useContent(pair: PairState, row: ConflictRow, side: 'mine' | 'theirs') {
  const api = useApi();
  return useQuery({
    ...api.conflicts.content.queryOptions({ input: { pair: pair.id, id: row.id, side } }),
    enabled: row[side] !== undefined,
    staleTime: Infinity,
    // Pictures are large.
    gcTime: 0,
  });
}
