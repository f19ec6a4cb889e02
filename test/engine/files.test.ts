import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { can, needs } from '../fs/requires.ts';
import { filled, settled } from './guarded.ts';
import type { Device, Rig } from './rig.ts';
import { startRig } from './rig.ts';

const run = promisify(execFile);

/** The keys go by the environment: argv can be read by everybody on the machine. */
function rcloneEnv({ home, server }: Rig): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    RCLONE_CONFIG_STORE_TYPE: 's3',
    RCLONE_CONFIG_STORE_PROVIDER: 'Other',
    RCLONE_CONFIG_STORE_ENDPOINT: server.endpoint,
    RCLONE_CONFIG_STORE_ACCESS_KEY_ID: server.credentials.accessKeyId,
    RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: server.credentials.secretAccessKey,
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const problems = (device: Device): Record<string, string> =>
  Object.fromEntries(device.parts.index.problems().map(({ path: at, code }) => [at, code]));

async function pairOf(rig: Rig): Promise<readonly [Device, Device]> {
  return [await rig.device('anna'), await rig.device('ben')];
}

describe('what counts as a change', () => {
  it('is not a touch', async () => {
    const { device } = await filled();
    await fs.utimes(path.join(device.root, 'a.txt'), new Date(), new Date(1_600_000_000_000));
    expect(await device.sync()).toMatchObject({
      uploaded: 0,
      recorded: 1,
      recycled: 0,
      requests: { PUT: 0, COPY: 0 },
    });
    await settled(device);
  });

  it('is not the same content saved anew, in place or by a rename', async () => {
    const { device } = await filled();
    await device.write('a.txt', 'alpha');
    await device.write('.b.tmp-save', 'beta beta');
    await device.move('.b.tmp-save', 'b.txt');
    expect(await device.sync()).toMatchObject({
      uploaded: 0,
      recorded: 2,
      requests: { PUT: 0, COPY: 0, GET: 0 },
    });
    await settled(device);
  });

  it('is another content of the same size and modification time', async () => {
    const { rig, device } = await filled();
    const file = path.join(device.root, 'a.txt');
    const { atime, mtime } = await fs.stat(file);
    await fs.writeFile(file, 'ALPHA');
    await fs.utimes(file, atime, mtime);
    expect(await device.sync()).toMatchObject({ uploaded: 1 });
    expect(await rig.objects(rig.files)).toMatchObject({ 'a.txt': 'ALPHA' });
    await settled(device);
  });
});

describe('a file that arrives', () => {
  it('has the modification time it has elsewhere', async () => {
    const rig = await startRig();
    const [anna, ben] = await pairOf(rig);
    await anna.write('old.txt', 'old');
    await fs.utimes(path.join(anna.root, 'old.txt'), 0, 1_234_567_890.123456);
    await anna.sync();
    await ben.sync();
    const { mtimeNs } = await fs.stat(path.join(ben.root, 'old.txt'), { bigint: true });
    expect(mtimeNs / 1_000n).toBe(1_234_567_890_123_456n);
    await settled(ben);
  });

  it('keeps the permissions of the file it replaces', async () => {
    const rig = await startRig();
    const [anna, ben] = await pairOf(rig);
    await anna.write('run.sh', 'echo 1');
    await anna.sync();
    await ben.sync();
    await fs.chmod(path.join(ben.root, 'run.sh'), 0o750);
    await ben.sync();
    rig.tick();
    await anna.write('run.sh', 'echo 2 and more');
    await anna.sync();
    expect(await ben.sync()).toMatchObject({ downloaded: 1, uploaded: 0 });
    const { mode } = await fs.stat(path.join(ben.root, 'run.sh'));
    expect(mode & 0o777).toBe(0o750);
    await settled(ben);
  });

  it('is not put in place when its content is not what its metadata promises, and is listed', async () => {
    const rig = await startRig();
    const [anna, ben] = await pairOf(rig);
    await anna.write('a.txt', 'the right one');
    await anna.write('b.txt', 'b');
    await anna.sync();
    await ben.sync();
    rig.tick();
    await rig.files.put('a.txt', Buffer.from('a forgery'), {
      metadata: { sha256: sha256('something else') },
    });
    await rig.files.put('b.txt', Buffer.from('b, edited'));
    expect(await ben.sync()).toMatchObject({
      downloaded: 1,
      failed: 1,
      failures: [{ code: 'content-mismatch', path: 'a.txt' }],
    });
    expect(await ben.contents()).toEqual({ 'a.txt': 'the right one', 'b.txt': 'b, edited' });
    expect(problems(ben)).toEqual({ 'a.txt': 'content-mismatch' });
    expect(await fs.readdir(path.join(ben.root, '.windlass/tmp'))).toEqual([]);
    await rig.files.put('a.txt', Buffer.from('mended'));
    expect(await ben.sync()).toMatchObject({ downloaded: 1, failed: 0 });
    expect(problems(ben)).toEqual({});
    await settled(ben);
  });
});

describe('objects of other tools', () => {
  it('arrive without metadata, dated by the bucket', async () => {
    const rig = await startRig();
    const device = await rig.device('anna');
    await rig.files.put('plain.txt', Buffer.from('plain'));
    expect(await device.sync()).toMatchObject({ downloaded: 1, failed: 0 });
    const head = await rig.files.head('plain.txt');
    const { mtimeMs } = await fs.stat(path.join(device.root, 'plain.txt'));
    expect(Math.abs(mtimeMs - (head?.modifiedMs ?? 0))).toBeLessThan(1_000);
    await settled(device);
  });

  it('go by their own metadata only as far as it makes sense', async () => {
    const rig = await startRig();
    const device = await rig.device('anna');
    await rig.files.put('odd.txt', Buffer.from('odd'), {
      metadata: { mtime: 'yesterday', sha256: 'none', device: '' },
    });
    expect(await device.sync()).toMatchObject({ downloaded: 1, failed: 0 });
    expect(await device.contents()).toEqual({ 'odd.txt': 'odd' });
    await settled(device);
  });

  it('are compared by content where both sides have them already', async () => {
    const rig = await startRig();
    const device = await rig.device('anna');
    await rig.files.put('same.txt', Buffer.from('same'));
    await rig.files.put('else.txt', Buffer.from('theirs'));
    await device.write('same.txt', 'same');
    await device.write('else.txt', 'mine!!');
    expect(await device.sync()).toMatchObject({ recorded: 1, conflicts: 1, uploaded: 1, failed: 0 });
    expect(await device.contents()).toMatchObject({ 'same.txt': 'same', 'else.txt': 'theirs' });
    await settled(device);
  });

  it('of rclone keep their modification time here, and ours there', async (context) => {
    needs(context, can('rclone', 'version'), 'rclone');
    const rig = await startRig();
    const device = await rig.device('anna');
    const rclone = async (...args: readonly string[]): Promise<string> =>
      (await run('rclone', ['--config', '/dev/null', ...args], { env: rcloneEnv(rig) })).stdout;
    const theirs = path.join(rig.home, 'from-rclone');
    await fs.mkdir(theirs);
    await fs.writeFile(path.join(theirs, 'theirs.txt'), 'theirs');
    await fs.utimes(path.join(theirs, 'theirs.txt'), 0, 1_111_111_111.5);
    await rclone('copy', theirs, 'STORE:files');
    await device.write('ours.txt', 'ours');
    await fs.utimes(path.join(device.root, 'ours.txt'), 0, 1_222_222_222.25);
    expect(await device.sync()).toMatchObject({ downloaded: 1, uploaded: 1, failed: 0 });
    const { mtimeMs } = await fs.stat(path.join(device.root, 'theirs.txt'));
    expect(mtimeMs).toBe(1_111_111_111_500);
    const listed = JSON.parse(await rclone('lsjson', 'STORE:files')) as {
      readonly Name: string;
      readonly ModTime: string;
    }[];
    const ours = listed.find(({ Name }) => Name === 'ours.txt');
    expect(Date.parse(ours?.ModTime ?? '')).toBe(1_222_222_222_250);
    await settled(device);
  });
});

it('names the device in the metadata, whatever script it is written in', async () => {
  const rig = await startRig();
  const device = await rig.device('Jürgens 書斎 💻');
  await device.write('a.txt', 'alpha');
  expect(await device.sync()).toMatchObject({ uploaded: 1, failed: 0 });
  const head = await rig.files.head('a.txt');
  expect(head?.metadata).toMatchObject({ device: 'Jürgens 書斎 💻', sha256: sha256('alpha') });
});
