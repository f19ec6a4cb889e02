import type { IndexChange, IndexStore } from '../ports/index-store.ts';
import { forgetDeleted } from './deleted-lately.ts';
import { JOINS_ANEW } from './joining.ts';
import { ROOT_IDENTITY, ROOT_RECORD_ID } from './root.ts';

/** Set when the user has answered: a running session takes it up with a whole look, which clears it. */
export const ANSWERED = 'held-answered';

const ANSWER: IndexChange = { kind: 'setting', name: ANSWERED, value: '1' };

/**
 * Lets the held deletions run at the next cycle; returns their number. What was deleted on their side before counts no longer. For
 * a folder that was replaced, this adopts the one in its place; what is missing from it is guarded like any other deletion.
 */
export function approveHeld(index: IndexStore): number {
  const waiting = index.held().filter((record) => record.state === 'held');
  const deletions = waiting.filter((record) => record.id !== ROOT_RECORD_ID);
  index.apply(
    [
      ANSWER,
      forgetDeleted(index, new Set(deletions.map((record) => record.direction))),
      ...waiting.map((record): IndexChange => ({ kind: 'held', record: { ...record, state: 'approved' } })),
    ],
    { durable: true },
  );
  return waiting.length;
}

/**
 * Brings back what was deleted; returns the number of deletions given up. What is forgotten here is a file that one side still
 * has and the other never had, so the next cycle copies it back. A folder that was replaced is adopted too, whatever marker it
 * carries, and starts over by union.
 */
export function rejectHeld(index: IndexStore): number {
  const waiting = index.held().filter((record) => record.state === 'held');
  const changes = waiting.flatMap((record): readonly IndexChange[] => {
    if (record.id !== ROOT_RECORD_ID)
      return [
        { kind: 'held-gone', id: record.id },
        { kind: 'forget', id: record.id },
      ];
    return [
      { kind: 'held', record: { ...record, state: 'approved' } },
      { kind: 'forget-all' },
      { kind: 'setting', name: ROOT_IDENTITY, value: undefined },
    ];
  });
  index.apply([ANSWER, JOINS_ANEW, ...changes], { durable: true });
  return waiting.length;
}
