/** The first wait, milliseconds; it doubles with every crash in a row. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** What ran this long (milliseconds) was well: the next crash counts as the first. */
const WELL_AFTER_MS = 60_000;

/** How long to wait before a process starts anew, milliseconds, after `crashes` in a row (from 1). */
export function restartDelayMs(crashes: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (crashes - 1));
}

/** The crashes in a row of a process that is started anew after each. */
export class Crashes {
  private inRow = 0;
  private startedMs = 0;

  started(): void {
    this.startedMs = Date.now();
  }

  /** It ended by itself. How long to wait before it starts anew, milliseconds. */
  ended(): number {
    this.inRow = Date.now() - this.startedMs >= WELL_AFTER_MS ? 1 : this.inRow + 1;
    return restartDelayMs(this.inRow);
  }
}
