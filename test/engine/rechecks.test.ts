import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createMemoryIndex } from '../../sync-engine/adapters/memory/memory-index.ts';
import { aroundCalls } from '../../sync-engine/adapters/object-store/around-calls.ts';
import { syncOnce } from '../../sync-engine/engine/sync.ts';
import { filled, FILES, settled, unharmed } from './guarded.ts';
import { startRig } from './rig.ts';

it('recycles no object whose file is back by the time it would be', async () => {
  const { rig, device } = await filled();
  await device.remove('a.txt');
  const context = device.context();
  let isBack = false;
  const report = await syncOnce(
    {
      ...context,
      events(event) {
        // Both sides have been looked at, and nothing has been done yet.
        if (event.type !== 'phase' || event.phase !== 'working' || isBack) return;
        isBack = true;
        fs.writeFileSync(path.join(device.root, 'a.txt'), FILES['a.txt']);
      },
    },
    { dryRun: false },
  );
  expect(report).toMatchObject({ recycled: 0, failed: 0 });
  await unharmed(rig, { bucket: FILES });
  expect(await device.read('a.txt')).toBe(FILES['a.txt']);
  await settled(device);
});

it('trashes no file whose object is back by the time it would be', async () => {
  const { rig, device } = await filled();
  let isListed = false;
  await device.restart({
    around: (store) =>
      aroundCalls(store, async (call, run) => {
        const answer = await run();
        if (call.operation === 'list' && store.bucket === rig.files.bucket && !isListed) {
          isListed = true;
          await rig.files.put('a.txt', Buffer.from(FILES['a.txt']));
        }
        return answer;
      }),
  });
  await rig.files.delete('a.txt');
  const report = await device.sync();
  expect(isListed).toBe(true);
  expect(report).toMatchObject({ trashed: 0, failed: 0 });
  expect(await device.contents()).toEqual(expect.objectContaining(FILES));
  await unharmed(rig, { bucket: FILES });
});

it('remembers over a power cut what a sync that has ended did', async () => {
  const rig = await startRig();
  const device = await rig.device('anna');
  for (const [name, text] of Object.entries(FILES)) await device.write(name, text);
  const index = createMemoryIndex();
  const report = await syncOnce({ ...device.context(), index }, { dryRun: false });
  expect(report).toMatchObject({ uploaded: Object.keys(FILES).length, failed: 0 });
  index.crash();
  expect(index.baselineTotals().files).toBe(Object.keys(FILES).length);
  const again = await syncOnce({ ...device.context(), index }, { dryRun: false });
  expect(again).toMatchObject({
    uploaded: 0,
    downloaded: 0,
    recorded: 0,
    requests: { HEAD: 0, PUT: 0 },
  });
});
