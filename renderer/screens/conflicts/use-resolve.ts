import { useMutation } from '@tanstack/react-query';
import type { ConflictChoice, ConflictRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';

interface Order {
  readonly choice: ConflictChoice;
  readonly rows: readonly ConflictRow[];
}

/** Settles conflicts as they were shown, and then reads the list anew. */
export function useResolve({ id: pair }: Pick<PairState, 'id'>, reload: () => Promise<unknown>) {
  const client = useClient();
  const mutation = useMutation({
    async mutationFn({ choice, rows }: Order) {
      const answer = await client.conflicts.resolve({ pair, ids: rows.map(({ id }) => id), choice });
      return { ...answer, choice };
    },
    onSettled: reload,
  });
  const { isPending, error, data: result } = mutation;
  const resolve = (choice: ConflictChoice, rows: readonly ConflictRow[]): void =>
    mutation.mutate({ choice, rows });
  return { resolve, isPending, error, result };
}
