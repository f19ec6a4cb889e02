import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { RestoreEvent } from '../../sync-engine/contract/api/index.ts';
import { fail } from '../../sync-engine/index.ts';
import { restoreEvents } from '../../sync-engine/service/areas/trash/restore-events.ts';

const REPORT = { restored: 1, identical: 0, removed: 0, bytes: 1, failures: [] };

it('tells progress four times a second at most, and the report in the end', async () => {
  const started = performance.now();
  const events: RestoreEvent[] = [];
  const work = restoreEvents(async ({ onProgress }) => {
    let done = 0;
    while (performance.now() - started < 600) {
      onProgress?.(++done, 1_000_000);
      await turn();
    }
    return REPORT;
  }, undefined);
  for await (const event of work) events.push(event);
  const told = events.flatMap((event) => (event.type === 'progress' ? event.done : []));
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(told.length).toBeLessThanOrEqual(1 + (performance.now() - started) / 250);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(events.at(-1)).toEqual({ type: 'report', report: REPORT });
});

it('cancels the restore when nobody listens any more, and waits until it has stopped', async () => {
  let stopped = false;
  const work = restoreEvents(async ({ signal, onProgress }) => {
    onProgress?.(1, 2);
    await new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    await turn();
    stopped = true;
    throw fail('aborted', 'cancelled');
  }, undefined);
  for await (const event of work) {
    expect(event).toEqual({ type: 'progress', done: 1, total: 2 });
    break;
  }
  expect(stopped).toBe(true);
});

it('fails as the restore fails', async () => {
  const work = restoreEvents(() => Promise.reject(fail('network', 'no way')), undefined);
  await expect(work.next()).rejects.toMatchObject({ error: { code: 'network' } });
});
