import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '../../sync-engine/core/error.ts';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import type { RestoreRow } from '../../sync-engine/engine/recycle-bin.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { binScene, putText, restore, rowsOf } from './bin-scene.ts';
import type { Rig } from './rig.ts';

it('brings everything back exactly: edits, deletions, renames, empty folders, and what came later goes', async () => {
  const { rig, anna, bin, settle } = await binScene();
  await anna.write('edited', 'first');
  await anna.write('deleted', 'was here');
  await anna.write('docs/renamed.txt', 'moves about, long enough to be sure');
  await anna.write('docs/tree/leaf', 'in a folder that is renamed');
  await anna.mkdir('empty');
  await anna.mkdir('later-filled');
  const t1 = await settle();
  const at1 = await anna.contents();

  await anna.write('edited', 'second');
  await anna.remove('deleted');
  await anna.move('docs/renamed.txt', 'elsewhere/new name.txt');
  await anna.move('docs/tree', 'wood');
  await fs.rmdir(path.join(anna.root, 'empty'));
  await anna.write('later-filled/file', 'new');
  await anna.write('added', 'new');
  const t2 = await settle();
  const at2 = await anna.contents();

  await anna.write('edited', 'third');
  await anna.write('deleted', 'again');
  await anna.move('elsewhere/new name.txt', 'third place.txt');
  await anna.remove('wood');
  const t3 = await settle();
  const at3 = await anna.contents();

  for (const [time, then] of [
    [t1, at1],
    [t3, at3],
    [t2, at2],
    [t1, at1],
  ] as const) {
    await restore(bin, { paths: [], asOfMs: time });
    const again = await bin.preview({ paths: [], asOfMs: time });
    expect(again.rows.filter((row) => row.action !== 'identical')).toEqual([]);
    await settle();
    expect(await anna.contents()).toEqual(then);
  }
  const ben = await rig.device('ben');
  await ben.sync();
  expect(await ben.contents()).toEqual(at1);
});

it('brings one folder back and leaves the rest alone', async () => {
  const { anna, bin, settle } = await binScene();
  await anna.write('in/a', '1');
  await anna.write('out/a', '1');
  const then = await settle();
  for (const folder of ['in', 'out']) {
    await anna.write(`${folder}/a`, 'two');
    await anna.write(`${folder}/b`, 'two');
  }
  await settle();
  expect((await restore(bin, { paths: ['in/'], asOfMs: then })).rows).toEqual({
    'in/a': 'overwrite',
    'in/b': 'remove',
  });
  await settle();
  expect(await anna.contents()).toEqual({
    'in/': '',
    'in/a': '1',
    'out/': '',
    'out/a': 'two',
    'out/b': 'two',
  });
});

it('lists beforehand the trash entries it would bring back, at the paths they had then', async () => {
  const { anna, bin, settle } = await binScene();
  await anna.write('docs/edited', 'first');
  await anna.write('docs/moved', 'moved, then deleted');
  await anna.write('docs/renamed', 'only renamed since');
  await anna.write('deleted', 'was here');
  await anna.write('same', 'untouched');
  const then = await settle();
  await anna.write('docs/edited', 'second');
  await anna.move('docs/moved', 'elsewhere');
  await anna.move('docs/renamed', 'docs/new name');
  await anna.remove('deleted');
  await settle();
  await anna.write('docs/edited', 'third');
  await anna.remove('elsewhere');
  const later = await settle();
  const listed = async (query: Parameters<typeof rowsOf>[1]) =>
    (await rowsOf(bin, query)).map(({ path: at, reason, size }) => ({ path: at, reason, size }));
  const moved = { path: 'docs/moved', reason: 'd', size: 19 };
  expect(await listed({ asOfMs: then })).toEqual([
    { path: 'deleted', reason: 'd', size: 8 },
    { path: 'docs/edited', reason: 'o', size: 5 },
    moved,
  ]);
  expect(await listed({ asOfMs: then, paths: ['docs/'], search: 'MOV' })).toEqual([moved]);
  expect(await listed({ asOfMs: later })).toEqual([]);

  const keys = (await rowsOf(bin, { asOfMs: then, paths: ['docs/moved'] })).map((row) => row.key);
  const whole = await rowsOf(bin);
  expect(whole.filter((row) => keys.includes(row.key)).map((row) => row.path)).toEqual(['elsewhere']);
});

it('restores two files that changed names', async () => {
  const { anna, bin, settle } = await binScene();
  await anna.write('a', 'content of a, first');
  await anna.write('b', 'content of b, first and longer');
  const then = await settle();
  await anna.move('a', 'c');
  await anna.move('b', 'a');
  await anna.move('c', 'b');
  await settle();
  await restore(bin, { paths: [], asOfMs: then });
  await settle();
  expect(await anna.contents()).toEqual({ a: 'content of a, first', b: 'content of b, first and longer' });
});

it('lets a file come back where a folder has taken its name', async () => {
  const { anna, bin, settle } = await binScene();
  await anna.write('x', 'a file');
  await anna.write('keep', 'x');
  const then = await settle();
  await anna.remove('x');
  await settle();
  await anna.write('x/y', 'in a folder');
  await settle();
  await restore(bin, { paths: [], asOfMs: then });
  await settle();
  expect(await anna.contents()).toEqual({ x: 'a file', keep: 'x' });
});

it('is not held back by the guard against mass deletion, for the user asked for it', async () => {
  const { anna, bin, settle } = await binScene();
  await anna.write('first', '1');
  await anna.write('second', '2');
  const then = await settle();
  for (let n = 0; n < 60; n++) await anna.write(`many/${n}`, `${n}`);
  await settle();
  const { report } = await restore(bin, { paths: [], asOfMs: then });
  expect(report.removed).toBe(60);
  expect(await anna.sync()).toMatchObject({ trashed: 60, held: 0 });
  expect(await anna.contents()).toEqual({ first: '1', second: '2' });
});

describe('a rename that did not get into the log of moves', () => {
  const MOVES = '.windlass/moves/';
  const logged = async (rig: Rig): Promise<number> => {
    let found = 0;
    for await (const page of rig.recycle.list(MOVES)) found += page.length;
    return found;
  };
  const withoutLog = (store: ObjectStore): ObjectStore => ({
    ...store,
    put: (key, ...rest) =>
      key.startsWith(MOVES)
        ? Promise.reject(fail('server-error', 'not now', { key }))
        : store.put(key, ...rest),
  });

  it('is restored all the same: its record waits in the index, and is written by a sync that has nothing else to do', async () => {
    const { rig, anna, settle } = await binScene();
    await anna.write('old name', 'bytes that must stay');
    const then = await settle();
    await anna.restart({ around: withoutLog });
    await anna.move('old name', 'new name');
    await settle();
    expect(await rig.objects(rig.files)).toEqual({ 'new name': 'bytes that must stay' });
    expect(await logged(rig)).toBe(0);
    const late = createRecycleBin(anna.parts, () => NO_TRAITS);
    expect((await late.preview({ paths: [], asOfMs: then })).rows).toMatchObject([
      { path: 'new name', action: 'remove' },
      { path: 'old name', action: 'create' },
    ]);
    await anna.restart({ around: (store) => store });
    await settle();
    expect(await logged(rig)).toBe(1);
    const fresh = createRecycleBin(anna.parts, () => NO_TRAITS);
    await restore(fresh, { paths: [], asOfMs: then });
    expect(await rig.objects(rig.files)).toEqual({ 'old name': 'bytes that must stay' });
  });

  it('is on record before the old object goes: a process killed there, or ahead of the log, loses nothing', async () => {
    const { rig, anna, settle } = await binScene();
    await anna.write('old name', 'bytes that must stay');
    const then = await settle();
    // Killed: from the delete of the old name on, nothing reaches the network any more.
    let dead = false;
    await anna.restart({
      around: (store) => ({
        ...store,
        put: async (key, ...rest) => {
          if (dead) throw fail('network', 'killed');
          return await store.put(key, ...rest);
        },
        delete: async (key, ...rest) => {
          if (key === 'old name') dead = true;
          await store.delete(key, ...rest);
          if (dead) throw new Error('killed');
        },
      }),
    });
    await anna.move('old name', 'new name');
    await anna.sync().catch(() => undefined);
    expect(dead).toBe(true);
    expect(await rig.objects(rig.files)).toEqual({ 'new name': 'bytes that must stay' });
    expect(await logged(rig)).toBe(0);
    await anna.restart({ around: (store) => store });
    rig.tick();
    const fresh = createRecycleBin(anna.parts, () => NO_TRAITS);
    await restore(fresh, { paths: [], asOfMs: then });
    expect(await rig.objects(rig.files)).toEqual({ 'old name': 'bytes that must stay' });
  });
});

it('does without move records that are damaged or hostile', async () => {
  const { rig, anna, bin, settle } = await binScene();
  await anna.write('a', '1');
  const then = await settle();
  await anna.write('a', 'two');
  await settle();
  const lines = [
    'nonsense',
    '{}',
    '[]',
    'null',
    JSON.stringify({
      fromPath: '.windlass/x',
      toPath: 'a',
      atMs: 9e15,
      bornMs: 0,
      toBornMs: 9e15,
      etag: '',
      size: 1,
    }),
    JSON.stringify({
      fromPath: 'ghost',
      toPath: 'ghost',
      atMs: 9e15,
      bornMs: 0,
      toBornMs: 9e15,
      etag: '',
      size: 1,
    }),
  ];
  await putText(rig.recycle, '.windlass/moves/99991121T101500123Z.0123456789.ndjson', lines.join('\n'));
  await restore(bin, { paths: [], asOfMs: then });
  expect(await rig.objects(rig.files)).toEqual({ a: '1' });
});

describe('a file whose version of then was deleted for good', () => {
  it('stays as it is, for it was there', async () => {
    const { anna, bin, settle } = await binScene();
    await anna.write('letter', 'first');
    await anna.write('other', 'x');
    const then = await settle();
    await anna.write('letter', 'second');
    await anna.write('new', 'not there then');
    await settle();
    await bin.purge({ paths: ['letter'] });
    const { rows } = await bin.preview({ paths: [], asOfMs: then });
    expect(rows.map(({ path: name, action }) => [name, action])).toEqual([
      ['letter', 'leave'],
      ['new', 'remove'],
      ['other', 'identical'],
    ]);
    await restore(bin, { paths: [], asOfMs: then });
    await settle();
    expect(await anna.contents()).toEqual({ letter: 'second', other: 'x' });
  });

  it('goes where it is in the way of what comes back', async () => {
    const { anna, bin, settle } = await binScene();
    await anna.write('x', 'first');
    const first = await settle();
    await anna.write('x', 'second');
    await settle();
    await anna.remove('x');
    await anna.write('x/y', 'in a folder');
    const second = await settle();
    await anna.remove('x');
    await settle();
    await anna.write('x', 'third');
    await settle();
    const versions = await rowsOf(bin, { paths: ['x'] });
    await bin.purge({ paths: [], entries: versions.filter(({ path: name }) => name === 'x') });
    expect(actionsOf(await bin.preview({ paths: [], asOfMs: first }))).toEqual({ x: 'leave' });
    expect(actionsOf(await bin.preview({ paths: [], asOfMs: second }))).toEqual({
      x: 'remove',
      'x/y': 'create',
    });
  });

  it('goes where the bucket still tells that it had been deleted by then', async () => {
    const { anna, bin, settle } = await binScene();
    await anna.write('letter', 'first');
    await anna.write('other', 'x');
    await settle();
    await anna.remove('letter');
    const without = await settle();
    await anna.write('letter', 'again');
    await settle();
    expect(actionsOf(await bin.preview({ paths: [], asOfMs: without }))).toEqual({
      letter: 'remove',
      other: 'identical',
    });
  });
});

function actionsOf({ rows }: { readonly rows: readonly RestoreRow[] }): Record<string, string> {
  return Object.fromEntries(rows.map(({ path: name, action }) => [name, action]));
}
