import { expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { noCounts } from '../../sync-engine/engine/no-counts.ts';
import type { SyncReport } from '../../sync-engine/engine/pair.ts';
import { PairSession } from '../../sync-engine/engine/session.ts';
import { SILENT } from './rig.ts';
import { eventually } from '../tools/eventually.ts';

const TIMING = { pollMinMs: 15_000, pollMaxMs: 300_000, rescanMs: 3_600_000 };
const HOUR_MS = 60 * 60 * 1000;

const REPORT: SyncReport = {
  pair: 'docs',
  ...noCounts(),
  bytesUp: 0,
  bytesDown: 0,
  requests: { LIST: 0, GET: 0, HEAD: 0, PUT: 0, COPY: 0, DELETE: 0, POST: 0 },
  ms: 0,
  failures: [],
};

it('looks less and less often for a folder that lost its marker, though it can be watched anew', async () => {
  const clock = createVirtualClock(0);
  const looks: number[] = [];
  let watches = 0;
  let isLost = true;
  const halted = fail('root-replaced', 'the folder has lost its marker').error;
  const session = new PairSession(
    {
      root: '/folder',
      watcher: {
        watch: () => {
          watches++;
          return Promise.resolve({ close: () => Promise.resolve() });
        },
      },
      clock,
      log: SILENT,
      timing: TIMING,
      work: {
        async whole() {
          looks.push(clock.now());
          await new Promise((resolve) => setImmediate(resolve));
          return isLost ? { ...REPORT, halted } : REPORT;
        },
        partial: () => Promise.resolve(REPORT),
        remoteMoved: () => Promise.resolve(false),
        retryInMs: () => undefined,
      },
    },
    {},
  );
  onTestFinished(() => session.stop());
  const asleep = (): Promise<void> => eventually(() => expect(clock.pending()).toBeGreaterThan(0), 1);
  const pass = async (ms: number): Promise<void> => {
    const end = clock.now() + ms;
    await asleep();
    while ((clock.nextAt() ?? Infinity) <= end) {
      clock.advanceToNext();
      await new Promise((resolve) => setImmediate(resolve));
      await asleep();
    }
  };

  await pass(HOUR_MS);
  const waits = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  expect(waits.length).toBeGreaterThan(5);
  expect(waits.length).toBeLessThan(30);
  expect(waits.every((wait, index) => wait >= (waits[index - 1] ?? TIMING.pollMinMs))).toBe(true);
  expect(waits.at(-1)).toBe(TIMING.pollMaxMs);
  expect(watches).toBeGreaterThan(1);

  isLost = false;
  await pass(TIMING.pollMaxMs);
  const found = looks.length;
  await pass(HOUR_MS / 2);
  expect(looks).toHaveLength(found);
});
