import type { PairState } from '../../sync-engine/contract/api/index.ts';

/** Whether the engine has a pair open, so that it can be asked about its files. */
export function isOpen({ activity }: Pick<PairState, 'activity'>): boolean {
  return activity !== 'starting' && activity !== 'stopped';
}
