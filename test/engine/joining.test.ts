import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rejectHeld } from '../../sync-engine/engine/held.ts';
import { filled } from './guarded.ts';
import { startRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { BY_EVENTS } from './running.ts';

const operationsOf = (rig: Rig, from: number): readonly (string | undefined)[] =>
  rig.requests.slice(from).map(({ operation }) => operation);

it('a pair that is in step and empty asks no more for the patterns of other devices', async () => {
  const rig = await startRig();
  const anna = await rig.device('anna');
  await anna.sync();
  const from = rig.requests.length;
  expect(await anna.sync()).toMatchObject({ failed: 0 });
  expect(operationsOf(rig, from)).toEqual(['ListObjectsV2']);
});

it('a pair whose first sync left something undone asks for them again', async () => {
  const rig = await startRig();
  await rig.files.put('.windlassignore', Buffer.from('secret/\n'));
  await rig.files.put('other.txt', Buffer.from('other'));
  const anna = await rig.device('anna', {
    around: (store) => ({ ...store, get: (key, options) => store.get(`${key}-gone`, options) }),
  });
  expect(await anna.sync()).toMatchObject({ failed: 2, downloaded: 0 });
  await anna.restart({ around: (store) => store });
  await anna.write('secret/key', 'for nobody else');
  expect(await anna.sync()).toMatchObject({ uploaded: 0, downloaded: 2 });
  expect(Object.keys(await rig.objects(rig.files))).not.toContain('secret/key');
});

it('a folder that takes the place of another is joined by the patterns in the bucket', async () => {
  const { rig, device } = await filled();
  await device.write('.windlassignore', 'secret/\n');
  await device.sync();
  rig.tick();
  await fs.rename(device.root, `${device.root}-old`);
  await fs.mkdir(path.join(device.root, 'secret'), { recursive: true });
  await device.write('secret/key', 'for nobody else');
  expect(await device.sync()).toMatchObject({ halted: { code: 'root-replaced' } });
  rejectHeld(device.parts.index);
  expect(await device.sync()).toMatchObject({ uploaded: 0, failed: 0 });
  expect(Object.keys(await rig.objects(rig.files))).not.toContain('secret/key');
});

it('and so is a bucket that the pair is pointed to later', async () => {
  const rig = await startRig();
  const anna = await rig.device('anna', { prefix: 'first/' });
  await anna.write('a.txt', 'a');
  expect((await anna.engine(BY_EVENTS).sync()).uploaded).toBe(1);
  await rig.files.put('second/.windlassignore', Buffer.from('secret/\n'));
  await anna.restart({ prefix: 'second/' });
  await anna.write('secret/key', 'for nobody else');
  expect(await anna.engine(BY_EVENTS).sync()).toMatchObject({ uploaded: 1, downloaded: 1 });
  expect(Object.keys(await rig.objects(rig.files))).not.toContain('second/secret/key');
});
