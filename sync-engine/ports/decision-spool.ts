import type { PlainDecision } from '../core/plain.ts';

/**
 * Where the plain decisions of one plan wait outside of memory, for there may be a million of them. Synchronous like the index.
 *
 * Every implementation guarantees:
 * - One decision for each id: a later one takes the place of the one before.
 * - Pages come in byte order of `id` (UTF-8), see what was put and dropped before the call, and hold decisions equal to those put.
 * - Nothing of it outlives `close`, or the process. It may be written where anybody with the user's rights reads, never beyond.
 */
export interface DecisionSpool {
  put(decisions: readonly PlainDecision[]): void;
  drop(id: string): void;
  has(id: string): boolean;
  /** At most `limit` decisions whose id is above `afterId` (all from the start when undefined). */
  page(afterId: string | undefined, limit: number): readonly PlainDecision[];
  close(): void;
}
