import { fail, hasCode } from '../../core/error.ts';
import type { Clock } from '../../ports/clock.ts';

export interface GateOptions {
  readonly clock: Clock;
  /** Calls at once, never fewer; 1 by default. */
  readonly min?: number | undefined;
  /** Calls at once, never more; 32 by default. */
  readonly max?: number | undefined;
  /** Calls at once to begin with; half of `max` by default. */
  readonly start?: number | undefined;
}

/** Lets so many calls run at once as the server bears. */
export interface AdaptiveGate {
  /** Runs `work` when there is room, first come first served; rejects `aborted` when the signal fires while it waits. */
  run<T>(
    work: () => Promise<T>,
    options?: { readonly signal?: AbortSignal | undefined; readonly small?: boolean },
  ): Promise<T>;
  /** Calls that may run at once, now. */
  limit(): number;
}

/** Milliseconds between two cuts: the answers to one burst are one message. */
const CUT_PAUSE_MS = 1000;
/** Small calls slower than this (milliseconds, smoothed) and four times slower than the fastest mean that a queue has formed. */
const SLOW_MS = 1000;
const SLOW_FACTOR = 4;
/** Weight of the newest sample. */
const SMOOTHING = 0.1;

/**
 * Additive increase, multiplicative decrease, as TCP does it (RFC 5681): each success at the limit adds 1/limit, a
 * throttled call halves it, latency that grows into seconds takes a quarter. Latency below a second is left alone: a busy
 * server that still answers fast is used well, not overloaded.
 */
export function createAdaptiveGate(options: GateOptions): AdaptiveGate {
  const { clock } = options;
  const min = options.min ?? 1;
  const max = options.max ?? 32;
  let limit = options.start ?? Math.max(min, max / 2);
  let running = 0;
  let cutMs = Number.NEGATIVE_INFINITY;
  let fastestMs = Number.POSITIVE_INFINITY;
  let smoothedMs = 0;
  const waiting: (() => void)[] = [];

  function cut(factor: number): void {
    if (clock.monotonic() - cutMs < CUT_PAUSE_MS) return;
    cutMs = clock.monotonic();
    limit = Math.max(min, limit * factor);
  }

  function learnFromSuccess(tookMs: number, small: boolean, busy: boolean): void {
    if (small) {
      fastestMs = Math.min(fastestMs, tookMs);
      smoothedMs = smoothedMs === 0 ? tookMs : smoothedMs + SMOOTHING * (tookMs - smoothedMs);
      if (smoothedMs > Math.max(SLOW_MS, SLOW_FACTOR * fastestMs)) return cut(0.75);
    }
    // A limit that is not reached was not tested.
    if (busy) limit = Math.min(max, limit + 1 / limit);
    return undefined;
  }

  function leave(): void {
    running -= 1;
    while (waiting.length > 0 && running < Math.floor(limit)) {
      running += 1;
      waiting.shift()?.();
    }
  }

  async function enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) throw fail('aborted', 'cancelled');
    if (running < Math.floor(limit)) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const admitted = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(admitted), 1);
        reject(fail('aborted', 'cancelled'));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(admitted);
    });
  }

  return {
    limit: () => Math.floor(limit),
    async run(work, { signal, small = true } = {}) {
      await enter(signal);
      const startedMs = clock.monotonic();
      const busy = running >= Math.floor(limit);
      try {
        const result = await work();
        learnFromSuccess(clock.monotonic() - startedMs, small, busy);
        return result;
      } catch (caught) {
        if (hasCode(caught, 'throttled')) cut(0.5);
        throw caught;
      } finally {
        leave();
      }
    },
  };
}
