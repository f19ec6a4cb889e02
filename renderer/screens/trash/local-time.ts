import { assertNever } from '../../../sync-engine/contract/assert-never.ts';

/** An instant as `<input type="datetime-local" step="1">` has it: this computer's time. Empty when undefined. */
export function toLocalTime(ms: number | undefined): string {
  if (ms === undefined) return '';
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Milliseconds since the epoch; undefined for what is no time. */
export function fromLocalTime(text: string): number | undefined {
  const ms = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}

/** Times that people mean when something went wrong. */
export const QUICK_TIMES = ['fiveMinutes', 'hour', 'morning', 'yesterday'] as const;
export type QuickTime = (typeof QUICK_TIMES)[number];

const MINUTE_MS = 60_000;
/** When a working day begins, as far as `this morning` goes. */
const MORNING_HOUR = 6;

/** `yesterday` is the same time of the day before; `morning` is undefined before it has come. */
export function quickTime(which: QuickTime, nowMs: number): number | undefined {
  const date = new Date(nowMs);
  switch (which) {
    case 'fiveMinutes':
      return nowMs - 5 * MINUTE_MS;
    case 'hour':
      return nowMs - 60 * MINUTE_MS;
    case 'morning': {
      const morning = date.setHours(MORNING_HOUR, 0, 0, 0);
      return morning < nowMs ? morning : undefined;
    }
    case 'yesterday':
      return date.setDate(date.getDate() - 1);
    default:
      return assertNever(which);
  }
}
