import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  ConflictChoice,
  ConflictRow,
  ErrorInfo,
  PairState,
} from '../../../sync-engine/contract/api/index.ts';
import { useClient } from '../../api/hooks.ts';

interface Order {
  readonly choice: ConflictChoice;
  readonly rows: readonly ConflictRow[];
}

/** What came of settling conflicts. */
export interface Resolution {
  readonly choice: ConflictChoice;
  readonly resolved: number;
  /** They had been settled before, here or elsewhere: nothing is left to do. */
  readonly before: number;
  readonly failures: readonly { readonly path: string; readonly error: ErrorInfo }[];
  /** The one that was to be settled, where it was one. */
  readonly path: string | undefined;
}

/** After another conflict took the place of the one that was settled: the second click of a hasty hand is not meant for it. */
const REST_MS = 600;

/** Settles conflicts as they were shown, and then reads the list anew. */
export function useResolve({ id: pair }: Pick<PairState, 'id'>, reload: () => Promise<unknown>) {
  const client = useClient();
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [rests, setRests] = useState(false);
  useEffect(() => {
    if (!rests) return undefined;
    const timer = setTimeout(() => setRests(false), REST_MS);
    return () => clearTimeout(timer);
  }, [rests]);
  const mutation = useMutation({
    async mutationFn({ choice, rows }: Order): Promise<Resolution> {
      const answer = await client.conflicts.resolve({ pair, ids: rows.map(({ id }) => id), choice });
      const failures = answer.failures.filter(({ error }) => error.code !== 'not-found');
      const before = answer.failures.length - failures.length;
      const path = rows.length === 1 ? rows[0]?.path : undefined;
      return { choice, resolved: answer.resolved, before, failures, path };
    },
    onSuccess({ failures }, { rows }) {
      if (failures.length === 0) setSettled((ids) => new Set([...ids, ...rows.map(({ id }) => id)]));
    },
    async onSettled() {
      await reload();
      setRests(true);
    },
  });
  const { isPending, error, data: result } = mutation;
  const resolve = (choice: ConflictChoice, rows: readonly ConflictRow[]): void =>
    mutation.mutate({ choice, rows });
  return { resolve, isBusy: isPending || rests, settled, error, result };
}
