import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AccountDraft } from '../../../sync-engine/contract/api/index.ts';
import { useApi, useClient } from '../../api/hooks.ts';
import type { Areas, DraftAction, Step } from './draft.ts';

export interface OpenRequest {
  readonly input: AccountDraft;
  /** Buckets that are named already: when both are there, the wizard goes on to the test. */
  readonly areas?: Areas | undefined;
}

/** Signs in. A wrong key is told here; keys that may not list buckets are let through, for a name can be typed. */
export function useOpenAccount(dispatch: (action: DraftAction) => void) {
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    async mutationFn({ input, areas }: OpenRequest) {
      const account = await client.setup.open(input);
      const names = areas === undefined ? [] : [areas.bucket, areas.recycle];
      const infos = await Promise.all(
        names.map((name) =>
          queries
            .fetchQuery(api.setup.bucket.queryOptions({ input: { account: account.ref, name } }))
            // Keys that may not look at it: the test will tell.
            .catch(() => undefined),
        ),
      );
      const known = names.length > 0 && infos.every((info) => info?.exists !== false);
      const step: Step = known ? 'test' : 'bucket';
      const { kind } = input.credentials;
      const through = kind === 'pair' ? ('pair' as const) : ('fields' as const);
      return { account: { ...account, newKeys: kind === 'keys', through }, step };
    },
    onSuccess: (opened) => dispatch({ type: 'opened', ...opened }),
  });
}
