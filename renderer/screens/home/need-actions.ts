import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import type { Need, NeedKind } from '../../../sync-engine/contract/needs.ts';

/** What to do about a need. */
export type NeedAction =
  | { readonly kind: 'open'; readonly to: string }
  | { readonly kind: 'check' | 'locate' | 'unlock'; readonly pair: PairState }
  | { readonly kind: 'retry'; readonly pair: PairState };

const ACTIONS: Readonly<Record<NeedKind, (pair: PairState) => NeedAction>> = {
  held: ({ id }) => ({ kind: 'open', to: `/held/${id}` }),
  replaced: ({ id }) => ({ kind: 'open', to: `/held/${id}` }),
  conflicts: ({ id }) => ({ kind: 'open', to: `/conflicts/${id}` }),
  problems: ({ id }) => ({ kind: 'open', to: `/problems/${id}` }),
  signIn: () => ({ kind: 'open', to: '/settings' }),
  locked: (pair) => ({ kind: 'unlock', pair }),
  permission: (pair) => ({ kind: 'check', pair }),
  bucket: (pair) => ({ kind: 'check', pair }),
  folder: (pair) => ({ kind: 'retry', pair }),
  moved: (pair) => ({ kind: 'locate', pair }),
  halted: (pair) => ({ kind: 'retry', pair }),
  offline: (pair) => ({ kind: 'retry', pair }),
};

/** The one thing to do about a need. */
export function actionOf({ kind, pair }: Need): NeedAction {
  return ACTIONS[kind](pair);
}
