import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import type { Need } from '../../../sync-engine/contract/needs.ts';
import { isPaused } from '../../../sync-engine/contract/situation.ts';
import { useApi } from '../../api/hooks.ts';
import { actionOf } from './need-actions.ts';
import type { PairDialogName } from './pair-dialog.tsx';

export interface NeedActions {
  /** Does what a need asks for. */
  readonly act: (need: Need) => void;
  /** Looks again, whatever else it asks for; goes on, where the pair rests. */
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
  const opener = useRef<Element>(null);
  const syncNow = useMutation(api.pairs.syncNow.mutationOptions());
  const resume = useMutation(api.pairs.resume.mutationOptions());
  const look = (pair: PairState): void => {
    if (isPaused(pair)) resume.mutate({ pairs: [pair.id] });
    else syncNow.mutate({ pair: pair.id });
  };
  return {
    act: (need) => {
      const action = actionOf(need);
      if (action.kind === 'open') navigate(action.to);
      else if (action.kind === 'retry' || action.kind === 'resume') look(action.pair);
      else {
        opener.current = document.activeElement;
        setDialog({ name: action.kind, pair: action.pair });
      }
    },
    retry: ({ pair }) => look(pair),
    dialog,
    closeDialog() {
      setDialog(undefined);
      if (opener.current instanceof HTMLElement) opener.current.focus();
    },
    error: syncNow.error ?? resume.error,
  };
}
