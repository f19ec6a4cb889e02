import { expect, it } from 'vitest';
import { failsWith } from './expect.ts';
import { memoryWorld, realWorld } from './world.ts';

const bytes = new TextEncoder().encode('fetched');

it.each([
  ['a real folder', realWorld],
  ['in memory', memoryWorld],
])('a temp file brings its bytes to the disk, and says so when it cannot: %s', async (_where, make) => {
  const world = await make();
  const { tree } = world;
  try {
    const staged = await tree.stage('part');
    await staged.write(0, bytes);
    let syncs = 0;
    world.before('sync', () => void syncs++, '/part');
    await staged.sync();
    expect(syncs).toBe(1);
    world.failing('sync', 'ENOSPC', '/part');
    await expect(staged.sync()).rejects.toEqual(failsWith('disk-full'));
    await staged.close();
  } finally {
    await world.close();
  }
});
