/** How long a try may wait. */
export interface BackoffBounds {
  /** Upper bound of the first wait, milliseconds. */
  readonly baseMs: number;
  /** Upper bound of every wait, milliseconds. */
  readonly capMs: number;
}

/**
 * Longest `Retry-After` that is obeyed, milliseconds: one hour. The header is foreign input, and a broken one must not
 * put a file to sleep for years.
 */
export const RETRY_AFTER_MAX_MS = 60 * 60 * 1000;

/**
 * Milliseconds to wait after the failed try number `attempt` (counted from 1): evenly spread over
 * [0, min(cap, base × 2^(attempt − 1))), so that clients which failed together do not come back together.
 * `random01` is a float in [0, 1).
 *
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (the variant named full jitter).
 */
export function backoffDelayMs(attempt: number, random01: number, bounds: BackoffBounds): number {
  const doublings = Math.max(0, attempt - 1);
  // 2 ** doublings is Infinity in the end; the cap takes care of it.
  return random01 * Math.min(bounds.capMs, bounds.baseMs * 2 ** doublings);
}

/**
 * The wait once the server has named one: its time in full, and the jitter on top, because everybody it turned away was
 * told the same. Without a (sensible) word from the server it is `delayMs`.
 */
export function afterRetryAfter(delayMs: number, retryAfterMs: number | undefined): number {
  if (retryAfterMs === undefined || !(retryAfterMs > 0)) return delayMs;
  return Math.min(retryAfterMs, RETRY_AFTER_MAX_MS) + delayMs;
}
