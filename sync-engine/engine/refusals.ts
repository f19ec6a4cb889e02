import type { DecisionCode } from '../core/decide.ts';
import type { SyncError, SyncErrorCode } from '../core/error.ts';

/**
 * Failures that mostly concern one kind of work, and leave the others possible: keys that may read but not write, a full disk. A
 * network that is gone fails every kind, and is found out by each in turn.
 */
const OF_A_KIND: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'access-denied',
  'disk-full',
  'network',
  'timeout',
]);

/** Failed this often in a row, a kind of work is given up until the next cycle; fewer may be about single objects or large files. */
const MOST_IN_A_ROW = 10;

/** Finds out which kinds of work are refused altogether, so that they are not tried for every file there is. */
export class Refusals {
  private readonly inARow = new Map<DecisionCode, number>();
  private readonly givenUp = new Set<DecisionCode>();
  private first: SyncError | undefined;

  /** The first refusal of a kind of work that was given up. */
  get verdict(): SyncError | undefined {
    return this.first;
  }

  expectedOf(code: DecisionCode): boolean {
    return this.givenUp.has(code);
  }

  succeeded(code: DecisionCode): void {
    this.inARow.delete(code);
  }

  failed(code: DecisionCode, error: SyncError): void {
    if (!OF_A_KIND.has(error.code)) return;
    const count = (this.inARow.get(code) ?? 0) + 1;
    this.inARow.set(code, count);
    if (count < MOST_IN_A_ROW) return;
    this.givenUp.add(code);
    this.first ??= error;
  }
}
