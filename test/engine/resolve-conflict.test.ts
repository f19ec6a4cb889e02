import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PairEngine } from '../../sync-engine/engine/engine.ts';
import type { ConflictView } from '../../sync-engine/engine/conflict-view.ts';
import type { ConflictChoice } from '../../sync-engine/engine/resolve-conflict.ts';
import type { SessionTiming } from '../../sync-engine/engine/session.ts';
import { startRig } from './rig.ts';
import type { Device, DeviceOptions, Rig } from './rig.ts';

const RARELY: SessionTiming = { pollMinMs: 3_600_000, pollMaxMs: 3_600_000, rescanMs: 3_600_000 };

interface Scene {
  readonly rig: Rig;
  /** Found the conflicts; has `bens NAME` at each path and `annas NAME` in the copies. */
  readonly anna: Device;
  readonly ben: Device;
  readonly engine: PairEngine;
}

/** Files that both devices changed, and that ben was the first to sync. */
async function conflicted(names: readonly string[], options: DeviceOptions = {}): Promise<Scene> {
  const rig = await startRig({ prefix: 'p/' });
  const anna = await rig.device('anna', options);
  const ben = await rig.device('ben');
  for (const name of names) await ben.write(name, `first ${name}`);
  await inStep(rig, ben, anna);
  for (const name of names) {
    await ben.write(name, `bens ${name}`);
    await anna.write(name, `annas version of ${name}`);
  }
  await inStep(rig, ben, anna, ben);
  return { rig, anna, ben, engine: anna.engine(RARELY) };
}

async function inStep(rig: Rig, ...devices: readonly Device[]): Promise<void> {
  for (const device of devices) {
    rig.tick();
    expect(await device.sync()).toMatchObject({ failures: [], failed: 0, held: 0 });
  }
}

function picks(views: readonly ConflictView[], choice: ConflictChoice) {
  return views.map(({ record, version }) => ({ copyId: record.copyId, choice, version }));
}

/** Text of everything in either trash and in the folders: nothing may be missing from it. */
async function everything({ rig, anna, ben }: Scene): Promise<ReadonlySet<string>> {
  const found = [
    ...Object.values(await rig.objects(rig.files)),
    ...Object.values(await rig.objects(rig.recycle)),
  ];
  for (const { root } of [anna, ben]) {
    for (const entry of await fs.readdir(root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) found.push(await fs.readFile(path.join(entry.parentPath, entry.name), 'utf8'));
    }
  }
  return new Set(found);
}

async function trashTexts(device: Device): Promise<readonly string[]> {
  const trash = path.join(device.root, '.windlass/trash');
  const texts: string[] = [];
  for (const entry of await fs.readdir(trash, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (entry.isFile()) texts.push(await fs.readFile(path.join(entry.parentPath, entry.name), 'utf8'));
  }
  return texts.sort();
}

describe('a conflict', () => {
  it('is shown with both sides, and the devices they came from', async () => {
    const { engine, anna } = await conflicted(['a.txt']);
    const [view] = await engine.viewConflicts();
    expect(view).toMatchObject({
      record: { path: 'a.txt' },
      mine: { device: 'anna', file: { stamp: { size: 'annas version of a.txt'.length } } },
      theirs: { device: 'ben', file: { path: 'a.txt', stamp: { size: 'bens a.txt'.length } } },
    });
    await anna.remove('a.txt');
    expect((await engine.viewConflicts())[0]?.theirs).toBeUndefined();
  });

  it('is shown without the device while the bucket does not answer', async () => {
    const { engine, rig } = await conflicted(['a.txt']);
    const online = await rig.goOffline();
    const [view] = await engine.viewConflicts();
    expect(view?.theirs).toMatchObject({ file: { path: 'a.txt' }, device: undefined });
    await online();
  });

  it('settled for mine leaves mine at the path of both devices, and theirs in the trash', async () => {
    const scene = await conflicted(['a.txt', 'sub/b.txt']);
    const { rig, anna, ben, engine } = scene;
    const views = await engine.viewConflicts();
    expect(await engine.resolveConflicts(picks(views, 'mine'))).toEqual({ resolved: 2, failures: [] });
    expect(engine.conflicts()).toEqual([]);
    await inStep(rig, anna, ben);
    const texts = {
      'a.txt': 'annas version of a.txt',
      'sub/b.txt': 'annas version of sub/b.txt',
      'sub/': '',
    };
    expect(await anna.contents()).toEqual(texts);
    expect(await ben.contents()).toEqual(texts);
    const recycled = Object.values(await rig.objects(rig.recycle));
    for (const text of [
      'bens a.txt',
      'bens sub/b.txt',
      'annas version of a.txt',
      'annas version of sub/b.txt',
    ])
      expect(recycled).toContain(text);
    expect(await trashTexts(anna)).toEqual(expect.arrayContaining(['bens a.txt', 'bens sub/b.txt']));
  });

  it('settled for theirs leaves theirs on both devices, and mine in the trash', async () => {
    const scene = await conflicted(['a.txt']);
    const { rig, anna, ben, engine } = scene;
    const views = await engine.viewConflicts();
    expect(await engine.resolveConflicts(picks(views, 'theirs'))).toEqual({ resolved: 1, failures: [] });
    await inStep(rig, anna, ben);
    expect(await anna.contents()).toEqual({ 'a.txt': 'bens a.txt' });
    expect(await ben.contents()).toEqual({ 'a.txt': 'bens a.txt' });
    expect(Object.values(await rig.objects(rig.recycle))).toContain('annas version of a.txt');
    expect(await trashTexts(anna)).toContain('annas version of a.txt');
  });

  it('settled for both is no conflict any more, and both versions stay', async () => {
    const { rig, anna, ben, engine } = await conflicted(['a.txt']);
    const before = await anna.contents();
    const views = await engine.viewConflicts();
    expect(await engine.resolveConflicts(picks(views, 'both'))).toEqual({ resolved: 1, failures: [] });
    expect(engine.conflicts()).toEqual([]);
    await inStep(rig, anna, ben);
    expect(engine.conflicts()).toEqual([]);
    expect(Object.keys(before)).toHaveLength(2);
    expect(await anna.contents()).toEqual(before);
    expect(await ben.contents()).toEqual(before);
  });

  it.each(['mine', 'theirs'] as const)(
    'settled for %s in thirty files needs no answer about held deletions',
    async (choice) => {
      const names = Array.from({ length: 30 }, (_, at) => `f${at}.txt`);
      const scene = await conflicted(names);
      const { rig, anna, ben, engine } = scene;
      const before = await everything(scene);
      const views = await engine.viewConflicts();
      expect(await engine.resolveConflicts(picks(views, choice))).toEqual({ resolved: 30, failures: [] });
      rig.tick();
      expect(await anna.sync()).toMatchObject({ held: 0, failed: 0, recycled: 30 });
      expect(Object.keys(await anna.contents()).sort()).toEqual(names.toSorted());
      // Ben did not ask for it: his guard does what it is for.
      rig.tick();
      expect(await ben.sync()).toMatchObject({ held: 30 });
      ben.engine(RARELY).approveHeld();
      await inStep(rig, ben);
      expect(await ben.contents()).toEqual(await anna.contents());
      expect([...before].filter((text) => /^(?:annas|bens) /.test(text))).toHaveLength(60);
      const after = await everything(scene);
      expect([...before].filter((text) => !after.has(text))).toEqual([]);
    },
  );

  it('of which a side changed since it was shown is left as it is, and the others are settled', async () => {
    const { anna, engine } = await conflicted(['a.txt', 'b.txt', 'c.txt']);
    const views = await engine.viewConflicts();
    const copyOf = (name: string) => views.find(({ record }) => record.path === name)?.mine?.file.path ?? '';
    await anna.write('a.txt', 'edited since');
    await anna.write(copyOf('b.txt'), 'copy edited since');
    const { resolved, failures } = await engine.resolveConflicts(picks(views, 'mine'));
    expect(resolved).toBe(1);
    expect(failures.map(({ path }) => path).sort()).toEqual(['a.txt', 'b.txt']);
    expect(await anna.contents()).toEqual({
      'a.txt': 'edited since',
      [copyOf('a.txt')]: 'annas version of a.txt',
      'b.txt': 'bens b.txt',
      [copyOf('b.txt')]: 'copy edited since',
      'c.txt': 'annas version of c.txt',
    });
    expect(engine.conflicts()).toHaveLength(2);
    // Looked at again, they can be settled.
    expect(await engine.resolveConflicts(picks(await engine.viewConflicts(), 'theirs'))).toMatchObject({
      resolved: 2,
    });
  });

  it('of which a side is gone can be settled for the other, and not for what is gone', async () => {
    const { rig, anna, ben, engine } = await conflicted(['a.txt', 'b.txt']);
    const views = await engine.viewConflicts();
    const copyOf = (name: string) => views.find(({ record }) => record.path === name)?.mine?.file.path ?? '';
    await anna.remove('a.txt');
    await anna.remove(copyOf('b.txt'));
    expect(await engine.resolveConflicts(picks(await engine.viewConflicts(), 'mine'))).toMatchObject({
      resolved: 1,
      failures: [{ path: 'b.txt' }],
    });
    await inStep(rig, anna, ben);
    const texts = { 'a.txt': 'annas version of a.txt', 'b.txt': 'bens b.txt' };
    expect(await anna.contents()).toEqual(texts);
    expect(await ben.contents()).toEqual(texts);
  });

  it('whose path is a folder now is not settled for mine, and nothing is moved', async () => {
    const { anna, engine } = await conflicted(['a.txt']);
    await anna.remove('a.txt');
    await anna.write('a.txt/inside', 'inside');
    const before = await anna.contents();
    const report = await engine.resolveConflicts(picks(await engine.viewConflicts(), 'mine'));
    expect(report).toMatchObject({ resolved: 0, failures: [{ path: 'a.txt' }] });
    expect(await anna.contents()).toEqual(before);
  });

  it("is not settled in a folder that is not the pair's any more", async () => {
    const { anna, engine } = await conflicted(['a.txt']);
    const views = await engine.viewConflicts();
    const before = await anna.contents();
    await fs.rm(path.join(anna.root, '.windlass/pair-id'));
    for (const choice of ['mine', 'theirs'] as const)
      expect(await engine.resolveConflicts(picks(views, choice))).toMatchObject({ resolved: 0 });
    expect(await anna.contents()).toEqual(before);
    expect(engine.conflicts()).toHaveLength(1);
  });

  it('that is settled already, or never was one, is a failure of its own', async () => {
    const { engine } = await conflicted(['a.txt']);
    const views = picks(await engine.viewConflicts(), 'both');
    await engine.resolveConflicts(views);
    expect(await engine.resolveConflicts([...views, { copyId: '../x', choice: 'mine' }])).toMatchObject({
      resolved: 0,
      failures: [{}, { path: '../x' }],
    });
  });
});

it.each(['upload-only', 'download-only'] as const)(
  'a choice in %s mode is final here, and no byte is lost',
  async (mode) => {
    const scene = await conflicted(['a.txt', 'b.txt']);
    const { rig, anna } = scene;
    await anna.restart({ mode });
    const engine = anna.engine(RARELY);
    const before = await everything(scene);
    const views = await engine.viewConflicts();
    const of = (name: string) => views.filter(({ record }) => record.path === name);
    await engine.resolveConflicts(picks(of('a.txt'), 'mine'));
    await engine.resolveConflicts(picks(of('b.txt'), 'theirs'));
    await inStep(rig, anna, anna);
    expect(await anna.contents()).toMatchObject({ 'a.txt': 'annas version of a.txt', 'b.txt': 'bens b.txt' });
    expect(engine.conflicts()).toEqual([]);
    const after = await everything(scene);
    expect([...before].filter((text) => !after.has(text))).toEqual([]);
  },
);

it('beside a session is settled at once, in the middle of an upload, which goes on after', async () => {
  let release = (): void => undefined;
  const started = Promise.withResolvers<void>();
  const held = new Promise<void>((resolve) => (release = resolve));
  let hold = false;
  const { rig, anna } = await conflicted(['a.txt'], {
    around: (store) => ({
      ...store,
      async put(key, body, options) {
        if (hold && key.endsWith('large.bin')) {
          started.resolve();
          const aborted = Promise.withResolvers<void>();
          options?.signal?.addEventListener('abort', () => aborted.resolve());
          await Promise.race([held, aborted.promise]);
        }
        return store.put(key, body, options);
      },
    }),
  });
  hold = true;
  await anna.write('large.bin', 'large');
  const engine = anna.engine(RARELY);
  const session = engine.run();
  try {
    await started.promise;
    const views = await engine.viewConflicts();
    // The upload would wait for ever: it is what gives way.
    expect(await engine.resolveConflicts(picks(views, 'theirs'))).toEqual({ resolved: 1, failures: [] });
    hold = false;
    release();
    await expect
      .poll(() => rig.objects(rig.files))
      .toEqual({ 'p/a.txt': 'bens a.txt', 'p/large.bin': 'large' });
  } finally {
    release();
    await session.stop();
  }
});
