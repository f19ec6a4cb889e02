import { tomorrowMs } from '../../../sync-engine/contract/tomorrow.ts';

export type PauseLength = 'hour' | 'tomorrow' | 'always';
export const PAUSE_LENGTHS: readonly PauseLength[] = ['hour', 'tomorrow', 'always'];

const HOUR_MS = 60 * 60 * 1000;

/** When a pause of this length ends (milliseconds since the epoch); undefined for one that ends by hand. Days are of local time. */
export function pauseEnd(length: PauseLength, nowMs: number): number | undefined {
  if (length === 'always') return undefined;
  if (length === 'hour') return nowMs + HOUR_MS;
  return tomorrowMs(nowMs);
}
