import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { aroundCalls } from '../../sync-engine/adapters/object-store/around-calls.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { dueInMs, RETRY_CAP_MS } from '../../sync-engine/engine/due.ts';
import { lookAt } from '../../sync-engine/engine/look-at.ts';
import { syncOnce } from '../../sync-engine/engine/sync.ts';
import type { ProblemRecord } from '../../sync-engine/ports/index-store.ts';
import { filled, FILES } from './guarded.ts';
import { otherFolder, startRig } from './rig.ts';

const FAILED: ProblemRecord = {
  id: 'bad.txt',
  path: 'bad.txt',
  code: 'local-denied',
  kind: 'failed',
  message: 'not allowed',
  attempts: 3,
  sinceMs: 0,
  retryAtMs: 0,
};

it('an object that an ignored folder is in the way of is a problem with its reason, not looked at again and again', async () => {
  const { rig, device } = await filled({ ...FILES, '.windlassignore': 'build/\n' });
  await device.write('build/out.bin', 'built here');
  await rig.files.put('build', Buffer.from('a file there'));
  await rig.files.put('other.txt', Buffer.from('other'));
  const report = await device.sync();
  expect(report).toMatchObject({
    downloaded: 1,
    failed: 1,
    failures: [{ path: 'build', code: 'local-exists' }],
  });
  expect(report.halted).toBeUndefined();
  expect(report.requests.LIST).toBeLessThanOrEqual(3);
  const [problem] = device.parts.index.problems();
  expect(problem).toMatchObject({ kind: 'failed', path: 'build', code: 'local-exists' });
  expect(problem?.retryAtMs).toBeGreaterThan(rig.clock.now() - 1_000);
  expect(await device.read('build/out.bin')).toBe('built here');
  expect(await rig.objects(rig.files)).toMatchObject({ build: 'a file there' });
  await fs.rm(path.join(device.root, 'build'), { recursive: true });
  expect(await device.sync()).toMatchObject({ downloaded: 1, failed: 0 });
  expect(device.parts.index.problems()).toEqual([]);
});

it('a sync whose index cannot be written ends only once everything under way has', async () => {
  const rig = await startRig();
  let open = 0;
  const lanesAreBusy = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<void>();
  const device = await rig.device('anna', {
    transfers: 4,
    around: (store) =>
      aroundCalls(store, async (call, run) => {
        if (call.operation !== 'put' || call.key?.startsWith('f') !== true) return await run();
        if (call.key === 'f10.txt') {
          await lanesAreBusy.promise;
          refused.resolve();
          throw fail('bad-request', 'refused');
        }
        if (++open === 3) lanesAreBusy.resolve();
        try {
          await refused.promise;
          return await run();
        } finally {
          open--;
        }
      }),
  });
  // Done first: the refusal is then the outcome that has both written down.
  await device.write('a.txt', 'alpha');
  for (let at = 10; at < 30; at++) await device.write(`f${at}.txt`, `content ${at}`);
  const context = device.context();
  let time = 0;
  const report = await syncOnce(
    {
      ...context,
      // Every outcome is written at once.
      clock: { ...context.clock, monotonic: () => (time += 1_000) },
      index: {
        ...context.index,
        apply(changes, options) {
          if (changes.some(({ kind }) => kind === 'problem')) throw fail('index-io', 'the disk is gone');
          context.index.apply(changes, options);
        },
      },
    },
    { dryRun: false },
  );
  expect(report.halted).toMatchObject({ code: 'index-io' });
  expect(open).toBe(0);
  expect(Object.keys(await rig.objects(rig.files)).length).toBeLessThan(19);
});

it('an upload nobody wants any more, and that may not be ended, halts nothing', async () => {
  const rig = await startRig();
  let isDenied = true;
  const device = await rig.device('anna', {
    around: (store) =>
      aroundCalls(store, (call, run) =>
        isDenied && call.operation === 'multipart.abort'
          ? Promise.reject(fail('access-denied', 'no', { action: 's3:AbortMultipartUpload' }))
          : run(),
      ),
  });
  const { uploadId } = await rig.files.multipart.create('gone.bin');
  const upload = {
    key: 'gone.bin',
    uploadId,
    id: 'gone.bin',
    sha256: '0'.repeat(64),
    size: 1,
    mtimeNs: 0n,
    partSize: 1,
    parts: [],
    startedMs: rig.clock.now(),
  };
  device.parts.index.apply([{ kind: 'upload', upload }], { durable: true });
  await device.write('a.txt', 'alpha');
  const report = await device.sync();
  expect(report).toMatchObject({ uploaded: 1, failed: 0, failures: [] });
  expect(report.halted).toBeUndefined();
  expect(device.parts.index.uploads()).toHaveLength(1);
  isDenied = false;
  await device.sync();
  expect(device.parts.index.uploads()).toEqual([]);
  expect((await rig.files.multipart.list('')).filter(({ key }) => key === 'gone.bin')).toEqual([]);
});

it('a next try that was set while the clock ran years ahead is due at once, others at their time', async () => {
  const rig = await startRig();
  const device = await rig.device('anna');
  await device.write('bad.txt', 'good by now');
  const retryAt = async (retryAtMs: number): Promise<number> => {
    device.parts.index.apply([{ kind: 'problem', problem: { ...FAILED, retryAtMs } }], { durable: true });
    return (await syncOnce(device.context(), { dryRun: false, respectBackoff: true })).uploaded;
  };
  expect(await retryAt(rig.clock.now() + RETRY_CAP_MS / 2)).toBe(0);
  expect(await retryAt(rig.clock.now() + 10 * 365 * 24 * RETRY_CAP_MS)).toBe(1);
  expect(dueInMs({ ...FAILED, retryAtMs: 5_000 }, 2_000)).toBe(3_000);
  expect(dueInMs({ ...FAILED, retryAtMs: 5_000 }, 6_000)).toBe(0);
});

it('a look at some paths, one of them below a new symlink, takes up the others and then looks at everything', async () => {
  const { rig, device } = await filled();
  const { root: elsewhere } = await otherFolder();
  await device.remove('sub');
  await fs.symlink(elsewhere, path.join(device.root, 'sub'));
  await device.write('new.txt', 'new');
  const looked: string[] = [];
  const report = await syncOnce(
    { ...device.context(), events: (event) => void (event.type === 'phase' && looked.push(event.phase)) },
    { dryRun: false, look: (inner, ignored) => lookAt(inner, ignored, ['sub/c.txt', 'new.txt']) },
  );
  expect(report.halted).toBeUndefined();
  expect(report).toMatchObject({ uploaded: 1, recycled: 0, failed: 0, requests: { LIST: 1 } });
  expect(looked.filter((phase) => phase === 'looking')).toHaveLength(2);
  expect(await rig.objects(rig.files)).toEqual({ ...FILES, 'new.txt': 'new' });
  expect(device.parts.index.problems()).toMatchObject([{ path: 'sub', kind: 'blocked' }]);
});
