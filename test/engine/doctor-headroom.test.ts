import { expect, it } from 'vitest';
import type { Mode } from '../../sync-engine/core/decide.ts';
import { runDoctor } from '../../sync-engine/engine/doctor.ts';
import type { DoctorCheck } from '../../sync-engine/engine/engine.ts';
import type { Headroom } from '../../sync-engine/ports/headroom.ts';
import { startRig } from './rig.ts';
import type { Device } from './rig.ts';

const GIB = 1024 ** 3;
const PLENTY: Headroom = {
  freeBytes: () => Promise.resolve(500 * GIB),
  mostWatches: () => Promise.resolve(100_000),
};

async function rowOf(device: Device, check: string, machine: Partial<Headroom>): Promise<DoctorCheck> {
  for await (const row of runDoctor({ ...device.context(), headroom: { ...PLENTY, ...machine } })) {
    if (row.check === check) return row;
  }
  throw new Error(`the doctor does not check "${check}"`);
}

/** A device whose bucket holds 3 bytes that it has and 5 that it has not. */
async function scene(mode?: Mode): Promise<Device> {
  const rig = await startRig();
  const anna = await rig.device('anna', mode === undefined ? {} : { mode });
  await anna.write('deep/er/here.txt', 'abc');
  await anna.sync();
  await rig.files.put('there.txt', Buffer.from('defgh'));
  return anna;
}

it('warns of a disk without room for what is still to come', async () => {
  const anna = await scene();
  const room = (free: number | undefined) =>
    rowOf(anna, 'room on the disk', { freeBytes: () => Promise.resolve(free) });
  expect(await room(4)).toMatchObject({ result: 'warning', detail: expect.stringContaining('do not fit') });
  expect(await room(GIB - 1)).toMatchObject({
    result: 'warning',
    detail: expect.stringContaining('1.0 GiB'),
  });
  expect(await room(GIB)).toMatchObject({ result: 'ok' });
  expect(await room(undefined)).toMatchObject({ result: 'ok' });
  await anna.sync();
  expect((await room(4)).detail).not.toContain('do not fit');
});

it('expects nothing to come down in an upload-only pair', async () => {
  const anna = await scene('upload-only');
  const row = await rowOf(anna, 'room on the disk', { freeBytes: () => Promise.resolve(4) });
  expect(row).toMatchObject({ result: 'warning', detail: expect.not.stringContaining('do not fit') });
});

it('warns when the folders take more than half of the watches there are', async () => {
  const anna = await scene();
  const watching = (most: number | undefined) =>
    rowOf(anna, 'folders that can be watched', { mostWatches: () => Promise.resolve(most) });
  // The root, deep/ and deep/er/.
  expect(await watching(6)).toMatchObject({ result: 'ok', detail: expect.stringMatching(/^3 of the 6 /) });
  expect(await watching(5)).toMatchObject({
    result: 'warning',
    detail: expect.stringContaining('fs.inotify.max_user_watches'),
  });
  expect(await watching(undefined)).toMatchObject({ result: 'ok' });
});
