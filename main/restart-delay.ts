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
  private readonly now: () => number;
  private inRow = 0;
  private startedMs = 0;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** It begins to run, or to load. */
  started(): void {
    this.startedMs = this.now();
  }

  /** It ended by itself. How long to wait before it starts anew, milliseconds. */
  ended(): number {
    this.inRow = this.now() - this.startedMs >= WELL_AFTER_MS ? 1 : this.inRow + 1;
    return restartDelayMs(this.inRow);
  }
}
