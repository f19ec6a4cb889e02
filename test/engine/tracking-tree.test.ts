import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, inStep, RARELY, scene } from './tracking-scene.ts';

describe('the tree of folders', () => {
  const row = (name: string, files: number, bytes: number, rest: object = {}) => ({
    name: name.split('/').at(-2),
    path: name,
    files,
    bytes,
    state: 'on',
    hasFolders: false,
    partial: false,
    ...rest,
  });

  it('has the sizes of folders that are on and of those that are off', async () => {
    const { engine, rig } = await scene();
    const before = await engine.tracking.folders('');
    expect(before).toEqual({
      rows: [row('big/', 2, 5, { hasFolders: true }), row('kept/', 1, 4)],
      files: 4,
      bytes: 10,
      partial: false,
    });
    await engine.tracking.setOff(['big/deep/'], { free: true });
    expect(await engine.tracking.folders('')).toMatchObject({
      rows: [row('big/', 2, 5, { hasFolders: true, state: 'some' }), row('kept/', 1, 4)],
      files: 4,
      bytes: 10,
    });
    expect((await engine.tracking.folders('big/')).rows).toEqual([row('big/deep/', 1, 3, { state: 'off' })]);
    await engine.tracking.setOff(['big/'], { free: true });
    await inStep(rig, engine);
    expect(await engine.tracking.folders('')).toMatchObject({
      rows: [row('big/', 2, 5, { hasFolders: true, state: 'off' }), row('kept/', 1, 4)],
      files: 4,
      bytes: 10,
    });
    expect(await engine.tracking.folders('big/')).toMatchObject({
      rows: [row('big/deep/', 1, 3, { state: 'off' })],
      files: 2,
      bytes: 5,
    });
  });

  it('is that of the bucket before the first sync, so that folders can be turned off ahead of it', async () => {
    const { rig } = await scene();
    const carl = await rig.device('carl');
    const engine = carl.engine(RARELY);
    expect((await engine.tracking.folders('')).rows.map(({ path, files }) => [path, files])).toEqual([
      ['big/', 2],
      ['kept/', 1],
    ]);
    await engine.tracking.setOff(['big/'], { free: true });
    await inStep(rig, engine);
    expect(filesOf(await carl.contents())).toEqual({ 'a.txt': 'a', 'kept/d.txt': 'dddd' });
  });

  it('is there while the bucket is not, with sizes that are not known told as such', async () => {
    const { rig, engine } = await scene();
    await engine.tracking.setOff(['big/'], { free: false });
    await inStep(rig, engine);
    const online = await rig.goOffline();
    expect(await engine.tracking.folders('')).toEqual({
      rows: [row('big/', 0, 0, { state: 'off', partial: true, hasFolders: true }), row('kept/', 1, 4)],
      files: 2,
      bytes: 5,
      partial: true,
    });
    await online();
  });
});

describe('ignore patterns', () => {
  it('are read and written, and the file before is in the local trash', async () => {
    const { rig, anna, ben, engine } = await scene();
    expect(await engine.tracking.ignoreText()).toBe('');
    await engine.tracking.setIgnoreText('*.log\n');
    await engine.tracking.setIgnoreText('*.tmp\n');
    expect(await anna.read('.windlassignore')).toBe('*.tmp\n');
    expect(await engine.tracking.ignoreText()).toBe('*.tmp\n');
    await anna.write('x.tmp', 'ignored');
    await inStep(rig, engine, ben);
    expect(await ben.read('.windlassignore')).toBe('*.tmp\n');
    expect(await ben.read('x.tmp')).toBeUndefined();
    const trash = await fs.readdir(path.join(anna.root, '.windlass/trash'), { recursive: true });
    expect(trash.filter((name) => name.endsWith('.windlassignore'))).toHaveLength(1);
    expect(await fs.readdir(path.join(anna.root, '.windlass/tmp'))).toEqual([]);
  });

  it('that are too long, or have no file to be in, are refused and change nothing', async () => {
    const { anna, engine } = await scene();
    const tooLong = 'x'.repeat(1024 * 1024 + 1);
    await expect(engine.tracking.setIgnoreText(tooLong)).rejects.toThrow('config-invalid');
    await anna.mkdir('.windlassignore');
    await expect(engine.tracking.setIgnoreText('x')).rejects.toThrow('config-invalid');
  });

  it('show what they match before they hold', async () => {
    const { anna, engine } = await scene({
      'a.log': '1',
      'logs/b.log': '22',
      'logs/c.txt': '333',
      'out/d.bin': '4444',
      'out/deep/e.bin': '55555',
      'z.txt': '6',
    });
    await anna.write('.windlassignore', '*.log\n');
    await anna.write('.DS_Store', 'default');
    const preview = await engine.tracking.previewIgnore('out/\nlogs/*\n!logs/b.log\n[bad\nz//y');
    expect(preview).toEqual({
      files: 3,
      bytes: 12,
      rows: [
        { path: 'logs/c.txt', size: 3, isFolder: false },
        { path: 'out/', size: 9, isFolder: true },
      ],
      // logs/c.txt and both in out/; a.log and logs/b.log the other way round.
      newlyIgnored: 3,
      newlyTracked: 2,
      badLines: [4, 5],
    });
    expect(await engine.tracking.previewIgnore('*.log')).toMatchObject({
      files: 2,
      newlyIgnored: 0,
      newlyTracked: 0,
    });
  });

  it('show no more than 200 rows, and count all', async () => {
    const { engine } = await scene(
      Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`f${at}.x`, 'x'])),
    );
    const { rows, files } = await engine.tracking.previewIgnore('*.x');
    expect([rows.length, files]).toEqual([200, 250]);
  });

  it('are not asked about folders that are off', async () => {
    const { engine } = await scene();
    await engine.tracking.setOff(['big/'], { free: false });
    expect(await engine.tracking.previewIgnore('*.txt')).toMatchObject({ files: 2, newlyIgnored: 2 });
  });

  it('are shown no longer once nobody waits for them', async () => {
    const { engine } = await scene();
    const aborted = AbortSignal.abort();
    await expect(engine.tracking.previewIgnore('*', { signal: aborted })).rejects.toThrow('aborted');
  });
});
