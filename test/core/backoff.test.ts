import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterRetryAfter, backoffDelayMs, RETRY_AFTER_MAX_MS } from '../../sync-engine/core/backoff.ts';

const BOUNDS = { baseMs: 100, capMs: 20_000 };
const JUST_BELOW_ONE = 1 - Number.EPSILON / 2;

describe('backoff', () => {
  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [8, 12_800],
    [9, 20_000],
    [5_000, 20_000],
  ])('after try %i spreads the wait from zero up to %i ms', (attempt, longest) => {
    expect(backoffDelayMs(attempt, 0, BOUNDS)).toBe(0);
    expect(backoffDelayMs(attempt, 0.5, BOUNDS)).toBe(longest / 2);
    expect(backoffDelayMs(attempt, JUST_BELOW_ONE, BOUNDS)).toBeCloseTo(longest, 6);
  });

  it('is finite and within the cap for any try', () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), unit, (attempt, random01) => {
        const delay = backoffDelayMs(attempt, random01, BOUNDS);
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(BOUNDS.capMs);
      }),
    );
  });

  it("waits the server's time in full and keeps the jitter on top", () => {
    expect(afterRetryAfter(70, 5_000)).toBe(5_070);
  });

  it.each([undefined, 0, -1, Number.NaN])(
    'waits only the backoff when the server said %s',
    (retryAfterMs) => {
      expect(afterRetryAfter(70, retryAfterMs)).toBe(70);
    },
  );

  it('obeys the server for an hour at most', () => {
    expect(afterRetryAfter(70, 1e15)).toBe(RETRY_AFTER_MAX_MS + 70);
    expect(afterRetryAfter(0, Number.POSITIVE_INFINITY)).toBe(RETRY_AFTER_MAX_MS);
  });
});
