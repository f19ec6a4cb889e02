import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import type { Need } from '../../../sync-engine/contract/needs.ts';
import { useApi } from '../../api/hooks.ts';
import { actionOf } from './need-actions.ts';
import type { PairDialogName } from './pair-dialog.tsx';

export interface NeedActions {
  /** Does what a need asks for. */
  readonly act: (need: Need) => void;
  /** Looks again, whatever else it asks for. */
  readonly retry: (need: Need) => void;
  /** The dialog that is open now, and the pair that it is about. */
  readonly dialog: { readonly name: PairDialogName; readonly pair: PairState } | undefined;
  readonly closeDialog: () => void;
  /** Why the last of them failed; null while all is well. */
  readonly error: unknown;
}

/** Carries out the one action of a need: opens its screen or its dialog, or tries again. */
export function useNeedActions(): NeedActions {
  const api = useApi();
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<NeedActions['dialog']>();
  const { mutate, error } = useMutation(api.pairs.syncNow.mutationOptions());
  return {
    act: (need) => {
      const action = actionOf(need);
      if (action.kind === 'open') navigate(action.to);
      else if (action.kind === 'retry') mutate({ pair: action.pair.id });
      else setDialog({ name: action.kind, pair: action.pair });
    },
    retry: ({ pair }) => mutate({ pair: pair.id }),
    dialog,
    closeDialog: () => setDialog(undefined),
    error,
  };
}
