import { expect, it } from 'vitest';
import { startRig } from './rig.ts';

it('carries a file from one device to another and its deletion back', async () => {
  const rig = await startRig();
  const anna = await rig.device('anna');
  const ben = await rig.device('ben');
  await anna.write('a/b.txt', 'hello');
  expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
  rig.tick();
  expect(await ben.sync()).toMatchObject({ downloaded: 1, failures: [] });
  expect(await ben.contents()).toEqual({ 'a/': '', 'a/b.txt': 'hello' });
  await ben.remove('a');
  rig.tick();
  expect(await ben.sync()).toMatchObject({ recycled: 1, failures: [] });
  expect(await anna.sync()).toMatchObject({ trashed: 1, failures: [] });
  expect(await anna.contents()).toEqual({});
  expect(Object.values(await rig.objects(rig.recycle))).toEqual(['hello']);
});
