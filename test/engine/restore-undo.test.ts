import { describe, expect, it } from 'vitest';
import { SyncFailure } from '../../sync-engine/core/error.ts';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import type { RecycleBin, RestoreChange, RestoreRequest } from '../../sync-engine/engine/recycle-bin.ts';
import { binScene, putText, rowsOf } from './bin-scene.ts';
import type { BinScene } from './bin-scene.ts';

/** Restores, and resolves with what it told and what undoes it. */
async function watched(bin: RecycleBin, request: RestoreRequest) {
  const changes: RestoreChange[] = [];
  const progress: (readonly [done: number, total: number])[] = [];
  const report = await bin.restore({
    ...request,
    onChange: (change) => void changes.push(change),
    onProgress: (done, total) => void progress.push([done, total]),
  });
  return { report, changes, progress };
}

async function undo(bin: RecycleBin, changes: readonly RestoreChange[]) {
  return await (await bin.prepareUndo(changes)).run();
}

function otherEtag(change: RestoreChange): RestoreChange {
  return 'etag' in change ? { ...change, etag: 'its own' } : change;
}

describe('undoing a restore', () => {
  it('takes files back that the restore had given their old names', async () => {
    const { rig, anna, bin, settle } = await binScene({ prefix: 'p/', recyclePrefix: 'r/' });
    await anna.write('before', 'wandering');
    await anna.write('x', 'first');
    await anna.write('y', 'second');
    const then = await settle();
    await anna.move('before', 'after');
    await anna.move('x', 'swap');
    await anna.move('y', 'x');
    await anna.move('swap', 'y');
    await settle();
    const now = await rig.objects(rig.files);
    const { report, changes } = await watched(bin, { paths: [], asOfMs: then });
    expect(report.failures).toEqual([]);
    await settle();
    expect(await anna.contents()).toEqual({ before: 'wandering', x: 'first', y: 'second' });
    expect(await undo(bin, changes)).toMatchObject({ failures: [] });
    expect(await rig.objects(rig.files)).toEqual(now);
    await settle();
    expect(await anna.contents()).toEqual({ after: 'wandering', x: 'second', y: 'first' });
  });

  it('brings files back with their times, and folders that were empty', async () => {
    const { anna, bin, settle } = await binScene();
    await anna.write('keep', 'x');
    const then = await settle();
    await anna.write('new', 'made later');
    await anna.mkdir('empty');
    await settle();
    const metadata = (await anna.parts.store.head('new'))?.metadata;
    const { changes } = await watched(bin, { paths: [], asOfMs: then });
    await settle();
    expect(await anna.contents()).toEqual({ keep: 'x' });
    await undo(bin, changes);
    await settle();
    expect(await anna.contents()).toEqual({ keep: 'x', new: 'made later', 'empty/': '' });
    expect((await anna.parts.store.head('new'))?.metadata).toEqual(metadata);
  });

  it('takes back what a killed restore was about to do, where it came to that, and says nothing of the rest', async () => {
    const { rig, anna, bin, settle } = await binScene();
    for (const name of ['a', 'b', 'c']) await anna.write(name, `${name} old`);
    await settle();
    for (const name of ['a', 'b']) await anna.remove(name);
    await anna.write('c', 'c newer');
    await settle();
    const attempts: RestoreChange[] = [];
    const prepared = await bin.prepare({ paths: ['a', 'b', 'c'] });
    await prepared.run({ onAttempt: (change) => void attempts.push(change) });
    expect(new Set(attempts.map(({ path }) => path))).toEqual(new Set(['a', 'b', 'c']));
    expect(attempts.every(({ maybe }) => maybe === true)).toBe(true);
    await rig.files.delete('b');
    expect(await undo(bin, attempts)).toMatchObject({ removed: 1, restored: 1, failures: [] });
    expect(await rig.objects(rig.files)).toEqual({ c: 'c newer' });
    expect(await undo(bin, attempts)).toMatchObject({ removed: 0, restored: 0, failures: [] });
  });

  it('tells by the SHA-256 what a killed restore came to, where a copy has an ETag of its own', async () => {
    const { rig, anna, bin, settle } = await binScene();
    const names = ['made', 'over', 'same', 'edited'];
    for (const name of names) await anna.write(name, `${name} old`);
    await settle();
    await anna.remove('made');
    for (const name of names.slice(1)) await anna.write(name, `${name} newer`);
    await settle();
    const before = await rig.files.head('same');
    const attempts: RestoreChange[] = [];
    const prepared = await bin.prepare({ paths: names });
    await prepared.run({ onAttempt: (change) => void attempts.push(otherEtag(change)) });
    const again = { metadata: before?.metadata ?? {} };
    await rig.files.put('same', new TextEncoder().encode('same NEWER'), again);
    await putText(rig.files, 'edited', 'my newest work');
    const { failures, ...rest } = await undo(bin, attempts);
    expect(rest).toMatchObject({ removed: 1, restored: 1 });
    expect(failures).toMatchObject([{ path: 'edited', error: { code: 'restore-changed' } }]);
    expect(await rig.objects(rig.files)).toEqual({
      over: 'over newer',
      same: 'same NEWER',
      edited: 'my newest work',
    });
  });

  it('reports what the recycle bucket no longer holds, and undoes the rest', async () => {
    const { rig, anna, bin, settle } = await binScene();
    for (const name of ['a', 'b']) await anna.write(name, `${name} old`);
    await settle();
    for (const name of ['a', 'b']) await anna.write(name, `${name} newer`);
    await settle();
    const { changes } = await watched(bin, { paths: ['a', 'b'] });
    const lost = changes.flatMap((change) => (change.path === 'a' && 'key' in change ? change.key : []));
    await rig.recycle.deleteMany(lost);
    const report = await undo(bin, changes);
    expect(report.failures).toEqual([
      { path: 'a', error: { code: 'version-gone', path: 'a', message: expect.any(String) as string } },
    ]);
    expect(await rig.objects(rig.files)).toEqual({ a: 'a old', b: 'b newer' });
  });

  it('does nothing where somebody already did it', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('a', 'x');
    await anna.write('stays', 'x');
    await settle();
    await anna.remove('a');
    await settle();
    const { changes } = await watched(bin, { paths: ['a'] });
    await rig.files.delete('a');
    expect(await undo(bin, changes)).toEqual({
      restored: 0,
      identical: 0,
      removed: 0,
      bytes: 0,
      failures: [],
    });
  });
});

describe('a prepared restore', () => {
  it('does what it showed, though the recycle bucket changed since', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('a', 'first');
    await settle();
    await anna.remove('a');
    await anna.write('other', 'x');
    await settle();
    const prepared = await bin.prepare({ paths: ['a'] });
    expect(prepared.rows).toMatchObject([{ path: 'a', action: 'create', size: 5 }]);
    await putText(rig.recycle, 'a~20991121T101500123Z.d.20261001T080000000Z.k3v9x0a1b2', 'a newer one');
    await prepared.run();
    expect(await rig.objects(rig.files)).toEqual({ a: 'first', other: 'x' });
  });

  it('tells its progress for every path where something is to be done, up to all', async () => {
    const { anna, bin, settle } = await binScene();
    const then = await settle();
    for (let n = 0; n < 5; n++) await anna.write(`f${n}`, 'x');
    await settle();
    const { progress } = await watched(bin, { paths: [], asOfMs: then });
    expect(progress).toEqual([1, 2, 3, 4, 5].map((done) => [done, 5]));
  });

  it('finds more than a thousand versions by listing, not one by one', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await settle();
    const keys = Array.from(
      { length: 1_001 },
      (_, n) => `f${n}~20261121T101500123Z.d.20261001T080000000Z.k3v9x0${String(n).padStart(4, '0')}`,
    );
    for (let at = 0; at < keys.length; at += 50) {
      await Promise.all(keys.slice(at, at + 50).map((key) => putText(rig.recycle, key, 'x')));
    }
    const before = rig.requests.length;
    const { rows } = await createRecycleBin(anna.parts, () => NO_TRAITS).prepare({ paths: [], keys });
    expect(rows).toHaveLength(1_001);
    expect(rig.requests.length - before).toBeLessThan(20);
    await expect(bin.prepare({ paths: [], keys: [...keys, 'unknown'] })).rejects.toMatchObject({
      error: { code: 'not-found' },
    });
  });
});

describe('purging by entries', () => {
  it('deletes exactly these, and nothing of our own area', async () => {
    const { rig, anna, bin, settle } = await binScene();
    for (const text of ['one', 'two!', 'three']) {
      await anna.write('a', text);
      await settle();
    }
    const [newest, oldest] = await rowsOf(bin);
    if (newest === undefined || oldest === undefined) throw new Error('two versions were expected');
    const own: string[] = [];
    for await (const page of rig.recycle.list('.windlass/')) own.push(...page.map(({ key }) => key));
    const devices = own.map((key) => ({ path: 'a', key, size: 1 }));
    expect(devices).toHaveLength(1);
    await expect(bin.purge({ paths: [], entries: [oldest, ...devices] })).rejects.toMatchObject({
      error: { code: 'usage' },
    });
    expect(await rowsOf(bin)).toHaveLength(2);
    expect(await bin.purge({ paths: [], entries: [oldest] })).toEqual({ purged: 1, bytes: 3 });
    expect(await rowsOf(bin)).toEqual([newest]);
    expect(anna.parts.index.activity({ limit: 1 })).toMatchObject([{ action: 'purged', path: 'a' }]);
  });
});

describe('the devices of the trash', () => {
  async function deletedBy({ anna, settle }: BinScene, name: string): Promise<void> {
    await anna.write(name, name);
    await anna.write('stays', 'x');
    await settle();
    await anna.remove(name);
    await settle();
  }

  it('are named beside the entries that carry their tags', async () => {
    const all = await binScene({ recyclePrefix: 'r/' });
    await deletedBy(all, 'a');
    const [row] = await rowsOf(all.bin);
    expect(await all.bin.devices()).toEqual({ [row?.deviceTag ?? '']: 'anna' });
    await putText(all.rig.recycle, 'r/old.pdf', 'theirs');
    expect((await rowsOf(all.bin)).map((entry) => entry.deviceTag)).toEqual([row?.deviceTag, undefined]);
  });

  it('name themselves once, and again when the retention rule may have taken the name', async () => {
    const all = await binScene();
    const written = (): number =>
      all.rig.requests.filter(({ verb, key }) => verb === 'PUT' && key?.includes('/devices/') === true)
        .length;
    await deletedBy(all, 'a');
    await deletedBy(all, 'b');
    expect(written()).toBe(1);
    const nowMs = all.rig.clock.now();
    await all.anna.restart({ clock: { ...all.rig.clock, now: () => nowMs + 13 * 60 * 60 * 1000 } });
    await all.anna.sync();
    await all.anna.remove('stays');
    await all.anna.write('last', 'x');
    await all.anna.sync();
    expect(written()).toBe(2);
  });

  it('keep files safe also where their names may not be written', async () => {
    const all = await binScene();
    const { anna, rig } = all;
    await anna.restart({
      around: (store) => ({
        ...store,
        put: (key, body, options) =>
          key.includes('/devices/') ? Promise.reject(refused()) : store.put(key, body, options),
      }),
    });
    await deletedBy(all, 'a');
    expect(Object.values(await rig.objects(rig.recycle))).toEqual(['a']);
    expect(await all.bin.devices()).toEqual({});
  });
});

function refused() {
  return new SyncFailure({ code: 'access-denied', message: 'not here', action: 's3:PutObject' });
}
