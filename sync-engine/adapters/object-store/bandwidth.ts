import type { Clock } from '../../ports/clock.ts';
import type { SentListener } from '../../ports/object-store.ts';

/** What content asks before it passes. */
export interface Pace {
  /**
   * Resolves when `bytes` may pass; rejects `aborted` when the signal fires first. `onPassed` hears, while it waits, how many of them
   * the limit has let pass.
   */
  take(bytes: number, signal?: AbortSignal, onPassed?: SentListener): Promise<void>;
}

/** A limit in bytes per second that many transfers share. */
export interface Bandwidth extends Pace {
  /** From now on; undefined lifts the limit. */
  setLimit(bytesPerSecond: number | undefined): void;
}

/** Who waits is told this often how far it is (milliseconds). */
const TELL_MS = 250;

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
    async take(bytes, signal, onPassed) {
      if (limit === undefined) return;
      refill(limit);
      // Taken before the wait, so that those who come later queue up behind this debt.
      tokens -= bytes;
      const rate = limit;
      let leftMs = (-tokens / rate) * 1000;
      while (leftMs > 0) {
        const stepMs = onPassed === undefined ? leftMs : Math.min(leftMs, TELL_MS);
        await clock.sleep(stepMs, signal);
        leftMs -= stepMs;
        // Debts of those who came before are waited for first.
        onPassed?.(Math.max(0, Math.floor(bytes - (leftMs / 1000) * rate)));
      }
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
    async take(bytes, signal, onPassed) {
      await own.take(bytes, signal, onPassed);
      await wider.take(bytes, signal, onPassed);
    },
  };
}
