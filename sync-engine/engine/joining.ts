import type { IndexChange } from '../ports/index-store.ts';
import type { PairParts } from './pair.ts';

const SETTING = 'joined';

/** A whole sync left nothing undone: what the other devices had is here. */
export const HAS_JOINED: IndexChange = { kind: 'setting', name: SETTING, value: '1' };

/** For whatever forgets rows, so that both sides are united anew. */
export const JOINS_ANEW: IndexChange = { kind: 'setting', name: SETTING, value: undefined };

/**
 * True until a first sync has got through: the patterns of the other devices may not have come down yet. A baseline without rows tells
 * that too, but for a pair that is in step and empty.
 */
export function isJoining({ index, settings }: Pick<PairParts, 'index' | 'settings'>): boolean {
  // Where nothing comes down, the folder alone says what is ignored.
  if (settings.mode === 'upload-only' || index.setting(SETTING) !== undefined) return false;
  return index.setting('last-sync') === undefined || index.baselinePage(undefined, 1).length === 0;
}
