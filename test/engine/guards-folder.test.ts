import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { approveHeld, rejectHeld } from '../../sync-engine/engine/held.ts';
import { can, needs } from '../fs/requires.ts';
import { filled, FILES, settled, unharmed } from './guarded.ts';
import { startRig } from './rig.ts';

const emptied = async (root: string, but: readonly string[] = []): Promise<void> => {
  for (const name of await fs.readdir(root))
    if (!but.includes(name)) await fs.rm(path.join(root, name), { recursive: true });
};

describe('a folder that is not there', () => {
  it('halts the pair and deletes nothing; once it is back, nothing has to be transferred', async () => {
    const { rig, device } = await filled();
    await fs.rename(device.root, `${device.root}-away`);
    const report = await device.sync();
    expect(report).toMatchObject({ halted: { code: 'root-missing' }, recycled: 0, held: 0 });
    expect(report.halted?.message).toContain(device.root);
    await unharmed(rig, { bucket: FILES });
    await fs.rename(`${device.root}-away`, device.root);
    await settled(device);
  });

  it('is told from its empty mount point after an unmount', async (context) => {
    const mountable = process.getuid?.() === 0 && can('unshare', '--mount', 'true');
    needs(context, mountable, 'the right to mount');
    const rig = await startRig();
    const root = path.join(rig.home, 'mounted');
    const disk = path.join(rig.home, 'disk');
    for (const folder of [root, disk]) await fs.mkdir(folder);
    const mount = (): unknown => execFileSync('mount', ['--bind', disk, root]);
    const unmount = (): unknown => execFileSync('umount', [root]);
    mount();
    onTestFinished(() => {
      if (can('mountpoint', '-q', root)) unmount();
    });
    const device = await rig.device('anna', { root });
    for (const [name, text] of Object.entries(FILES)) await device.write(name, text);
    expect(await device.sync()).toMatchObject({ uploaded: 4, failed: 0 });
    unmount();
    expect(await device.sync()).toMatchObject({ halted: { code: 'root-replaced' }, held: 1, recycled: 0 });
    expect(await device.contents()).toEqual({});
    await unharmed(rig, { bucket: FILES });
    mount();
    await settled(device);
    expect(device.parts.index.held()).toEqual([]);
    unmount();
  });
});

describe('a folder whose marker is gone before the first sync', () => {
  const unmarked = async () => {
    const rig = await startRig();
    const ben = await rig.device('ben');
    await ben.write('theirs.txt', 'theirs');
    expect(await ben.sync()).toMatchObject({ uploaded: 1 });
    rig.tick();
    const device = await rig.device('anna');
    await device.write('ours.txt', 'ours');
    await fs.rm(path.join(device.root, '.windlass'), { recursive: true });
    return { rig, device };
  };

  it('halts the pair, changes nothing on either side, and is not marked', async () => {
    const { rig, device } = await unmarked();
    for (const dryRun of [true, false, false]) {
      const report = await device.sync({ dryRun });
      expect(report).toMatchObject({ halted: { code: 'root-replaced' }, uploaded: 0, downloaded: 0 });
    }
    expect(device.parts.index.held()).toMatchObject([
      { guard: 'root-replaced', state: 'held', path: device.root },
    ]);
    expect(await fs.readdir(device.root)).toEqual(['ours.txt']);
    await unharmed(rig, { bucket: { 'theirs.txt': 'theirs' } });
  });

  it('is synced once it carries its marker again, with nothing left to answer', async () => {
    const { device } = await unmarked();
    await device.sync();
    await device.parts.tree.writeMarker(device.parts.settings.id);
    expect(await device.sync()).toMatchObject({ uploaded: 1, downloaded: 1, held: 0 });
    expect(device.parts.index.held()).toEqual([]);
    await settled(device);
  });

  it.each([
    ['approved', approveHeld],
    ['rejected', rejectHeld],
  ])('is joined with the bucket when it is %s', async (_answer, answer) => {
    const { rig, device } = await unmarked();
    await device.sync();
    expect(answer(device.parts.index)).toBe(1);
    expect(await device.sync()).toMatchObject({ uploaded: 1, downloaded: 1, recycled: 0, trashed: 0 });
    await unharmed(rig, { bucket: { 'theirs.txt': 'theirs', 'ours.txt': 'ours' } });
    await settled(device);
  });
});

describe('a lost index', () => {
  it('is made anew by union while the folder carries its marker', async () => {
    const { rig, device } = await filled();
    await device.remove('a.txt');
    await device.restart({ loseIndex: true });
    const report = await device.sync();
    expect(report).toMatchObject({ downloaded: 1, recorded: 3, uploaded: 0, recycled: 0, held: 0 });
    expect(report.halted).toBeUndefined();
    await unharmed(rig, { bucket: FILES });
    await settled(device);
  });

  it('halts the pair when the marker is lost too', async () => {
    const { rig, device } = await filled();
    await emptied(device.root);
    await device.restart({ loseIndex: true });
    expect(await device.sync()).toMatchObject({ halted: { code: 'root-replaced' }, downloaded: 0, held: 1 });
    await unharmed(rig, { bucket: FILES });
  });
});

describe('another folder in its place', () => {
  const replaced = async () => {
    const { rig, device } = await filled();
    await fs.rename(device.root, `${device.root}-old`);
    await fs.mkdir(device.root);
    return { rig, device };
  };

  it('halts the pair, and keeps halting it until somebody answers', async () => {
    const { rig, device } = await replaced();
    for (const _again of [1, 2]) {
      const report = await device.sync();
      expect(report).toMatchObject({
        halted: { code: 'root-replaced' },
        held: 1,
        recycled: 0,
        downloaded: 0,
      });
      expect(report.halted?.message).toContain('marker');
    }
    expect(device.parts.index.held()).toMatchObject([
      { guard: 'root-replaced', state: 'held', path: device.root },
    ]);
    expect(await device.contents()).toEqual({});
    await unharmed(rig, { bucket: FILES });
  });

  it('gets everything back from the bucket when the deletions are rejected', async () => {
    const { rig, device } = await replaced();
    await device.sync();
    expect(rejectHeld(device.parts.index)).toBe(1);
    expect(await device.sync()).toMatchObject({ downloaded: 4, recycled: 0, held: 0 });
    expect(await device.contents()).toMatchObject(FILES);
    await unharmed(rig, { bucket: FILES });
    await settled(device);
  });

  it('is adopted when it is approved; that the bucket is to be emptied for it is asked on its own', async () => {
    const { rig, device } = await replaced();
    await device.sync();
    expect(approveHeld(device.parts.index)).toBe(1);
    const report = await device.sync();
    expect(report).toMatchObject({ recycled: 0, held: 4, failed: 0 });
    expect(report.halted).toBeUndefined();
    expect(device.parts.index.held()).toMatchObject(
      Array.from({ length: 4 }, () => ({ guard: 'root-emptied', direction: 'remote', state: 'held' })),
    );
    await unharmed(rig, { bucket: FILES });
    expect(approveHeld(device.parts.index)).toBe(4);
    expect(await device.sync()).toMatchObject({ recycled: 4, held: 0, failed: 0 });
    expect(await rig.objects(rig.files)).toEqual({});
    expect(Object.values(await rig.objects(rig.recycle)).sort()).toEqual(Object.values(FILES).sort());
    await settled(device);
  });

  it("is not taken for this pair's when it is another pair's: nothing goes in or out of it", async () => {
    const { rig, device } = await filled();
    const other = await rig.device('other', { prefix: 'other/' });
    await other.write('theirs.txt', 'theirs');
    await other.sync();
    await device.restart({ root: other.root });
    const report = await device.sync();
    expect(report).toMatchObject({
      halted: { code: 'root-replaced' },
      recycled: 0,
      uploaded: 0,
      downloaded: 0,
    });
    expect(report.halted?.message).toContain('another pair');
    expect(await other.contents()).toEqual({ 'theirs.txt': 'theirs' });
    await unharmed(rig, { bucket: { ...FILES, 'other/theirs.txt': 'theirs' } });
    await settled(other);
  });

  it("is joined with the bucket when it is another pair's and the deletions are rejected", async () => {
    const { rig, device } = await filled();
    const other = await rig.device('other', { prefix: 'other/' });
    await other.write('theirs.txt', 'theirs');
    await other.sync();
    await device.restart({ root: other.root });
    await device.sync();
    expect(rejectHeld(device.parts.index)).toBe(1);
    const report = await device.sync();
    expect(report).toMatchObject({ uploaded: 1, recycled: 0, trashed: 0, held: 0 });
    expect(report.halted).toBeUndefined();
    expect(await rig.objects(rig.files)).toEqual({
      ...FILES,
      'theirs.txt': 'theirs',
      'other/theirs.txt': 'theirs',
    });
    expect(await other.contents()).toMatchObject({ ...FILES, 'theirs.txt': 'theirs' });
    expect(device.parts.index.held()).toEqual([]);
    // The folder has changed hands: the pair it belonged to says so, and deletes nothing for it.
    expect(await other.sync()).toMatchObject({ halted: { code: 'root-replaced' }, recycled: 0 });
  });

  it('is accepted with the marker and all files in it, as after a restore from a backup', async () => {
    const { device } = await filled();
    await fs.cp(device.root, `${device.root}-copy`, { recursive: true, preserveTimestamps: true });
    await fs.rename(device.root, `${device.root}-old`);
    await fs.rename(`${device.root}-copy`, device.root);
    expect(await device.sync()).toMatchObject({
      uploaded: 0,
      downloaded: 0,
      recycled: 0,
      failed: 0,
      held: 0,
    });
    await settled(device);
  });

  it('holds even a single deletion when files are missing from such a copy', async () => {
    const { rig, device } = await filled();
    await fs.cp(device.root, `${device.root}-copy`, { recursive: true, preserveTimestamps: true });
    await fs.rename(device.root, `${device.root}-old`);
    await fs.rename(`${device.root}-copy`, device.root);
    await device.remove('a.txt');
    expect(await device.sync()).toMatchObject({ held: 1, recycled: 0 });
    expect(device.parts.index.held()).toMatchObject([{ guard: 'root-replaced', path: 'a.txt' }]);
    await unharmed(rig, { bucket: FILES });
    rejectHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ downloaded: 1, held: 0 });
    expect(await device.contents()).toMatchObject(FILES);
    await settled(device);
  });
});

describe('an emptied folder', () => {
  it('halts the pair when the marker went too', async () => {
    const { rig, device } = await filled();
    await emptied(device.root);
    expect(await device.sync()).toMatchObject({ halted: { code: 'root-replaced' }, held: 1, recycled: 0 });
    await unharmed(rig, { bucket: FILES });
    rejectHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ downloaded: 4, held: 0 });
    await settled(device);
  });

  it('holds every deletion, and everything else, when the marker is still there', async () => {
    const { rig, device } = await filled();
    const ben = await rig.device('ben');
    await ben.write('new.txt', 'new');
    await ben.sync();
    await emptied(device.root, ['.windlass']);
    expect(await device.sync()).toMatchObject({ held: 4, recycled: 0, downloaded: 0 });
    const held = device.parts.index.held();
    expect(held.map((record) => record.path).sort()).toEqual(Object.keys(FILES).sort());
    expect(held.every((record) => record.guard === 'root-emptied' && record.direction === 'remote')).toBe(
      true,
    );
    await unharmed(rig, { bucket: { ...FILES, 'new.txt': 'new' } });
  });

  it('comes back when the deletions are rejected', async () => {
    const { rig, device } = await filled();
    await emptied(device.root, ['.windlass']);
    await device.sync();
    expect(rejectHeld(device.parts.index)).toBe(4);
    expect(await device.sync()).toMatchObject({ downloaded: 4, recycled: 0, held: 0 });
    await unharmed(rig, { bucket: FILES });
    await settled(device);
  });

  it('empties the bucket when the deletions are approved', async () => {
    const { rig, device } = await filled();
    await emptied(device.root, ['.windlass']);
    await device.sync();
    expect(approveHeld(device.parts.index)).toBe(4);
    expect(await device.sync()).toMatchObject({ recycled: 4, held: 0 });
    expect(await rig.objects(rig.files)).toEqual({});
    await settled(device);
    expect(device.parts.index.held()).toEqual([]);
  });
});

describe('many deletions at once', () => {
  it('holds 60 % deleted here, lets the rest of the plan run, and does as told', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `f${at}.txt`);
    const { rig, device } = await filled(
      Object.fromEntries(names.map((name) => [name, `content of ${name}`])),
    );
    for (const name of names.slice(0, 24)) await device.remove(name);
    await device.write('new.txt', 'new');
    expect(await device.sync()).toMatchObject({ held: 24, recycled: 0, uploaded: 1 });
    expect(device.parts.index.held()).toMatchObject(
      Array.from({ length: 24 }, () => ({ guard: 'mass-delete' })),
    );
    expect(Object.keys(await rig.objects(rig.files))).toHaveLength(41);
    expect(await device.sync()).toMatchObject({ held: 24, recycled: 0, uploaded: 0 });
    approveHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ held: 0, recycled: 24 });
    expect(Object.keys(await rig.objects(rig.recycle))).toHaveLength(24);
    await settled(device);
  });

  it('holds 60 % deleted in the bucket, and brings them back when rejected', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `f${at}.txt`);
    const { rig, device } = await filled(
      Object.fromEntries(names.map((name) => [name, `content of ${name}`])),
    );
    await rig.files.deleteMany(names.slice(0, 24));
    expect(await device.sync()).toMatchObject({ held: 24, trashed: 0 });
    expect(Object.keys(await device.contents())).toHaveLength(40);
    rejectHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ held: 0, uploaded: 24, trashed: 0 });
    expect(Object.keys(await rig.objects(rig.files))).toHaveLength(40);
    await settled(device);
  });

  it('holds more than 1,000 deletions whatever their share', async () => {
    const names = Array.from({ length: 4_100 }, (_, at) => `d${at % 40}/f${at}.txt`);
    const { rig, device } = await filled(Object.fromEntries(names.map((name) => [name, name])));
    for (const name of names.slice(0, 1_001)) await device.remove(name);
    expect(await device.sync()).toMatchObject({ held: 1_001, recycled: 0 });
    expect(await rig.objects(rig.recycle)).toEqual({});
  });
});
