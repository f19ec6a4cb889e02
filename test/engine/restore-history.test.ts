import { expect, it } from 'vitest';
import { createMemoryIndex } from '../../sync-engine/adapters/memory/memory-index.ts';
import { createMemoryLog } from '../../sync-engine/adapters/memory/memory-log.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { createRestoreHistory, keptReport } from '../../sync-engine/engine/restore-history.ts';
import type { RestoreChange, RestoreRecord } from '../../sync-engine/ports/restore-record.ts';

const NOTHING = { restored: 0, identical: 0, removed: 0, bytes: 0, failures: [] };
const RUN: RestoreRecord = { id: 'r', what: 'restore', startedMs: 1, state: 'running', report: NOTHING };
const UNDO: RestoreRecord = { ...RUN, id: 'u', what: 'undo', undoes: 'r' };

function created(path: string): RestoreChange {
  return { kind: 'created', path, size: 3, etag: 'e' };
}

function maybe(path: string): RestoreChange {
  return { ...created(path), maybe: true };
}

function open(index = createMemoryIndex()) {
  return { index, history: createRestoreHistory({ index, log: createMemoryLog() }) };
}

it('keeps what a killed restore was about to change for its undo, and does not count it', () => {
  const { index, history } = open();
  history.put(RUN);
  for (const path of ['a', 'b']) history.attempts(RUN, maybe(path));
  history.changed(RUN, created('a'));
  const next = open(index).history;
  expect(next.all()).toEqual([RUN]);
  expect(next.changes('r')).toEqual([created('a'), maybe('b')]);
  expect(next.reportOf('r')).toEqual({ ...NOTHING, restored: 1, bytes: 3 });
});

it('forgets what was tried and refused once a restore is over', () => {
  const { history } = open();
  history.put(RUN);
  for (const path of ['a', 'b']) history.attempts(RUN, maybe(path));
  history.changed(RUN, maybe('b'));
  history.put({ ...RUN, state: 'ended' });
  expect(history.changes('r')).toEqual([maybe('b')]);
});

it('leaves of a restore what its undo did not take back, and nothing when it took back all', () => {
  const { history } = open();
  history.put(RUN);
  for (const path of ['a', 'b', 'c']) history.changed(RUN, created(path));
  history.put({ ...RUN, state: 'ended' });
  history.put(UNDO);
  history.attempts(UNDO, { kind: 'removed', path: 'b', key: 'k', maybe: true });
  history.changed(UNDO, { kind: 'removed', path: 'a', key: 'k' });
  const failures = [{ path: 'b', error: { code: 'network', message: 'gone' } }] as const;
  history.put({ ...UNDO, state: 'ended', report: { ...NOTHING, removed: 1, failures } });
  expect(history.changes('r').map(({ path }) => path)).toEqual(['b', 'c']);
  // `c` was as before already: nothing was to be done about it.
  history.put({ ...UNDO, id: 'again' });
  history.put({ ...UNDO, id: 'again', state: 'ended' });
  expect(history.canUndo('r')).toBe(false);
  expect(history.canUndo('u')).toBe(true);
});

it('takes what an undo is about to take back for uncertain, and for as sure as before when it was refused', () => {
  const { index, history } = open();
  history.put(RUN);
  for (const path of ['a', 'b', 'c']) history.changed(RUN, created(path));
  history.put({ ...RUN, state: 'ended' });
  history.put(UNDO);
  for (const path of ['a', 'b', 'c']) history.attempts(UNDO, maybe(path), created(path));
  history.changed(UNDO, created('a'));
  history.changed(UNDO, maybe('b'));
  expect(open(index).history.changes('r')).toEqual([maybe('b'), maybe('c')]);
  history.put({ ...UNDO, state: 'stopped' });
  expect(history.changes('r')).toEqual([maybe('b'), created('c')]);
  expect(history.changes('u')).toEqual([created('a'), maybe('b')]);
});

it('ends no restore for an index that takes nothing', () => {
  const { index } = open();
  const full = () => {
    throw fail('disk-full', 'no room');
  };
  const { history } = open({ ...index, apply: full });
  history.put(RUN);
  history.changed(RUN, created('a'));
  expect(history.canUndo('r')).toBe(false);
});

it('keeps the first thousand failures of a report, and the number of the others', () => {
  const error = { code: 'network', message: 'gone' } as const;
  const failures = Array.from({ length: 1_002 }, (_, n) => ({ path: `${n}`, error }));
  const kept = keptReport({ ...NOTHING, failures });
  expect(kept).toEqual({ ...NOTHING, failures: failures.slice(0, 1_000), moreFailed: 2 });
  expect(keptReport({ ...NOTHING, failures: kept.failures })).toEqual({
    ...NOTHING,
    failures: kept.failures,
  });
});
