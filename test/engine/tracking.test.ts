import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemWatcher } from '../../sync-engine/adapters/watcher/system-watcher.ts';
import { openPairEngine } from '../../sync-engine/engine/open.ts';
import type { PairEngine } from '../../sync-engine/engine/engine.ts';
import type { SessionTiming } from '../../sync-engine/engine/session.ts';
import { startRig } from './rig.ts';
import type { Device, Rig } from './rig.ts';

const RARELY: SessionTiming = { pollMinMs: 3_600_000, pollMaxMs: 3_600_000, rescanMs: 3_600_000 };
const FILES = { 'a.txt': 'a', 'big/b.txt': 'bb', 'big/deep/c.txt': 'ccc', 'kept/d.txt': 'dddd' };

interface Scene {
  readonly rig: Rig;
  readonly anna: Device;
  readonly ben: Device;
  /** Anna's; another one after `reopen`. */
  readonly engine: PairEngine;
}

/** Two devices in step. */
async function scene(files: Readonly<Record<string, string>> = FILES): Promise<Scene> {
  const rig = await startRig({ prefix: 'p/' });
  const anna = await rig.device('anna');
  const ben = await rig.device('ben');
  for (const [name, text] of Object.entries(files)) await anna.write(name, text);
  const engine = anna.engine(RARELY);
  await inStep(rig, engine, ben);
  return { rig, anna, ben, engine };
}

/** Syncs through engines, which know what is off, and through devices. */
async function inStep(rig: Rig, ...parties: readonly (PairEngine | Device)[]): Promise<void> {
  for (const party of parties) {
    rig.tick();
    expect(await party.sync()).toMatchObject({ failures: [], failed: 0, held: 0 });
  }
}

/** The pair opened again with these folders off by its configuration, as by a new process. */
async function reopened({ anna }: Scene, off: readonly string[]): Promise<PairEngine> {
  await anna.restart({ off });
  return anna.engine(RARELY);
}

const filesOf = (contents: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(contents).filter(([name]) => !name.endsWith('/')));

const below = (prefix: string, texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${prefix}${name}`, text]));

describe('a folder turned off', () => {
  it('stays where it is on both sides, and neither edits nor deletions in it travel', async () => {
    const { rig, anna, ben, engine } = await scene();
    expect(await engine.tracking.setOff(['big/'], { free: false })).toEqual({ files: 0, bytes: 0, kept: 0 });
    await inStep(rig, engine, ben);
    expect(filesOf(await anna.contents())).toEqual(FILES);
    expect(await rig.objects(rig.files)).toEqual(below('p/', FILES));
    await anna.write('big/b.txt', 'edited here');
    await anna.write('big/new.txt', 'new here');
    await anna.remove('big/deep');
    await ben.write('big/theirs.txt', 'new there');
    await ben.remove('big/b.txt');
    await inStep(rig, ben, engine, ben);
    expect(filesOf(await anna.contents())).toEqual({
      'a.txt': 'a',
      'kept/d.txt': 'dddd',
      'big/b.txt': 'edited here',
      'big/new.txt': 'new here',
    });
    const { 'big/b.txt': _gone, ...others } = FILES;
    expect(filesOf(await ben.contents())).toEqual({ ...others, 'big/theirs.txt': 'new there' });
    expect(Object.values(await rig.objects(rig.recycle))).toEqual(['bb']);
  });

  it('with its files freed has them in the local trash, and in the bucket as before', async () => {
    const { rig, anna, ben, engine } = await scene();
    const freed = await engine.tracking.setOff(['big/'], { free: true });
    expect(freed).toEqual({ files: 2, bytes: 5, kept: 0 });
    expect(await anna.contents()).toEqual({ 'a.txt': 'a', 'kept/': '', 'kept/d.txt': 'dddd' });
    await inStep(rig, engine, ben, engine);
    expect(filesOf(await ben.contents())).toEqual(FILES);
    expect(await rig.objects(rig.files)).toEqual(below('p/', FILES));
    expect(await rig.objects(rig.recycle)).toEqual({});
    const trash = path.join(anna.root, '.windlass/trash');
    const trashed = (await fs.readdir(trash, { recursive: true })).filter((name) => name.endsWith('.txt'));
    expect(trashed.map((name) => name.split('/').slice(1).join('/')).sort()).toEqual([
      'big/b.txt',
      'big/deep/c.txt',
    ]);
  });

  it('is not freed of what the bucket may not have', async () => {
    const { anna, engine } = await scene();
    await anna.write('big/b.txt', 'edited since');
    await anna.write('big/new/n.txt', 'never synced');
    const freed = await engine.tracking.setOff(['big/'], { free: true });
    expect(freed).toEqual({ files: 1, bytes: 3, kept: 2 });
    expect(filesOf(await anna.contents())).toEqual({
      'a.txt': 'a',
      'kept/d.txt': 'dddd',
      'big/b.txt': 'edited since',
      'big/new/n.txt': 'never synced',
    });
  });

  it.each(['two-way', 'upload-only', 'download-only'] as const)(
    'and on again comes back by union in %s mode, and nothing is deleted anywhere',
    async (mode) => {
      const { rig, anna, ben } = await scene();
      await anna.restart({ mode });
      const inMode = anna.engine(RARELY);
      await inMode.tracking.setOff(['big/'], { free: true });
      await inStep(rig, inMode);
      await inMode.tracking.setOff([], { free: false });
      await inStep(rig, inMode, ben, inMode);
      expect(await rig.objects(rig.files)).toEqual(below('p/', FILES));
      expect(await rig.objects(rig.recycle)).toEqual({});
      expect(filesOf(await ben.contents())).toEqual(FILES);
      // Where the folder is the truth, nothing comes down.
      const here = mode === 'upload-only' ? { 'a.txt': 'a', 'kept/d.txt': 'dddd' } : FILES;
      expect(filesOf(await anna.contents())).toEqual(here);
    },
  );

  it('and on again before any sync took place deletes nothing in the bucket', async () => {
    const { rig, anna, ben, engine } = await scene();
    await engine.tracking.setOff(['big/'], { free: true });
    await engine.tracking.setOff([], { free: false });
    await inStep(rig, engine, ben);
    expect(await rig.objects(rig.files)).toEqual(below('p/', FILES));
    expect(filesOf(await anna.contents())).toEqual(FILES);
  });

  it('by hand in the configuration, emptied by hand and on again, deletes nothing in the bucket', async () => {
    const made = await scene();
    const { rig, anna, ben } = made;
    await reopened(made, ['big/']);
    await anna.remove('big');
    const engine = await reopened(made, []);
    await inStep(rig, engine, ben);
    expect(await rig.objects(rig.files)).toEqual(below('p/', FILES));
    expect(filesOf(await anna.contents())).toEqual(FILES);
  });

  it('that is killed while it is freed, and on again at once, deletes nothing in the bucket', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`big/f${at}.txt`, `text ${at}`]));
    const { rig, anna, ben } = await scene(files);
    const { parts } = anna;
    let freed = 0;
    // The process dies when half of the files are gone: from then on it writes nothing down.
    const index: typeof parts.index = {
      ...parts.index,
      apply(changes, options) {
        freed += changes.filter((change) => change.kind === 'activity').length;
        if (freed >= 20) throw new Error('killed');
        parts.index.apply(changes, options);
      },
    };
    const dying = openPairEngine({
      parts: { ...parts, index },
      watcher: systemWatcher,
      timing: RARELY,
      close: () => Promise.resolve(),
    });
    await expect(dying.tracking.setOff(['big/'], { free: true })).rejects.toThrow('killed');
    const left = Object.keys(filesOf(await anna.contents())).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(40);
    await anna.restart({ off: [] });
    await inStep(rig, anna.engine(RARELY), ben);
    expect(await rig.objects(rig.files)).toEqual(below('p/', files));
    expect(filesOf(await anna.contents())).toEqual(files);
  });

  it('stays off after a restart, and its deletion elsewhere is none here', async () => {
    const made = await scene();
    const { rig, anna, ben } = made;
    await made.engine.tracking.setOff(['big/'], { free: false });
    const engine = await reopened(made, ['big/']);
    await ben.remove('big');
    await inStep(rig, ben, engine);
    expect(filesOf(await anna.contents())).toEqual(FILES);
    expect(Object.keys(await rig.objects(rig.files)).sort()).toEqual(['p/a.txt', 'p/kept/d.txt']);
  });

  it('is turned off in the middle of a session, which then leaves it alone', async () => {
    const { rig, anna, engine } = await scene();
    const session = engine.run();
    try {
      await engine.tracking.setOff(['big/'], { free: true });
      await anna.write('big/new.txt', 'untracked');
      await anna.write('kept/e.txt', 'tracked');
      await expect
        .poll(() => rig.objects(rig.files))
        .toEqual(below('p/', { ...FILES, 'kept/e.txt': 'tracked' }));
    } finally {
      await session.stop();
    }
    expect(await rig.objects(rig.recycle)).toEqual({});
  });
});

describe('freeing a large folder', () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`big/f${at}.txt`, `text ${at}`]));

  it('ends when the pair is closed, and goes on being off', async () => {
    const { rig, anna, ben, engine } = await scene(files);
    const freeing = engine.tracking.setOff(['big/'], { free: true });
    await Promise.all([expect(freeing).rejects.toThrow('aborted'), engine.close()]);
    const left = filesOf(await anna.contents());
    expect(Object.keys(left).length).toBeGreaterThan(0);
    await anna.restart({ off: ['big/'] });
    await inStep(rig, anna.engine(RARELY), ben);
    expect(filesOf(await anna.contents())).toEqual(left);
    expect(await rig.objects(rig.files)).toEqual(below('p/', files));
  });

  it('does not keep a session that waits for its turn from stopping', async () => {
    const { anna } = await scene(files);
    const hold = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    await anna.restart({
      beforeDisk: async ({ name }) => {
        if (name !== 'rename') return;
        held.resolve();
        await hold.promise;
      },
    });
    const inTurn = anna.engine(RARELY);
    const freeing = inTurn.tracking.setOff(['big/'], { free: true });
    await held.promise;
    const session = inTurn.run();
    await session.stop();
    hold.resolve();
    expect(await freeing).toMatchObject({ files: 300 });
  });
});

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
