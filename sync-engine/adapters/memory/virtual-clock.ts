import { fail } from '../../core/error.ts';
import type { Clock } from '../../ports/clock.ts';

/** Time that stands still until whoever runs the simulation moves it. */
export interface VirtualClock extends Clock {
  /** Timers that wait. */
  pending(): number;
  /** When the next timer is due, milliseconds since the epoch; undefined when none waits. */
  nextAt(): number | undefined;
  /** Moves time to the next timer and fires that one only; false when none waits. */
  advanceToNext(): boolean;
  /** Moves time on by `ms`, firing what falls due in order of time, then of registration. */
  advance(ms: number): void;
}

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** `startMs` is milliseconds since the epoch. */
export function createVirtualClock(startMs: number): VirtualClock {
  let now = startMs;
  /** Sorted by time; equal times in order of registration. */
  const timers: Timer[] = [];

  function register(timer: Timer): void {
    const after = timers.findIndex((other) => other.at > timer.at);
    timers.splice(after === -1 ? timers.length : after, 0, timer);
  }

  function drop(timer: Timer): void {
    const at = timers.indexOf(timer);
    if (at !== -1) timers.splice(at, 1);
  }

  function advanceToNext(): boolean {
    const timer = timers.shift();
    if (timer === undefined) return false;
    now = Math.max(now, timer.at);
    timer.fire();
    return true;
  }

  return {
    now: () => now,
    monotonic: () => now - startMs,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        const aborted = (): void => {
          drop(timer);
          reject(fail('aborted', 'cancelled while waiting'));
        };
        const timer: Timer = {
          at: now + Math.max(0, ms),
          fire: () => {
            signal?.removeEventListener('abort', aborted);
            resolve();
          },
        };
        if (signal?.aborted === true) {
          aborted();
          return;
        }
        signal?.addEventListener('abort', aborted, { once: true });
        register(timer);
      });
    },
    pending: () => timers.length,
    nextAt: () => timers[0]?.at,
    advanceToNext,
    advance(ms) {
      const end = now + ms;
      while ((timers[0]?.at ?? Infinity) <= end) advanceToNext();
      now = end;
    },
  };
}
