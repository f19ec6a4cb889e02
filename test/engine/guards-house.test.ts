import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diskError } from '../../sync-engine/adapters/fs/disk.ts';
import type { BeforeCall } from '../../sync-engine/adapters/fs/intercept.ts';
import { can, needs } from '../fs/requires.ts';
import { filled, FILES, settled, unharmed } from './guarded.ts';
import { startRig } from './rig.ts';

describe('an index that is lost', () => {
  it('is made again without a transfer where both sides are equal', async () => {
    const { rig, device } = await filled();
    await device.restart({ loseIndex: true });
    expect(await device.sync()).toMatchObject({
      recorded: 4,
      uploaded: 0,
      downloaded: 0,
      recycled: 0,
      trashed: 0,
      conflicts: 0,
      requests: { GET: 1 },
    });
    await unharmed(rig, { bucket: FILES });
    await settled(device);
  });

  it('deletes nothing: what either side lacks is copied to it, what differs is kept twice', async () => {
    const { rig, device } = await filled();
    await device.remove('a.txt');
    await rig.files.delete('b.txt');
    await device.write('sub/c.txt', 'edited while nobody looked');
    await device.restart({ loseIndex: true });
    expect(await device.sync()).toMatchObject({
      downloaded: 1,
      uploaded: 2,
      conflicts: 1,
      recycled: 0,
      trashed: 0,
    });
    const bucket = await rig.objects(rig.files);
    expect(bucket).toMatchObject(FILES);
    expect(Object.values(bucket)).toContain('edited while nobody looked');
    expect(await device.contents()).toMatchObject(bucket);
    await settled(device);
  });

  it('is moved aside when it is damaged, and made again in the same way', async () => {
    const { rig, device } = await filled();
    await device.restart({
      async beforeOpening() {
        await fs.writeFile(device.indexFile, 'this is no database, and never was one');
      },
    });
    expect(await device.sync()).toMatchObject({ recorded: 4, uploaded: 0, downloaded: 0, recycled: 0 });
    await unharmed(rig, { bucket: FILES });
    await settled(device);
  });
});

describe('patterns', () => {
  it('that ignore more delete nothing on either side, here or on other devices', async () => {
    const { rig, device } = await filled();
    const ben = await rig.device('ben');
    await ben.sync();
    await device.write('.windlassignore', 'sub/\n');
    expect(await device.sync()).toMatchObject({ uploaded: 1, recycled: 0, trashed: 0 });
    rig.tick();
    await ben.sync();
    await device.remove('sub/c.txt');
    await rig.files.delete('sub/deep/d.txt');
    expect(await device.sync()).toMatchObject({ uploaded: 0, recycled: 0, trashed: 0, downloaded: 0 });
    rig.tick();
    await ben.sync();
    expect(await ben.read('sub/c.txt')).toBe(FILES['sub/c.txt']);
    expect(await ben.read('sub/deep/d.txt')).toBe('delta');
    expect(await device.read('sub/deep/d.txt')).toBe('delta');
    expect(await rig.objects(rig.files)).toMatchObject({ 'sub/c.txt': FILES['sub/c.txt'] });
    await settled(device);
  });

  it('that ignore less join both sides without deleting', async () => {
    const { rig, device } = await filled();
    await device.write('.windlassignore', 'sub/\n');
    await device.sync();
    await device.remove('sub/c.txt');
    await device.write('sub/new.txt', 'new');
    await device.write('.windlassignore', '# nothing\n');
    rig.tick();
    expect(await device.sync()).toMatchObject({
      downloaded: 1,
      uploaded: 2,
      recorded: 1,
      recycled: 0,
      trashed: 0,
    });
    expect(await device.contents()).toMatchObject({ ...FILES, 'sub/new.txt': 'new' });
    await settled(device);
  });
});

describe('patterns that cannot be read', () => {
  const SECRET = { 'secret/key': 'for nobody else' };

  it.each<readonly [string, (file: string) => Promise<void>]>([
    ['a symlink', (file) => fs.symlink('/dev/null', file)],
    ['a folder', (file) => fs.mkdir(file).then(() => undefined)],
    ['above 1 MiB', (file) => fs.writeFile(file, `secret/\n${'#'.repeat(1024 * 1024)}`)],
  ])('as they are %s, halt the pair before anything is uploaded', async (_what, put) => {
    const { rig, device } = await filled();
    await put(path.join(device.root, '.windlassignore'));
    for (const [name, text] of Object.entries(SECRET)) await device.write(name, text);
    await device.remove('a.txt');
    const { halted } = await device.sync();
    expect(halted).toMatchObject({ code: 'config-invalid', path: '.windlassignore' });
    await unharmed(rig, { bucket: FILES });
    await fs.rm(path.join(device.root, '.windlassignore'), { recursive: true });
    expect((await device.sync()).halted).toBeUndefined();
  });

  it('for want of permission, halt the pair before anything is uploaded', async () => {
    const { rig, device } = await filled();
    await device.write('.windlassignore', 'secret/\n');
    for (const [name, text] of Object.entries(SECRET)) await device.write(name, text);
    await device.restart({
      beforeDisk(call) {
        if (call.name === 'open' && call.path.endsWith('/.windlassignore'))
          throw diskError('EACCES', call.name, call.path);
      },
    });
    expect((await device.sync()).halted).toMatchObject({ code: 'config-invalid', path: '.windlassignore' });
    await unharmed(rig, { bucket: FILES });
  });

  it('because they have not come down yet, are taken from the bucket when a device joins', async () => {
    const { rig, device } = await filled();
    await device.write('.windlassignore', 'secret/\n');
    await device.sync();
    rig.tick();
    const ben = await rig.device('ben');
    for (const [name, text] of Object.entries(SECRET)) await ben.write(name, text);
    await ben.write('b-too.txt', 'goes up');
    expect(await ben.sync()).toMatchObject({ uploaded: 1 });
    expect(Object.keys(await rig.objects(rig.files))).not.toContain('secret/key');
    await settled(ben);
  });

  it('because an editor is just saving them, are waited for', async () => {
    const { rig, device } = await filled();
    await device.write('.windlassignore', 'secret/\n');
    await device.sync();
    rig.tick();
    for (const [name, text] of Object.entries(SECRET)) await device.write(name, text);
    await device.remove('.windlassignore');
    await device.restart({
      clock: {
        ...rig.clock,
        async sleep(ms, signal) {
          await device.write('.windlassignore', 'secret/\n# saved\n');
          await rig.clock.sleep(ms, signal);
        },
      },
    });
    expect(await device.sync()).toMatchObject({ uploaded: 1, failed: 0 });
    expect(Object.keys(await rig.objects(rig.files))).not.toContain('secret/key');
  });
});

describe('what cannot be read', () => {
  const denied =
    (name: string, end: string): BeforeCall =>
    (call) => {
      if (call.name === name && call.path.endsWith(end)) throw diskError('EACCES', call.name, call.path);
    };

  it('below a folder counts as unseen: nothing is deleted there, the rest goes on', async () => {
    const { rig, device } = await filled();
    await device.restart({ beforeDisk: denied('list', '/sub') });
    await device.write('new.txt', 'new');
    await device.remove('a.txt');
    expect(await device.sync()).toMatchObject({ uploaded: 1, recycled: 1, trashed: 0 });
    expect(await rig.objects(rig.files)).toMatchObject({ 'sub/c.txt': FILES['sub/c.txt'], 'new.txt': 'new' });
    expect(await device.contents()).toMatchObject({ 'sub/deep/d.txt': 'delta' });
  });

  it('as a file is listed with its reason, stops nothing else, and goes up once it can be read', async () => {
    const { rig, device } = await filled();
    await device.write('b.txt', 'edited, and not to be read');
    await device.write('new.txt', 'new');
    await device.restart({ beforeDisk: denied('open', '/b.txt') });
    expect(await device.sync()).toMatchObject({
      uploaded: 1,
      failed: 1,
      failures: [{ code: 'local-denied', path: 'b.txt' }],
    });
    expect(device.parts.index.problems()).toMatchObject([
      { path: 'b.txt', code: 'local-denied', kind: 'failed', attempts: 1 },
    ]);
    expect(await rig.objects(rig.files)).toMatchObject({ 'b.txt': 'beta beta', 'new.txt': 'new' });
    await device.restart({ beforeDisk: () => undefined });
    expect(await device.sync()).toMatchObject({ uploaded: 1, failed: 0 });
    expect(device.parts.index.problems()).toEqual([]);
    await settled(device);
  });
});

describe('a full disk', () => {
  const MIB = 1024 * 1024;

  it('takes what fits, keeps what is there, goes on uploading, and takes the rest once there is room', async (context) => {
    needs(context, process.getuid?.() === 0 && can('unshare', '--mount', 'true'), 'the right to mount');
    const rig = await startRig();
    const root = path.join(rig.home, 'small');
    await fs.mkdir(root);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', root]);
    onTestFinished(() => void execFileSync('umount', [root]));
    const device = await rig.device('anna', { root });
    await device.write('kept.txt', 'the old version');
    await device.write('other.txt', 'other');
    expect(await device.sync()).toMatchObject({ uploaded: 2, failed: 0 });
    rig.tick();
    await rig.files.put('kept.txt', Buffer.alloc(6 * MIB, 'k'));
    for (const name of ['big-1', 'big-2', 'big-3', 'big-4'])
      await rig.files.put(name, Buffer.alloc(5 * MIB, name));
    await device.write('up.txt', 'up');
    const report = await device.sync();
    expect(report).toMatchObject({ uploaded: 1, trashed: 0 });
    const told = [report.halted, ...report.failures].filter((error) => error !== undefined);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ code }) => code === 'disk-full')).toBe(true);
    expect(await device.read('kept.txt')).toBe('the old version');
    expect(await fs.readdir(`${device.root}/.windlass/tmp`)).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=64m', device.root]);
    expect(await device.sync()).toMatchObject({ downloaded: 5, failed: 0 });
    expect(await fs.readFile(`${device.root}/kept.txt`)).toEqual(Buffer.alloc(6 * MIB, 'k'));
    await settled(device);
  });
});
