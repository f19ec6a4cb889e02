import { afterRetryAfter, backoffDelayMs, type BackoffBounds } from '../../core/backoff.ts';
import { retryClass, SyncFailure, toSyncError } from '../../core/error.ts';
import type { Clock, Random } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Tries in all; 5 by default. */
  readonly attempts?: number | undefined;
  readonly bounds?: BackoffBounds | undefined;
  readonly log?: Log | undefined;
}

/** Runs `work` until it succeeds, fails for good, or has been tried often enough. */
export type Retry = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** Waits up to 0.3, 0.6, 1.2, 2.4 s: what lasts longer is left to the engine, which retries a path on its own schedule. */
const BOUNDS: BackoffBounds = { baseMs: 300, capMs: 20_000 };

export function createRetry(options: RetryOptions): Retry {
  const { clock, random, attempts = 5, bounds = BOUNDS, log } = options;
  return async (work, signal) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (caught) {
        if (attempt >= attempts || !isTransient(caught)) throw caught;
        const { code, retryAfterMs } = toSyncError(caught);
        const waitMs = afterRetryAfter(backoffDelayMs(attempt, random.float(), bounds), retryAfterMs);
        log?.debug({ code, attempt, waitMs: Math.round(waitMs) }, 'trying again');
        await clock.sleep(waitMs, signal);
      }
    }
  };
}

export function isTransient(caught: unknown): boolean {
  return caught instanceof SyncFailure && retryClass(caught.error.code) === 'transient';
}
