import type { DecisionCode } from '../core/decide.ts';

/**
 * Why something in the activity history was done: a decision's code (docs/sync-semantics.md), or what somebody asked for. Rows
 * that tell of a halt have an error's code instead.
 */
export type ActivityReason =
  | DecisionCode
  | 'turned-off' // its folder is not kept on this computer any more
  | 'restore'
  | 'purge'
  | 'conflict-mine'
  | 'conflict-theirs';
