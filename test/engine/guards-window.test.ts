import { describe, expect, it } from 'vitest';
import { approveHeld } from '../../sync-engine/engine/held.ts';
import { lookAt } from '../../sync-engine/engine/look-at.ts';
import { syncOnce } from '../../sync-engine/engine/sync.ts';
import type { SyncReport } from '../../sync-engine/engine/pair.ts';
import { filled } from './guarded.ts';
import type { Device } from './rig.ts';
import { startRig } from './rig.ts';

const HOUR_MS = 60 * 60 * 1000;

function names(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, at) => `f${from + at}.txt`);
}

function contentOf(paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((name) => [name, `content of ${name}`]));
}

async function removeAll(device: Device, paths: readonly string[]): Promise<void> {
  for (const path of paths) await device.remove(path);
}

/** What a running session does when it hears of changes at some paths. */
async function partialSync(device: Device, paths: readonly string[]): Promise<SyncReport> {
  return await syncOnce(device.context(), {
    dryRun: false,
    respectBackoff: true,
    look: (inner, ignored) => lookAt(inner, ignored, new Set(paths)),
  });
}

/** 40 files, of which 20 went to the recycle bucket in five syncs, each of which had four. */
async function twentyGone() {
  let ahead = 0;
  const rig = await startRig();
  const clock = { ...rig.clock, now: () => rig.clock.now() + ahead };
  const device = await rig.device('anna', { clock });
  for (const [name, text] of Object.entries(contentOf(names(0, 40)))) await device.write(name, text);
  expect(await device.sync()).toMatchObject({ uploaded: 40 });
  for (let from = 0; from < 20; from += 4) {
    await removeAll(device, names(from, from + 4));
    expect(await device.sync()).toMatchObject({ recycled: 4, held: 0 });
  }
  return { rig, device, wait: (ms: number): void => void (ahead += ms) };
}

describe('a row of deletions seen in many looks', () => {
  it('is held once it is too long, and told as such, after a restart too', async () => {
    const { rig, device } = await twentyGone();
    await removeAll(device, names(20, 24));
    expect(await device.sync()).toMatchObject({ recycled: 0, held: 4 });
    expect(device.events).toContainEqual({
      type: 'held',
      guard: 'mass-delete',
      direction: 'remote',
      count: 4,
    });
    await device.restart();
    await removeAll(device, names(24, 28));
    expect(await device.sync()).toMatchObject({ recycled: 0, held: 8 });
    expect(Object.keys(await rig.objects(rig.recycle))).toHaveLength(20);
  });

  it('is over an hour later', async () => {
    const { device, wait } = await twentyGone();
    wait(HOUR_MS + 60_000);
    await removeAll(device, names(20, 24));
    expect(await device.sync()).toMatchObject({ recycled: 4, held: 0 });
  });

  it('stays held until somebody answers, not until the hour is over', async () => {
    const { device, wait } = await twentyGone();
    await removeAll(device, names(20, 24));
    await device.sync();
    for (const _again of [1, 2]) {
      wait(HOUR_MS + 60_000);
      expect(await device.sync()).toMatchObject({ recycled: 0, held: 4 });
    }
  });

  it('starts over once it has been approved', async () => {
    const { device } = await twentyGone();
    await removeAll(device, names(20, 24));
    await device.sync();
    expect(approveHeld(device.parts.index)).toBe(4);
    expect(await device.sync()).toMatchObject({ recycled: 4, held: 0 });
    await removeAll(device, names(24, 28));
    expect(await device.sync()).toMatchObject({ recycled: 4, held: 0 });
  });

  it('does not start over when only deletions on the other side were approved', async () => {
    const { rig, device } = await twentyGone();
    for (const [name, text] of Object.entries(contentOf(names(40, 80)))) await device.write(name, text);
    await device.sync();
    await rig.files.deleteMany(names(40, 70));
    expect(await device.sync()).toMatchObject({ trashed: 0, held: 30 });
    approveHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ trashed: 30, held: 0 });
    await removeAll(device, names(20, 24));
    expect(await device.sync()).toMatchObject({ recycled: 0, held: 4 });
  });

  it('is counted in the bucket too', async () => {
    const { rig, device } = await filled(contentOf(names(0, 40)));
    for (let from = 0; from < 20; from += 10) {
      await rig.files.deleteMany(names(from, from + 10));
      expect(await device.sync()).toMatchObject({ trashed: 10, held: 0 });
    }
    await rig.files.deleteMany(names(20, 22));
    expect(await device.sync()).toMatchObject({ trashed: 0, held: 2 });
  });
});

describe('a steady rm beside a running session', () => {
  it('is held, though each look at some paths sees few', async () => {
    const { rig, device } = await filled(contentOf(names(0, 60)));
    let last: SyncReport | undefined;
    for (let from = 0; from < 50; from += 5) {
      await removeAll(device, names(from, from + 5));
      last = await partialSync(device, names(from, from + 5));
    }
    expect(last).toMatchObject({ held: 30 });
    expect(Object.keys(await rig.objects(rig.recycle))).toHaveLength(20);
  });

  it('goes on being held when it goes on after the first answer is due', async () => {
    const { rig, device } = await filled(contentOf(names(0, 40)));
    await removeAll(device, names(0, 24));
    expect(await partialSync(device, names(0, 24))).toMatchObject({ recycled: 0, held: 24 });
    await removeAll(device, names(24, 25));
    expect(await partialSync(device, names(24, 25))).toMatchObject({ recycled: 0, held: 25 });
    expect(await rig.objects(rig.recycle)).toEqual({});
  });
});
