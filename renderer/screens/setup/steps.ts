import { assertNever } from '../../../sync-engine/contract/assert-never.ts';
import type { Draft, DraftAction } from './draft.ts';

export const STEPS = ['provider', 'keys', 'bucket', 'test', 'folder', 'plan'] as const;
export type Step = (typeof STEPS)[number];

/** The store of the trial needs no keys, has its buckets, and is not tested. */
const TRIAL_STEPS = ['provider', 'folder', 'plan'] as const satisfies readonly Step[];

/** The steps of a way, in order. */
export function stepsOf({ opened }: Pick<Draft, 'opened'>): readonly Step[] {
  return opened?.through === 'trial' ? TRIAL_STEPS : STEPS;
}

/** Whether one step comes before another. */
export function isBefore(one: Step, other: Step): boolean {
  return STEPS.indexOf(one) < STEPS.indexOf(other);
}

/** Whether a step may be gone to without doing the one before it again. Another pair's account has no fields to go back to. */
export function mayShow(draft: Pick<Draft, 'opened' | 'reached'>, step: Step): boolean {
  if (step === 'keys' && draft.opened?.through === 'pair') return false;
  return stepsOf(draft).includes(step) && !isBefore(draft.reached, step);
}

/** The steps a person has behind them at the one they are at, in order, without it. */
export function stepsBehind(draft: Pick<Draft, 'opened' | 'reached' | 'step'>): readonly Step[] {
  return stepsOf(draft).filter((step) => isBefore(step, draft.step) && mayShow(draft, step));
}

/** How far the wizard was gone by what still holds: what is changed at a step has to be gone on from there again. */
export function reachedAfter(before: Draft, action: DraftAction, after: Omit<Draft, 'reached'>): Step {
  switch (action.type) {
    case 'start-over':
      return action.draft.reached;
    case 'by-connection':
    case 'keys':
    case 'connection':
    case 'opened':
    case 'trial':
      return after.step;
    case 'provider':
      return after.opened === undefined ? after.step : before.reached;
    case 'account':
    case 'passphrase':
      return earlier(before.reached, 'keys');
    case 'bucket':
    case 'areas':
      return earlier(before.reached, 'bucket');
    case 'tested':
      return action.rows === undefined ? earlier(before.reached, 'test') : before.reached;
    case 'folder':
      return earlier(before.reached, 'folder');
    case 'place':
      return action.change.name === undefined ? before.reached : earlier(before.reached, 'folder');
    case 'go':
      return isBefore(before.reached, action.step) ? action.step : before.reached;
    case 'sign-in-begun':
      return before.reached;
    default:
      return assertNever(action);
  }
}

function earlier(one: Step, other: Step): Step {
  return isBefore(one, other) ? one : other;
}
