import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairState, TreeRow } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import { isOpen } from '../../shared/is-open.ts';
import { inOrder, withArriving, type Listing } from './arriving.ts';
import { shownRows } from './tree-rows.ts';
import { useArriving } from './use-arriving.ts';

/**
 * The folders of a pair, read as they are opened and when a sync brought others; asked for only while the pair is open. Those of
 * `openAtFirst` are open to begin with.
 */
export function useTree(state: PairState, openAtFirst: readonly string[]) {
  const { id: pair, activity } = state;
  const { i18n } = useTranslation();
  const collator = useMemo(() => new Intl.Collator(i18n.language, { numeric: true }), [i18n.language]);
  const client = useClient();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(openAtFirst));
  const enabled = isOpen({ activity });
  const off = useQuery({
    queryKey: ['tracking', pair, 'off'],
    queryFn: ({ signal }) => client.tracking.off({ pair }, { signal }),
    enabled,
  });
  const folders = ['', ...opened];
  const answers = useQueries({
    queries: folders.map((path) => ({
      queryKey: ['tracking', pair, 'tree', path],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        client.tracking.tree({ pair, path }, { signal }),
      enabled,
      staleTime: 30_000,
    })),
  });
  const reload = useCallback(
    () => queries.invalidateQueries({ queryKey: ['tracking', pair] }),
    [queries, pair],
  );
  const arriving = useArriving(state, reload);
  const known = new Map(folders.map((path, index) => [path, answers[index]]));
  const children = new Map<string, readonly TreeRow[]>();
  let total: Listing | undefined;
  for (const [path, answer] of known) {
    if (answer?.data === undefined) continue;
    const listing = withArriving(path, answer.data, arriving.rows);
    children.set(path, inOrder(listing.rows, collator));
    if (path === '') total = listing;
  }
  const byPath = new Map([...children.values()].flat().map((row) => [row.path, row]));
  const failed = answers.find(({ isError }) => isError);
  const setOpen = useCallback((path: string, open: boolean) => {
    setOpened((before) => {
      const after = new Set(before);
      if (open) after.add(path);
      else after.delete(path);
      return after;
    });
  }, []);
  return {
    rows: shownRows({ children, expanded: opened }),
    byPath,
    childrenOf: (folder: string) => children.get(folder),
    isLoading: (path: string) => known.get(path)?.isLoading ?? false,
    total,
    off: off.data,
    error: failed?.error ?? off.error,
    retry: useCallback(() => void reload(), [reload]),
    reload,
    isArriving: arriving.rows.length > 0,
    expect: arriving.expect,
    setOpen,
  };
}
