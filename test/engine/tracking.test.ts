import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemWatcher } from '../../sync-engine/adapters/watcher/system-watcher.ts';
import { openPairEngine } from '../../sync-engine/engine/open.ts';
import { below, FILES, filesOf, inStep, RARELY, reopened, scene } from './tracking-scene.ts';

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
