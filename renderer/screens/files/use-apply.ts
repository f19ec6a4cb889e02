import { useMutation } from '@tanstack/react-query';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';
import type { Amount, OffFolders } from './selection.ts';
import type { Arriving } from './use-arriving.ts';

export interface ApplyOrder {
  readonly off: OffFolders;
  /** Moves what is in step in folders turned off now to the local trash. */
  readonly free: boolean;
  readonly turnedOn: readonly TurnedOn[];
  readonly arriving: Arriving;
}

/** A folder that is kept here from now on, and what of it. */
export interface TurnedOn extends Amount {
  readonly path: string;
}

/** What came of it, with what was asked for. */
export interface ApplyResult {
  readonly freed: boolean;
  readonly freedFiles: number;
  readonly freedBytes: number;
  readonly keptFiles: number;
  readonly turnedOn: readonly TurnedOn[];
}

/** Turns folders off and on; the tree is read anew before it counts as done. */
export function useApply({ id: pair }: Pick<PairState, 'id'>, after: (order: ApplyOrder) => Promise<void>) {
  const client = useClient();
  return useMutation({
    async mutationFn({ off, free, turnedOn }: ApplyOrder): Promise<ApplyResult> {
      const done = await client.tracking.setOff({ pair, off: [...off], free });
      return { ...done, freed: free, turnedOn };
    },
    onSuccess: (_result, order) => after(order),
  });
}
