import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { RestoreRun as RestoreRunState } from '../../sync-engine/contract/api/index.ts';
import { fail, type RestoreEntry, type RestoreWatch } from '../../sync-engine/index.ts';
import { RestoreRun, type RestoreRunOptions } from '../../sync-engine/service/areas/trash/restore-run.ts';
import { NEVER } from '../../sync-engine/service/never.ts';

const REPORT = { restored: 1, identical: 0, removed: 0, bytes: 1, failures: [] };
const RECORD: RestoreEntry = { id: 'r', what: 'restore', startedMs: 0, state: 'running', report: REPORT };

function begin(work: RestoreRunOptions['work'], bug?: (caught: unknown) => void): RestoreRun {
  return new RestoreRun({ pair: 'p', record: RECORD, work, bug });
}

/** Works until it is stopped. */
async function untilStopped({ signal, onProgress }: RestoreWatch & { readonly signal: AbortSignal }) {
  onProgress?.(1, 2);
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await turn();
  return { report: REPORT, broke: { caught: fail('aborted', 'cancelled') } };
}

async function all(events: AsyncIterable<RestoreRunState>): Promise<readonly RestoreRunState[]> {
  const told: RestoreRunState[] = [];
  for await (const state of events) told.push(state);
  return told;
}

it('tells progress four times a second at most, and the report in the end', async () => {
  const told: { readonly done: number; readonly atMs: number }[] = [];
  const run = begin(async ({ onProgress }) => {
    for (let done = 1; told.length < 3; done++) {
      onProgress?.(done, 1_000_000);
      await turn();
    }
    return { report: REPORT };
  });
  let last: RestoreRunState | undefined;
  for await (const state of run.follow(NEVER)) {
    last = state;
    if (state.state === 'running') told.push({ done: state.done, atMs: performance.now() });
  }
  expect(told).toHaveLength(3);
  for (const [index, { done, atMs }] of told.entries()) {
    const before = told[index - 1];
    if (before === undefined) continue;
    expect(done).toBeGreaterThan(before.done);
    // Timers may be early by a fraction of a millisecond.
    expect(atMs - before.atMs).toBeGreaterThan(248);
  }
  expect(last).toMatchObject({ state: 'ended', report: REPORT });
});

it('goes on when nobody follows any more, and tells whoever comes late where it is', async () => {
  const run = begin(untilStopped);
  for await (const state of run.follow(NEVER)) {
    expect(state).toMatchObject({ state: 'running', done: 1, total: 2 });
    break;
  }
  const leaving = new AbortController();
  const left = all(run.follow(leaving.signal));
  leaving.abort();
  expect(await left).toHaveLength(1);
  expect(run.running).toBe(true);
  const late = all(run.follow(NEVER));
  await run.stop();
  expect((await late).map(({ state }) => state)).toEqual(['running', 'stopped']);
});

it('has stopped, with what it did by then, when the stop is answered', async () => {
  const run = begin(untilStopped);
  await run.stop();
  expect(run.now()).toMatchObject({ state: 'stopped', report: REPORT });
  expect(await all(run.follow(NEVER))).toEqual([run.now()]);
});

it('says that it was interrupted where nobody asked for its end, and is not asked twice', async () => {
  const run = begin(untilStopped);
  const first = run.stop('interrupted');
  await Promise.all([first, run.stop()]);
  expect(run.now()).toMatchObject({ state: 'interrupted', report: REPORT });
});

it('tells what it failed of, and a bug to whoever hears of bugs', async () => {
  const bugs: unknown[] = [];
  const told = async (caught: unknown): Promise<RestoreRunState | undefined> => {
    const run = begin(
      () => Promise.resolve({ report: REPORT, broke: { caught } }),
      (bug) => bugs.push(bug),
    );
    return (await all(run.follow(NEVER))).at(-1);
  };
  expect(await told(fail('network', 'no way'))).toMatchObject({
    state: 'failed',
    error: { code: 'network' },
  });
  expect(bugs).toEqual([]);
  const bug = new TypeError('x is not a function');
  expect(await told(bug)).toMatchObject({ state: 'failed', report: REPORT, error: { code: 'internal' } });
  expect(bugs).toEqual([bug]);
});

it('tells of all failures in number, and names the first thousand', async () => {
  const error = { code: 'network', message: 'gone' } as const;
  const failures = Array.from({ length: 1_002 }, (_, n) => ({ path: `${n}`, error }));
  const told = await all(begin(() => Promise.resolve({ report: { ...REPORT, failures } })).follow(NEVER));
  const last = told.at(-1);
  expect(last).toMatchObject({ state: 'ended', report: { restored: 1, failed: 1_002 } });
  expect(last?.state === 'ended' ? last.report.failures : []).toHaveLength(1_000);
});
