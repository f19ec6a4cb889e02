/** The first wait, milliseconds; it doubles with every crash in a row. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** An engine that ran this long (milliseconds) was well: the next crash counts as the first. */
export const WELL_AFTER_MS = 60_000;

/** How long to wait before the engine starts anew, milliseconds, after `crashes` in a row (from 1). */
export function restartDelayMs(crashes: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (crashes - 1));
}
