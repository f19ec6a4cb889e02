import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../sync-engine/engine/pair.ts';
import { startRig } from './rig.ts';
import type { Device } from './rig.ts';

/** More than are read from a spool at a time. */
const MANY = 1_100;

/** Files of different sizes, so that none looks like a renamed other. */
async function writeMany(device: Device, folder: string): Promise<void> {
  for (let n = 0; n < MANY; n++) await device.write(`${folder}/${n}`, 'x'.repeat(n + 1));
}

async function planOf(device: Device): Promise<readonly PlannedStep[]> {
  const { planned = [] } = await device.sync({ dryRun: true });
  return planned;
}

describe('a plan of many files', () => {
  it('is shown whole and in order, and carried out whole', async () => {
    const rig = await startRig();
    const laptop = await rig.device('laptop');
    await writeMany(laptop, 'new');
    await laptop.mkdir('empty');
    const steps = await planOf(laptop);
    const paths = Array.from({ length: MANY }, (_, n) => `new/${n}`).sort();
    expect(steps.map(({ path }) => path)).toEqual(['empty/', ...paths]);
    expect(steps.reduce((sum, { size }) => sum + size, 0)).toBe((MANY * (MANY + 1)) / 2);

    expect(await laptop.sync()).toMatchObject({ uploaded: MANY, failed: 0 });
    const last = laptop.events.findLast((event) => event.type === 'progress');
    expect(last?.progress).toMatchObject({ filesDone: MANY + 1, filesTotal: MANY + 1 });
    expect(await planOf(laptop)).toEqual([]);

    const desk = await rig.device('desk');
    expect(await desk.sync()).toMatchObject({ downloaded: MANY, failed: 0 });
    expect(await desk.contents()).toEqual(await laptop.contents());
    await desk.restart({ loseIndex: true });
    expect(await desk.sync()).toMatchObject({ recorded: MANY, downloaded: 0, uploaded: 0, recycled: 0 });
    expect(await planOf(desk)).toEqual([]);
  });

  it('finds a renamed folder among new files, on either side', async () => {
    const rig = await startRig();
    const laptop = await rig.device('laptop');
    const desk = await rig.device('desk');
    await writeMany(laptop, 'old');
    await laptop.sync();
    await desk.sync();
    rig.tick();
    await laptop.move('old', 'renamed');
    for (let n = 0; n < MANY; n++) await laptop.write(`new/${n}`, `${n} y`);
    expect(await laptop.sync()).toMatchObject({ renamed: MANY, uploaded: MANY, recycled: 0, held: 0 });
    expect(await desk.sync()).toMatchObject({ renamed: MANY, downloaded: MANY, trashed: 0, held: 0 });
    expect(await desk.contents()).toEqual(await laptop.contents());
  });

  it('carries nothing of it out while a guard stops everything', async () => {
    const rig = await startRig();
    const laptop = await rig.device('laptop');
    const desk = await rig.device('desk');
    for (const name of ['a', 'b', 'c']) await laptop.write(name, name);
    await laptop.sync();
    await desk.sync();
    for (const name of ['a', 'b', 'c']) await desk.remove(name);
    await laptop.write('new', 'new');
    await laptop.sync();
    // Everything that was in the folder is gone, and something else is in the bucket.
    expect(await desk.sync()).toMatchObject({ held: 3, downloaded: 0 });
    expect(await desk.read('new')).toBeUndefined();
  });

  it('may be taken step by step in place of the report', async () => {
    const rig = await startRig();
    const laptop = await rig.device('laptop');
    for (const name of ['b', 'a', 'c']) await laptop.write(name, name);
    const engine = laptop.engine({ pollMinMs: 60_000, pollMaxMs: 60_000, rescanMs: 60_000 });
    const taken: string[] = [];
    const report = await engine.sync({
      dryRun: true,
      async onPlanned({ path }) {
        taken.push(`${path} begins`);
        await Promise.resolve();
        taken.push(`${path} ends`);
      },
    });
    expect(taken).toEqual(['a', 'b', 'c'].flatMap((path) => [`${path} begins`, `${path} ends`]));
    expect(report.planned).toBeUndefined();
  });
});
