export type PauseLength = 'hour' | 'tomorrow' | 'always';
export const PAUSE_LENGTHS: readonly PauseLength[] = ['hour', 'tomorrow', 'always'];

const HOUR_MS = 60 * 60 * 1000;
/** When "until tomorrow" ends: before people begin to work. */
const MORNING_HOUR = 8;

/** When a pause of this length ends (milliseconds since the epoch); undefined for one that ends by hand. Days are of local time. */
export function pauseEnd(length: PauseLength, nowMs: number): number | undefined {
  if (length === 'always') return undefined;
  if (length === 'hour') return nowMs + HOUR_MS;
  const morning = new Date(nowMs);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING_HOUR, 0, 0, 0);
  return morning.getTime();
}
