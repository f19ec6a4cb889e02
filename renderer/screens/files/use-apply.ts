import { useMutation } from '@tanstack/react-query';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import type { OffFolders } from './selection.ts';

export interface ApplyOrder {
  readonly off: OffFolders;
  /** Moves what is in step in folders turned off now to the local trash. */
  readonly free: boolean;
}

/** What came of it, with what was asked for. */
export interface ApplyResult {
  readonly freed: boolean;
  readonly freedFiles: number;
  readonly freedBytes: number;
  readonly keptFiles: number;
}

/** Turns folders off and on; the tree is read anew before it counts as done. */
export function useApply({ id: pair }: Pick<PairState, 'id'>, after: () => Promise<void>) {
  const client = useClient();
  return useMutation({
    async mutationFn({ off, free }: ApplyOrder): Promise<ApplyResult> {
      return { ...(await client.tracking.setOff({ pair, off: [...off], free })), freed: free };
    },
    onSuccess: after,
  });
}
