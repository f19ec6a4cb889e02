import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AccountDraft, PairState } from '../../../sync-engine/contract/api/index.ts';
import { serverIdentity } from '../../../sync-engine/contract/endpoint.ts';
import { useApi, useAppState, useClient } from '../../api/hooks.ts';
import type { Areas, DraftAction } from './draft.ts';
import type { Step } from './steps.ts';
import { serverOf, usedAreas, usedBy, type UsedArea } from './used-areas.ts';

export interface OpenRequest {
  readonly input: AccountDraft;
  /** Buckets that are named already: when both are there and free, the wizard goes on to the test. */
  readonly areas?: Areas | undefined;
}

/** Signs in. A wrong key is told here; keys that may not list buckets are let through, for a name can be typed. */
export function useOpenAccount(dispatch: (action: DraftAction) => void) {
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  const { pairs } = useAppState();
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
      const server = serverAt(input, pairs);
      const step: Step = known && isFree(areas, usedAreas(pairs, server)) ? 'test' : 'bucket';
      const { kind } = input.credentials;
      const through = kind === 'pair' ? ('pair' as const) : ('fields' as const);
      return { account: { ...account, newKeys: kind === 'keys', through, server }, step };
    },
    onSuccess: (opened) => dispatch({ type: 'opened', ...opened }),
  });
}

function serverAt({ endpoint, credentials }: AccountDraft, pairs: readonly PairState[]): string {
  const lender = credentials.kind === 'pair' ? pairs.find(({ id }) => id === credentials.pair) : undefined;
  return lender === undefined ? serverIdentity({ endpoint, credentials }) : serverOf(lender);
}

function isFree(areas: Areas | undefined, used: readonly UsedArea[]): boolean {
  if (areas === undefined) return true;
  const recycle = { bucket: areas.recycle, prefix: areas.recyclePrefix };
  return [areas, recycle].every((area) => usedBy(area, used) === undefined);
}
