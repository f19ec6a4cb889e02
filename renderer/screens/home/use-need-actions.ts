import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { useApi } from '../../api/hooks.ts';
import { actionOf, type Need } from './needs.ts';

export interface NeedActions {
  /** Does what a need asks for. */
  readonly act: (need: Need) => void;
  /** The pair to be checked in a dialog now. */
  readonly checking: PairState | undefined;
  readonly endCheck: () => void;
  /** Why the last of them failed; null while all is well. */
  readonly error: unknown;
}

/** Carries out the one action of a need: opens its screen, checks the pair, or tries again. */
export function useNeedActions(): NeedActions {
  const api = useApi();
  const [, navigate] = useLocation();
  const [checking, setChecking] = useState<PairState>();
  const { mutate, error } = useMutation(api.pairs.syncNow.mutationOptions());
  return {
    act: (need) => {
      const action = actionOf(need);
      if (action.kind === 'open') navigate(action.to);
      else if (action.kind === 'check') setChecking(action.pair);
      else mutate({ pair: action.pair.id });
    },
    checking,
    endCheck: () => setChecking(undefined),
    error,
  };
}
