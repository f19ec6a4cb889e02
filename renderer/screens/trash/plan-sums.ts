import type { RestorePreview } from '../../../sync-engine/contract/api/index.ts';

/** Files that come back or are replaced. */
export function comingOf({ create, overwrite }: RestorePreview): number {
  return create + overwrite;
}

/** Files that a preview is about. */
export function filesOf(plan: RestorePreview): number {
  return comingOf(plan) + plan.identical + plan.remove + plan.leave;
}
