import type { ActivityRow } from '../../../sync-engine/contract/api/index.ts';

/** What a row is called: its path, and for a rename both: `old → new`. */
export function nameOf({ action, path, target }: Pick<ActivityRow, 'action' | 'path' | 'target'>): string {
  return action === 'renamed' && target !== undefined ? `${path} → ${target}` : path;
}
