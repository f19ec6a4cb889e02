import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConflictRow, FileContent, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { Loading } from '../../shared/loading.tsx';
import { SideContent } from './side-content.tsx';
import { TextDiff } from './text-diff.tsx';

export interface CompareProps {
  readonly pair: PairState;
  readonly row: ConflictRow;
}

/** How the two versions differ, as far as that can be shown. */
export function Compare({ pair, row }: CompareProps) {
  const { t } = useTranslation('conflicts');
  const mine = useContent(pair, row, 'mine');
  const theirs = useContent(pair, row, 'theirs');
  const failed = [mine, theirs].find(({ isError }) => isError);
  if (failed !== undefined) {
    return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (mine.isLoading || theirs.isLoading) return <Loading text={t('reading')} />;
  const [left, right] = [mine.data, theirs.data];
  if (left?.kind === 'text' && right?.kind === 'text') return <TextDiff mine={left} theirs={right} />;
  if (!canShow(left) && !canShow(right)) {
    return (
      <Text size="sm" c="dimmed">
        {t('cannotShow')}
      </Text>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <SideContent side="mine" content={left} />
      <SideContent side="theirs" content={right} />
    </SimpleGrid>
  );
}

function canShow(content: FileContent | undefined): boolean {
  return content !== undefined && content.kind !== 'other';
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
