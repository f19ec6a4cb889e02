import type { Clock } from '../../ports/clock.ts';

/** What content asks before it passes. */
export interface Pace {
  /** Resolves when `bytes` may pass; rejects `aborted` when the signal fires first. */
  take(bytes: number, signal?: AbortSignal): Promise<void>;
}

/** A limit in bytes per second that many transfers share. */
export interface Bandwidth extends Pace {
  /** From now on; undefined lifts the limit. */
  setLimit(bytesPerSecond: number | undefined): void;
}

/**
 * A token bucket that holds one second's worth. A body larger than that passes in one piece and leaves a debt, which the
 * next ones wait for: the average holds for any sizes, and nothing need be cut.
 */
export function createBandwidth(clock: Clock, bytesPerSecond?: number): Bandwidth {
  let limit = bytesPerSecond;
  let tokens = limit ?? 0;
  let filledMs = clock.monotonic();

  function refill(rate: number): void {
    const nowMs = clock.monotonic();
    tokens = Math.min(rate, tokens + ((nowMs - filledMs) / 1000) * rate);
    filledMs = nowMs;
  }

  return {
    async take(bytes, signal) {
      if (limit === undefined) return;
      refill(limit);
      // Taken before the wait, so that those who come later queue up behind this debt.
      tokens -= bytes;
      const waitMs = tokens < 0 ? (-tokens / limit) * 1000 : 0;
      if (waitMs > 0) await clock.sleep(waitMs, signal);
    },
    setLimit(next) {
      limit = next;
      tokens = next ?? 0;
      filledMs = clock.monotonic();
    },
  };
}

/** A limit that holds within a wider one, which others share too. */
export function within(own: Pace, wider: Pace | undefined): Pace {
  if (wider === undefined) return own;
  return {
    async take(bytes, signal) {
      await own.take(bytes, signal);
      await wider.take(bytes, signal);
    },
  };
}
