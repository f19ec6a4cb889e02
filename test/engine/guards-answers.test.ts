import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { approveHeld } from '../../sync-engine/engine/held.ts';
import { lookAt } from '../../sync-engine/engine/look-at.ts';
import { syncOnce } from '../../sync-engine/engine/sync.ts';
import { filled } from './guarded.ts';
import type { Device } from './rig.ts';

const ALL = Array.from({ length: 80 }, (_, at) => `f${at}.txt`);
const DELETED = ALL.slice(0, 60);

async function removeAll(device: Device): Promise<void> {
  for (const name of DELETED) await device.remove(name);
}

async function writeAll(device: Device, text: string): Promise<void> {
  for (const name of DELETED) await device.write(name, `${text} of ${name}`);
}

/** 60 of 80 files deleted, held, and approved; nothing has run since. */
async function approved() {
  const { rig, device } = await filled(Object.fromEntries(ALL.map((name) => [name, `content of ${name}`])));
  await removeAll(device);
  expect(await device.sync()).toMatchObject({ held: 60, recycled: 0 });
  expect(approveHeld(device.parts.index)).toBe(60);
  return { rig, device };
}

describe('an approval', () => {
  it('ends with its deletion: a file that is restored and lost again is held again', async () => {
    const { device } = await approved();
    expect(await device.sync()).toMatchObject({ held: 0, recycled: 60 });
    expect(device.parts.index.held()).toEqual([]);
    await writeAll(device, 'content');
    expect(await device.sync()).toMatchObject({ uploaded: 60 });
    await removeAll(device);
    expect(await device.sync()).toMatchObject({ held: 60, recycled: 0 });
  });

  it('is written off with its deletion, by a look at some paths too', async () => {
    const { device } = await approved();
    const look: Parameters<typeof syncOnce>[1] = {
      dryRun: false,
      look: (inner, ignored) => lookAt(inner, ignored, new Set(DELETED)),
    };
    expect(await syncOnce(device.context(), look)).toMatchObject({ held: 0, recycled: 60 });
    expect(device.parts.index.held()).toEqual([]);
    await writeAll(device, 'content');
    await syncOnce(device.context(), look);
    await removeAll(device);
    expect(await syncOnce(device.context(), look)).toMatchObject({ held: 60, recycled: 0 });
  });

  it('lapses when the files are written anew instead', async () => {
    const { device } = await approved();
    await writeAll(device, 'CONTENT');
    expect(await device.sync()).toMatchObject({ held: 0, recycled: 0, uploaded: 60 });
    expect(device.parts.index.held()).toEqual([]);
    await removeAll(device);
    expect(await device.sync()).toMatchObject({ held: 60, recycled: 0 });
  });

  it('is for the version that was shown', async () => {
    const { device } = await approved();
    const { index } = device.parts;
    const others = index.held().map((record) => ({ ...record, size: record.size + 1 }));
    index.apply(others.map((record) => ({ kind: 'held', record })));
    expect(await device.sync()).toMatchObject({ held: 60, recycled: 0 });
    expect(index.held().every(({ state }) => state === 'held')).toBe(true);
  });

  it('counts for its own side only', async () => {
    const { rig, device } = await filled(Object.fromEntries(ALL.map((name) => [name, `content of ${name}`])));
    const away = `${device.root}-away`;
    await fs.mkdir(away);
    for (const name of DELETED) await fs.rename(path.join(device.root, name), path.join(away, name));
    expect(await device.sync()).toMatchObject({ held: 60 });
    approveHeld(device.parts.index);
    for (const name of DELETED) await fs.rename(path.join(away, name), path.join(device.root, name));
    await rig.files.deleteMany(DELETED);
    expect(await device.sync()).toMatchObject({ held: 60, trashed: 0 });
    const held = device.parts.index.held();
    expect(held).toHaveLength(60);
    expect(held.every(({ direction, state }) => direction === 'local' && state === 'held')).toBe(true);
    expect(Object.keys(await device.contents())).toHaveLength(80);
  });
});
