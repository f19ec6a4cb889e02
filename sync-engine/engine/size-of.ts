import { placesLocally } from '../core/decide.ts';
import type { Decision } from '../core/decision.ts';

/** Bytes of the version that a decision is about, whether they travel or not. */
export function sizeOf({ code, local, remote }: Decision): number {
  if (local?.kind === 'file' && !placesLocally(code)) return local.stamp.size;
  return remote?.kind === 'file' ? remote.size : 0;
}
