import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryIndex } from '../../sync-engine/adapters/memory/memory-index.ts';
import { createMemoryLog } from '../../sync-engine/adapters/memory/memory-log.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { createRestoreHistory } from '../../sync-engine/engine/restore-history.ts';
import { RestoreRuns } from '../../sync-engine/service/areas/trash/restore-runs.ts';
import { eventually } from '../tools/eventually.ts';

const DAY_MS = 24 * 3_600_000;
const REPORT = { restored: 1, identical: 0, removed: 0, bytes: 1, failures: [] };

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** Pairs `a` and `b`, each with an index in memory. */
function open() {
  const indexes = { a: createMemoryIndex(), b: createMemoryIndex() };
  const historyOf = (index: typeof indexes.a) => createRestoreHistory({ index, log: createMemoryLog() });
  const histories = new Map(Object.entries(indexes).map(([pair, index]) => [pair, historyOf(index)]));
  const service = () =>
    new RestoreRuns({ pairs: () => [...histories.keys()], of: (pair) => histories.get(pair) });
  const runs = service();
  /** A restore of one file. */
  const restore = async (pair: string, on = runs): Promise<string> => {
    const run = on.start({
      pair,
      what: 'restore',
      bug: undefined,
      work(watch) {
        watch.onChange?.({ kind: 'created', path: 'f', size: 1, etag: 'e' });
        return Promise.resolve({ report: REPORT });
      },
    });
    while (run.running) await turn();
    return run.id;
  };
  const idsOf = (pair: string, on = runs) => on.of(pair).map(({ id }) => id);
  return { indexes, histories, service, runs, restore, idsOf };
}

it('a pair whose index cannot be read leaves the others alone, and is read once that is possible', async () => {
  const { histories, service, restore, idsOf } = open();
  const [a, b] = [await restore('a'), await restore('b')];
  const history = histories.get('a');
  if (history === undefined) throw new Error('pair a has no history');
  const all = vi.spyOn(history, 'all').mockImplementation(() => {
    throw fail('index-io', 'the disk is gone');
  });
  const next = service();
  expect(idsOf('b', next)).toEqual([b]);
  expect(next.toUndo(b).changes).toHaveLength(1);
  expect(idsOf('a', next)).toEqual([]);
  const meanwhile = await restore('a', next);
  all.mockRestore();
  expect(idsOf('a', next)).toEqual([meanwhile, a]);
  expect(next.toUndo(a).changes).toHaveLength(1);
});

it('after a week a restore is neither listed nor undone, however long the service runs', async () => {
  const { indexes, runs, restore, idsOf } = open();
  const old = await restore('a');
  vi.setSystemTime(Date.now() + 6 * DAY_MS);
  const young = await restore('a');
  expect(idsOf('a')).toEqual([young, old]);
  expect(runs.toUndo(old).changes).toHaveLength(1);
  vi.setSystemTime(Date.now() + 2 * DAY_MS);
  expect(idsOf('a')).toEqual([young]);
  expect(() => runs.toUndo(old)).toThrow('no such restore');
  const newest = await restore('a');
  expect(indexes.a.restores().map(({ id }) => id)).toEqual([young, newest]);
});

it('restores that changed very much push earlier ones out, and the newest is kept whatever it changed', async () => {
  const { histories, runs, restore, idsOf } = open();
  const history = histories.get('a');
  if (history === undefined) throw new Error('pair a has no history');
  const sizes = new Map<string, number>();
  let newest = 0;
  vi.spyOn(history, 'size').mockImplementation((id) => sizes.get(id) ?? newest);
  const swept = vi.spyOn(history, 'sweep');
  const next = async (changes: number): Promise<string> => {
    newest = changes;
    const id = await restore('a');
    sizes.set(id, changes);
    return id;
  };
  const first = await next(400_000);
  const second = await next(500_000);
  const third = await next(100_000);
  expect(idsOf('a')).toEqual([third, second, first]);
  const fourth = await next(1);
  expect(idsOf('a')).toEqual([fourth, third, second]);
  const fifth = await next(2_000_000);
  expect(idsOf('a')).toEqual([fifth]);
  expect(() => runs.get(fourth)).toThrow('no such restore');
  await eventually(() => expect(swept).toHaveBeenCalled());
});
