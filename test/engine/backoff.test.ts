import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { diskError } from '../../sync-engine/adapters/fs/disk.ts';
import type { BeforeCall } from '../../sync-engine/adapters/fs/intercept.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { aroundCalls } from '../../sync-engine/adapters/object-store/around-calls.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { filled } from './guarded.ts';
import type { Device, Rig } from './rig.ts';
import { startRig } from './rig.ts';
import { eventually } from '../tools/eventually.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const TIMING = { pollMinMs: 15_000, pollMaxMs: 300_000, rescanMs: 3_600_000 };
const MIB = 1024 * 1024;

/** A session on a clock of its own. `pass` lets time go by, one timer after the other, with all that it sets off. */
async function onVirtualTime(device: Device, clock: ReturnType<typeof createVirtualClock>) {
  let reports = 0;
  const session = device.engine(TIMING).run({ onReport: () => void reports++ });
  onTestFinished(() => session.stop());
  const asleep = (): Promise<void> => eventually(() => expect(clock.pending()).toBeGreaterThan(0), 2);
  await eventually(() => expect(reports).toBeGreaterThan(0));
  await asleep();
  return {
    session,
    pass: async (ms: number, after: () => void = () => undefined): Promise<void> => {
      const end = clock.now() + ms;
      while ((clock.nextAt() ?? Infinity) <= end) {
        clock.advanceToNext();
        // The turn that this wakes up begins in a later task, and ends in the next sleep.
        await new Promise((resolve) => setImmediate(resolve));
        await asleep();
        after();
      }
    },
  };
}

it('tries a failing file less and less often, keeps it listed all the while, and takes it up when it can', async () => {
  const clock = createVirtualClock(Date.now());
  const { rig, device } = await filled(undefined, { clock });
  let broken = true;
  const tries: number[] = [];
  const beforeDisk: BeforeCall = (call) => {
    if (!broken || call.name !== 'open' || !call.path.endsWith('/bad.txt')) return;
    tries.push(clock.now());
    throw diskError('EACCES', call.name, call.path);
  };
  await device.restart({ beforeDisk });
  await device.write('bad.txt', 'not to be read');
  await device.write('good.txt', 'good');
  const { pass } = await onVirtualTime(device, clock);
  expect(await rig.objects(rig.files)).toMatchObject({ 'good.txt': 'good' });
  const failed = () => device.parts.index.problems().filter(({ path: at }) => at === 'bad.txt');
  const attempts: number[] = [];
  await pass(DAY_MS, () => attempts.push(failed()[0]?.attempts ?? 0));
  expect(attempts.every((count, at) => count >= Math.max(1, attempts[at - 1] ?? 0))).toBe(true);
  expect(attempts.at(-1)).toBe(tries.length);
  // Full jitter with a cap of an hour: a day has between 24 and, with all luck on one side, not many more tries.
  expect(tries.length).toBeGreaterThan(20);
  expect(tries.length).toBeLessThan(120);
  broken = false;
  await pass(2 * 60 * 60 * 1000);
  expect(await rig.objects(rig.files)).toMatchObject({ 'bad.txt': 'not to be read' });
  expect(failed()).toEqual([]);
});

it('polls no more often for an object that cannot be downloaded, or for deletions that wait for an answer', async () => {
  const clock = createVirtualClock(Date.now());
  const names = Array.from({ length: 40 }, (_, at) => `f${at}.txt`);
  const { rig, device } = await filled(Object.fromEntries(names.map((name) => [name, name])), { clock });
  await rig.files.put('forged.txt', Buffer.from('forged'), { metadata: { sha256: '0'.repeat(64) } });
  await rig.files.deleteMany(names.slice(0, 24));
  const { pass } = await onVirtualTime(device, clock);
  expect(device.parts.index.held()).toHaveLength(24);
  expect(device.parts.index.problems()).toMatchObject([{ path: 'forged.txt', code: 'content-mismatch' }]);
  await pass(2 * 60 * 60 * 1000);
  const from = rig.requests.length;
  await pass(DAY_MS / 2);
  const lists = rig.requests.slice(from).filter(({ operation }) => operation === 'ListObjectsV2');
  // 144 polls in twelve hours, and a look for each of a dozen or two tries.
  expect(lists.length).toBeLessThan(240);
  expect(device.parts.index.held()).toHaveLength(24);
  expect(Object.keys(await device.contents())).toHaveLength(40);
});

it('keeps the parts of an upload that waits for its next try, and sends only the rest', async () => {
  const clock = createVirtualClock(Date.now());
  const rig: Rig = await startRig();
  let left = 3;
  const device = await rig.device('anna', {
    clock,
    around: (store) =>
      aroundCalls(store, async (call, run) => {
        if (call.operation === 'multipart.uploadPart' && call.key === 'large.bin' && left-- <= 0)
          throw fail('network', 'the line is dead');
        return run();
      }),
  });
  const size = 80 * MIB;
  await device.write('small.txt', 'small');
  await fs.writeFile(path.join(device.root, 'large.bin'), Buffer.alloc(size, 'large'));
  const { pass, session } = await onVirtualTime(device, clock);
  expect(device.parts.index.uploads()).toHaveLength(1);
  const sent = rig.requests.filter(
    ({ operation, key }) => operation === 'UploadPart' && key === 'large.bin',
  ).length;
  expect(sent).toBeGreaterThan(0);
  session.wake();
  await pass(1);
  expect(device.parts.index.uploads()).toHaveLength(1);
  left = Number.POSITIVE_INFINITY;
  await pass(DAY_MS / 24);
  expect((await rig.files.head('large.bin'))?.size).toBe(size);
  const parts = rig.requests.filter(
    ({ operation, key }) => operation === 'UploadPart' && key === 'large.bin',
  ).length;
  expect(device.parts.index.uploads()).toEqual([]);
  expect(parts).toBe(Math.ceil(size / (8 * MIB)));
  expect(await rig.files.multipart.list('')).toEqual([]);
});
