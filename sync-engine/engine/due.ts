import type { ProblemRecord } from '../ports/index-store.ts';

/** A failed path is tried again at least this often, in milliseconds. */
export const RETRY_CAP_MS = 60 * 60 * 1000;

/**
 * Milliseconds until a failed path is due; 0 when it is. Nothing is put off for longer than the cap: a time beyond it was written
 * while the clock ran ahead, and is due at once.
 */
export function dueInMs({ retryAtMs }: ProblemRecord, nowMs: number): number {
  const waitMs = Math.max(0, retryAtMs - nowMs);
  return waitMs > RETRY_CAP_MS ? 0 : waitMs;
}
