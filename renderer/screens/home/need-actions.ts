import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import type { Need, NeedKind } from '../../../sync-engine/contract/needs.ts';
import { isPaused } from '../../../sync-engine/contract/situation.ts';

/** What to do about a need. */
export type NeedAction =
  | { readonly kind: 'open'; readonly to: string }
  | { readonly kind: 'check' | 'locate' | 'unlock' | 'signIn'; readonly pair: PairState }
  | { readonly kind: 'retry' | 'resume'; readonly pair: PairState };

const ACTIONS: Readonly<Record<NeedKind, (pair: PairState) => NeedAction>> = {
  held: ({ id }) => ({ kind: 'open', to: `/held/${id}` }),
  replaced: ({ id }) => ({ kind: 'open', to: `/held/${id}` }),
  conflicts: ({ id }) => ({ kind: 'open', to: `/conflicts/${id}` }),
  problems: ({ id }) => ({ kind: 'open', to: `/problems/${id}` }),
  signIn: (pair) => ({ kind: isStoreAway(pair) ? 'retry' : 'signIn', pair }),
  locked: (pair) => ({ kind: 'unlock', pair }),
  permission: (pair) => ({ kind: 'check', pair }),
  bucket: (pair) => ({ kind: 'check', pair }),
  folder: (pair) => ({ kind: 'retry', pair }),
  moved: (pair) => ({ kind: 'locate', pair }),
  halted: (pair) => ({ kind: 'retry', pair }),
  offline: (pair) => ({ kind: 'retry', pair }),
};

/** What keeps the keys cannot be used: new keys would have no place either. */
function isStoreAway({ halted }: PairState): boolean {
  return halted?.code === 'secret-store-unavailable' || halted?.code === 'secret-file-damaged';
}

/** The one thing to do about a need. A pair that rests looks at nothing: it goes on first. */
export function actionOf({ kind, pair }: Need): NeedAction {
  const action = ACTIONS[kind](pair);
  return action.kind === 'retry' && isPaused(pair) ? { kind: 'resume', pair } : action;
}
