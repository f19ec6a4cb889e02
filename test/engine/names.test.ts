import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filled, FILES, settled } from './guarded.ts';
import type { Device } from './rig.ts';
import { startRig } from './rig.ts';

const blocked = (device: Device): Record<string, string> =>
  Object.fromEntries(
    device.parts.index
      .problems()
      .filter(({ kind }) => kind === 'blocked')
      .map(({ path: at, code }) => [at, code]),
  );

const filesOf = async (device: Device): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await device.contents()).filter(([name]) => !name.endsWith('/')));

const NFC = 'caf\u00e9.txt';
const NFD = 'cafe\u0301.txt';

describe('what cannot be stored in the bucket', () => {
  it('is listed with its reason and stops nothing else', async () => {
    const { rig, device } = await filled();
    await fs.symlink('/etc/passwd', path.join(device.root, 'link'));
    await fs.symlink('..', path.join(device.root, 'up'));
    await fs.writeFile(
      Buffer.concat([Buffer.from(`${device.root}/bad-`), Buffer.from([0xff, 0xfe])]),
      'bytes',
    );
    const deep = `${'d'.repeat(200)}/`.repeat(6);
    await device.write(`${deep}long.txt`, 'too long');
    await device.write('fine.txt', 'fine');
    expect(await device.sync()).toMatchObject({ uploaded: 1, failed: 0, blocked: 4 });
    const reasons = Object.values(blocked(device)).sort();
    expect(reasons).toEqual(['key-too-long', 'name-not-utf8', 'symlink', 'symlink']);
    expect(blocked(device)).toMatchObject({
      link: 'symlink',
      up: 'symlink',
      [`${deep}long.txt`]: 'key-too-long',
    });
    expect(await rig.objects(rig.files)).toEqual({ ...FILES, 'fine.txt': 'fine' });
    expect(await device.sync()).toMatchObject({
      uploaded: 0,
      failed: 0,
      blocked: 4,
      requests: { PUT: 0, HEAD: 0 },
    });
    await fs.rm(path.join(device.root, 'link'));
    expect(await device.sync()).toMatchObject({ blocked: 3 });
    expect(blocked(device)).not.toHaveProperty('link');
  });

  it('leaves the object of a file that became a symlink alone', async () => {
    const { rig, device } = await filled();
    await device.remove('a.txt');
    await fs.symlink('b.txt', path.join(device.root, 'a.txt'));
    expect(await device.sync()).toMatchObject({ recycled: 0, blocked: 1 });
    expect(await rig.objects(rig.files)).toEqual(FILES);
    await device.remove('sub');
    await fs.symlink('/etc', path.join(device.root, 'sub'));
    expect(await device.sync()).toMatchObject({ recycled: 0, failed: 0 });
    expect(await rig.objects(rig.files)).toEqual(FILES);
  });
});

describe('keys of somebody else', () => {
  it('never leave the folder, are listed with their reason, and stop nothing else', async () => {
    const { rig, device } = await filled();
    const before = await fs.readdir(path.dirname(device.root));
    const hostile = [
      '../x',
      '/x',
      'a//b',
      'c/../../y',
      './z',
      'd/./e',
      'nul\0byte',
      `${'n'.repeat(300)}.txt`,
    ];
    for (const key of [...hostile, '.windlass/marker.json', '.WINDLASS/x', 'fine.txt'])
      await rig.files.put(key, Buffer.from('from outside'));
    expect(await device.sync()).toMatchObject({
      downloaded: 1,
      failed: 0,
      failures: [],
      blocked: hostile.length,
    });
    expect(Object.keys(blocked(device)).sort()).toEqual([...hostile].sort());
    expect(await filesOf(device)).toEqual({ ...FILES, 'fine.txt': 'from outside' });
    expect(await fs.readdir(path.dirname(device.root))).toEqual(before);
    expect(await device.sync()).toMatchObject({ downloaded: 0, failed: 0, blocked: hostile.length });
    expect(Object.keys(await rig.objects(rig.files))).toEqual(expect.arrayContaining(['../x', 'a//b']));
  });

  it('that no file system can hold together are kept: one arrives, the other is listed', async () => {
    const rig = await startRig();
    const device = await rig.device('anna');
    await rig.files.put('a', Buffer.from('a file'));
    await rig.files.put('a/b', Buffer.from('below it'));
    await rig.files.put('c', Buffer.from('c'));
    const report = await device.sync();
    expect(report).toMatchObject({ failed: 0, failures: [], blocked: 1, recycled: 0 });
    expect(await rig.objects(rig.files)).toMatchObject({ 'a/b': 'below it', c: 'c' });
    expect(Object.values(await rig.objects(rig.files)).sort()).toEqual(['a file', 'below it', 'c']);
    const again = await device.sync();
    expect(again).toMatchObject({ downloaded: 0, uploaded: 0, failed: 0, blocked: 1 });
  });

  it('that differ in case alone arrive as one file where the file system does not tell them apart', async () => {
    const rig = await startRig();
    const device = await rig.device('anna', {
      traits: { caseSensitive: false, windowsNames: false, stableInodes: true },
    });
    await rig.files.put('Readme.txt', Buffer.from('one'));
    await rig.files.put('README.TXT', Buffer.from('two'));
    await rig.files.put('z.txt', Buffer.from('z'));
    expect(await device.sync()).toMatchObject({ downloaded: 2, failed: 0, blocked: 1 });
    expect(Object.values(blocked(device))).toEqual(['name-clash']);
    expect(Object.values(await rig.objects(rig.files)).sort()).toEqual(['one', 'two', 'z']);
    expect(await device.sync()).toMatchObject({ downloaded: 0, uploaded: 0, recycled: 0, blocked: 1 });
  });

  it('that Windows refuses are listed there, and arrive elsewhere', async () => {
    const rig = await startRig();
    const windows = await rig.device('win', {
      traits: { caseSensitive: false, windowsNames: true, stableInodes: true },
    });
    const linux = await rig.device('lin');
    for (const key of ['con.txt', 'a:b', 'dot.', 'fine.txt']) await rig.files.put(key, Buffer.from(key));
    expect(await windows.sync()).toMatchObject({ downloaded: 1, blocked: 3, failed: 0 });
    expect(blocked(windows)).toEqual({
      'con.txt': 'name-reserved',
      'a:b': 'name-illegal',
      'dot.': 'name-trailing',
    });
    expect(await linux.sync()).toMatchObject({ downloaded: 4, blocked: 0, failed: 0 });
    await settled(linux);
  });
});

describe('spellings', () => {
  it('of one name in NFD here and NFC there are one file, and each side keeps its own', async () => {
    const rig = await startRig();
    const anna = await rig.device('anna');
    const ben = await rig.device('ben');
    await anna.write(NFD, 'coffee');
    expect(await anna.sync()).toMatchObject({ uploaded: 1, failed: 0 });
    expect(Object.keys(await rig.objects(rig.files))).toEqual([NFC]);
    await settled(anna);
    rig.tick();
    await ben.sync();
    await ben.write(NFC, 'more coffee');
    await ben.sync();
    expect(await anna.sync()).toMatchObject({ downloaded: 1, failed: 0, conflicts: 0 });
    expect(await anna.contents()).toEqual({ [NFD]: 'more coffee' });
    await settled(anna);
    await settled(ben);
  });

  it('of a key in NFD are kept, and its file comes and goes with it', async () => {
    const rig = await startRig();
    const device = await rig.device('anna');
    await rig.files.put(NFD, Buffer.from('coffee'));
    await rig.files.put('z.txt', Buffer.from('z'));
    expect(await device.sync()).toMatchObject({ downloaded: 2, failed: 0 });
    const [name = ''] = Object.keys(await device.contents()).filter((at) => at.startsWith('caf'));
    await device.write(name, 'tea, for once');
    expect(await device.sync()).toMatchObject({ uploaded: 1, failed: 0 });
    expect(await rig.objects(rig.files)).toEqual({ [NFD]: 'tea, for once', 'z.txt': 'z' });
    await settled(device);
  });
});

describe('a file that becomes a folder, and the reverse', () => {
  it('here goes to the other device as it is', async () => {
    const rig = await startRig();
    const anna = await rig.device('anna');
    const ben = await rig.device('ben');
    await anna.write('other.txt', 'other');
    await anna.write('thing', 'a file');
    await anna.write('box/inside.txt', 'inside');
    await anna.sync();
    await ben.sync();
    await anna.remove('thing');
    await anna.write('thing/now.txt', 'a folder');
    await anna.remove('box');
    await anna.write('box', 'a file now');
    rig.tick();
    expect(await anna.sync()).toMatchObject({ failed: 0, conflicts: 0 });
    rig.tick();
    expect(await ben.sync()).toMatchObject({ failed: 0, conflicts: 0 });
    expect(await ben.contents()).toEqual({
      'other.txt': 'other',
      'thing/': '',
      'thing/now.txt': 'a folder',
      box: 'a file now',
    });
    await settled(anna);
    await settled(ben);
  });

  it('on both sides at once keeps every byte', async () => {
    const rig = await startRig();
    const anna = await rig.device('anna');
    const ben = await rig.device('ben');
    await anna.write('thing', 'a file');
    await anna.sync();
    await ben.sync();
    await anna.write('thing', 'edited by anna');
    await ben.remove('thing');
    await ben.write('thing/now.txt', 'a folder');
    rig.tick();
    await ben.sync();
    rig.tick();
    expect(await anna.sync()).toMatchObject({ failed: 0 });
    rig.tick();
    await ben.sync();
    await anna.sync();
    const files = await filesOf(anna);
    expect(Object.values(files).sort()).toEqual(['a folder', 'edited by anna']);
    expect(await filesOf(ben)).toEqual(files);
    await settled(anna);
    await settled(ben);
  });
});

describe('empty folders', () => {
  it('come and go by their markers', async () => {
    const rig = await startRig();
    const anna = await rig.device('anna');
    const ben = await rig.device('ben');
    await anna.mkdir('empty/deeper');
    await anna.write('a.txt', 'alpha');
    await anna.sync();
    expect(Object.keys(await rig.objects(rig.files))).toEqual(['a.txt', 'empty/deeper/']);
    await settled(anna);
    await ben.sync();
    expect(await ben.contents()).toEqual({ 'a.txt': 'alpha', 'empty/': '', 'empty/deeper/': '' });
    await settled(ben);
    await ben.remove('empty');
    rig.tick();
    await ben.sync();
    expect(Object.keys(await rig.objects(rig.files))).toEqual(['a.txt']);
    await anna.sync();
    expect(await anna.contents()).toEqual({ 'a.txt': 'alpha' });
    await settled(anna);
  });
});
