import { useQuery } from '@tanstack/react-query';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { ErrorNotice } from '../../shared/error-notice.tsx';
import { isOpen } from '../../shared/is-open.ts';
import { Loading } from '../../shared/loading.tsx';
import { RuleEditor } from './rule-editor.tsx';

/** Reads a pair's rules, once: what is typed is not taken away by a later reading. */
export function RulesOfPair({ pair }: { readonly pair: PairState }) {
  const api = useApi();
  const rules = useQuery({
    ...api.tracking.ignore.queryOptions({ input: { pair: pair.id } }),
    enabled: isOpen(pair),
    gcTime: 0,
  });
  if (rules.data !== undefined) {
    return <RuleEditor pair={pair} saved={rules.data.text} defaults={rules.data.defaults} />;
  }
  if (pair.activity === 'stopped') return <ErrorNotice error={pair.halted} />;
  if (rules.error !== null) return <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />;
  return <Loading />;
}
