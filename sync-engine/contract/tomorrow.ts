/** When "until tomorrow" ends, in local time: the day begins when people do, not at midnight. */
const MORNING_HOUR = 8;

/** Eight in the morning of the day after `nowMs`, local time, as milliseconds since the epoch. */
export function tomorrowMs(nowMs: number): number {
  const day = new Date(nowMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING_HOUR).getTime();
}
