import fs from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import type { RecycleBin } from '../../sync-engine/engine/recycle-bin.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { binScene, putText, restore, rowsOf } from './bin-scene.ts';
import { contentsOf, otherFolder } from './rig.ts';

describe('listing', () => {
  it('shows every version of a path together, newest first, with why and since when', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('notes.txt', 'one');
    const first = await settle();
    await anna.write('notes.txt', 'two!');
    const second = await settle();
    await anna.remove('notes.txt');
    await settle();
    const rows = await rowsOf(bin);
    expect(rows.map(({ path, reason, size }) => ({ path, reason, size }))).toEqual([
      { path: 'notes.txt', reason: 'd', size: 4 },
      { path: 'notes.txt', reason: 'o', size: 3 },
    ]);
    expect(rows[1]?.bornAtMs).toBeLessThan(first);
    expect(rows[1]?.deletedAtMs).toBeGreaterThan(first);
    expect(rows[1]?.deletedAtMs).toBeLessThan(second);
    expect(rows[0]?.deletedAtMs).toBeLessThan(rig.clock.now());
  });

  it('narrows to files and folders, and finds by a part of the path in any letter case', async () => {
    const { anna, bin, settle } = await binScene();
    for (const name of ['a', 'a.txt', 'b/a', 'b/C.txt', 'bb/x', 'Grüße.txt']) await anna.write(name, name);
    await settle();
    for (const name of ['a', 'a.txt', 'b', 'bb', 'Grüße.txt']) await anna.remove(name);
    await anna.write('stays', 'here');
    await anna.write('too', 'here');
    await settle();
    const paths = async (query: Parameters<RecycleBin['list']>[0]): Promise<string[]> =>
      (await rowsOf(bin, query)).map((row) => row.path).sort();
    expect(await paths({ paths: ['a'] })).toEqual(['a']);
    expect(await paths({ paths: ['b'] })).toEqual(['b/C.txt', 'b/a']);
    expect(await paths({ paths: ['b/', 'b/a', 'bb/x'] })).toEqual(['b/C.txt', 'b/a', 'bb/x']);
    expect(await paths({ search: 'c.TXT' })).toEqual(['b/C.txt']);
    expect(await paths({ search: 'GRÜSSE' })).toEqual([]);
    expect(await paths({ search: 'GRÜ' })).toEqual(['Grüße.txt']);
    expect(await paths({ paths: ['Grüße.txt'.normalize('NFD')] })).toEqual(['Grüße.txt']);
  });

  it('shows what another system put there, but nothing of our own area', async () => {
    const { rig, bin } = await binScene({ recyclePrefix: 'bin/' });
    await putText(rig.recycle, 'bin/old/report.pdf', 'theirs');
    await putText(rig.recycle, 'bin/.windlass/moves/x', 'ours');
    await putText(rig.recycle, 'elsewhere', 'not of this pair');
    expect(await rowsOf(bin)).toMatchObject([
      { path: 'old/report.pdf', reason: 'foreign', bornAtMs: 0, size: 6, key: 'bin/old/report.pdf' },
    ]);
    expect(await rowsOf(bin, { paths: ['old/report.pdf'] })).toHaveLength(1);
  });
});

describe('restoring in place', () => {
  it('brings a deleted file back with its content and time, and keeps the trash entry', async () => {
    const { anna, bin, settle } = await binScene({ prefix: 'p/', recyclePrefix: 'r/' });
    await anna.write('docs/a.txt', 'hello');
    await fs.utimes(path.join(anna.root, 'docs/a.txt'), 1_600_000_000, 1_600_000_000.5);
    await anna.write('keep', 'x');
    await settle();
    await anna.remove('docs');
    await settle();
    const { rows } = await restore(bin, { paths: ['docs/a.txt'] });
    expect(rows).toEqual({ 'docs/a.txt': 'create' });
    await settle();
    expect(await anna.read('docs/a.txt')).toBe('hello');
    expect((await fs.stat(path.join(anna.root, 'docs/a.txt'))).mtimeMs).toBe(1_600_000_000_500);
    expect(await rowsOf(bin)).toHaveLength(1);
    expect(anna.parts.index.activity({ limit: 9 })).toContainEqual(
      expect.objectContaining({ action: 'restored', path: 'docs/a.txt', size: 5 }),
    );
  });

  it('takes the newest version of each path of a folder, and exactly the version a key names', async () => {
    const { anna, bin, settle } = await binScene();
    for (const text of ['one', 'two', 'three']) {
      await anna.write('d/a', text);
      await anna.write('d/sub/b', `b ${text}`);
      await settle();
    }
    await anna.remove('d');
    await anna.write('other', 'x');
    await settle();
    await anna.write('d/c', 'since then');
    await anna.write('d/c', 'and changed since');
    await settle();
    await anna.write('d/c', 'once more');
    await settle();
    expect((await restore(bin, { paths: ['d'] })).rows).toEqual({ 'd/a': 'create', 'd/sub/b': 'create' });
    await settle();
    expect(await anna.contents()).toMatchObject({ 'd/c': 'once more' });
    expect(await anna.contents()).toMatchObject({ 'd/a': 'three', 'd/sub/b': 'b three' });
    const oldest = (await rowsOf(bin, { paths: ['d/a'] })).at(-1);
    expect((await restore(bin, { paths: [], keys: [oldest?.key ?? ''] })).rows).toEqual({
      'd/a': 'overwrite',
    });
    await settle();
    expect(await anna.contents()).toMatchObject({ 'd/a': 'one', 'd/sub/b': 'b three' });
  });

  it('keeps what it overwrites in the recycle bucket, and copies nothing that is there already', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('a', 'old');
    await settle();
    await anna.write('a', 'new and longer');
    await settle();
    await restore(bin, { paths: ['a'] });
    expect(Object.values(await rig.objects(rig.recycle)).sort()).toEqual(['new and longer', 'old']);
    expect(await rig.objects(rig.files)).toEqual({ a: 'old' });
    const key = (await rowsOf(bin)).find((row) => row.size === 3)?.key ?? '';
    expect((await restore(bin, { paths: [], keys: [key] })).rows).toEqual({ a: 'identical' });
  });

  it('refuses a path or key that names nothing, before anything is changed', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('a', 'x');
    await anna.write('b', 'x');
    await settle();
    await anna.remove('a');
    await settle();
    const refusal = (code: string, path: string): unknown =>
      expect.objectContaining({
        error: expect.objectContaining({
          code,
          message: expect.stringMatching(`${path}.*trash list`),
        }),
      });
    await expect(bin.restore({ paths: ['a', 'nowhere/'] })).rejects.toEqual(
      refusal('path-unknown', 'nowhere/'),
    );
    await expect(bin.restore({ paths: [], keys: ['what~ever'] })).rejects.toEqual(
      refusal('not-found', 'what~ever'),
    );
    await expect(bin.purge({ paths: ['a', 'nowhere'] })).rejects.toEqual(refusal('path-unknown', 'nowhere'));
    await expect(bin.restore({ paths: [] })).rejects.toMatchObject({ error: { code: 'usage' } });
    expect(await rig.objects(rig.files)).toEqual({ b: 'x' });
    expect(await rowsOf(bin)).toHaveLength(1);
  });

  it('restores what another system put there to its own path', async () => {
    const { rig, anna, bin, settle } = await binScene({ recyclePrefix: 'bin/' });
    await putText(rig.recycle, 'bin/old/report.pdf', 'theirs');
    await restore(bin, { paths: ['old'] });
    await settle();
    expect(await anna.read('old/report.pdf')).toBe('theirs');
  });

  it('restores paths whose trash keys are hashed, without our mark on them', async () => {
    const { rig, anna, bin, settle } = await binScene();
    const long = `${'folder/'.repeat(138)}${'n'.repeat(50)}`;
    expect(long.length).toBeGreaterThan(1_000);
    await anna.write(long, 'deep down');
    await anna.write('keep', 'x');
    await settle();
    await anna.remove('folder');
    await settle();
    expect((await rowsOf(bin)).map((row) => row.path)).toEqual([long]);
    expect((await rowsOf(bin, { paths: ['folder'] })).map((row) => row.key)).toEqual([
      expect.stringMatching(/^\.windlass\/long\//),
    ]);
    await restore(bin, { paths: [long] });
    expect((await rig.files.head(long))?.metadata).not.toHaveProperty('path');
    await settle();
    expect(await anna.read(long)).toBe('deep down');
    expect(await bin.purge({ paths: ['folder'] })).toEqual({ purged: 1, bytes: 9 });
  });

  it('restores odd names exactly', async () => {
    const { anna, bin, settle } = await binScene();
    const names = [
      'a b+c%20.txt',
      'tilde~',
      'x~20261121T101500123Z.d.20261121T101500123Z.0123456789',
      'new\nline',
      '日本/😀.txt',
      'dots../...x',
      '"quotes"&<>',
      'back\\slash',
    ];
    for (const name of names) await anna.write(`odd/${name}`, name);
    await anna.write('keep', 'x');
    await settle();
    const before = await anna.contents();
    await anna.remove('odd');
    await settle();
    await restore(bin, { paths: ['odd/'] });
    await settle();
    expect(await anna.contents()).toEqual(before);
  });

  it('reports the path that fails and restores the others', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('a', 'A');
    await anna.write('b', 'B');
    await anna.write('keep', 'x');
    await settle();
    await anna.remove('a');
    await anna.remove('b');
    await settle();
    const store: ObjectStore = {
      ...anna.parts.store,
      async head(key, options) {
        // Somebody saves `a` between the plan and the copy.
        if (key === 'a') await putText(rig.files, 'a', 'newer');
        return anna.parts.store.head(key, options);
      },
    };
    const report = await createRecycleBin({ ...anna.parts, store }, () => NO_TRAITS).restore({
      paths: ['a', 'b'],
    });
    expect(report).toMatchObject({ restored: 1, failures: [{ path: 'a' }] });
    expect(await rig.objects(rig.files)).toEqual({ a: 'newer', b: 'B', keep: 'x' });
    expect(await rowsOf(bin)).toHaveLength(2);
  });
});

describe('restoring elsewhere', () => {
  it('downloads to another folder as it was, and keeps what it replaces there in that folder’s trash', async () => {
    const { rig, anna, bin, settle } = await binScene();
    await anna.write('d/a', 'one');
    await anna.write('d/same', 'same');
    await anna.mkdir('d/empty');
    const then = await settle();
    await anna.write('d/a', 'two');
    await anna.remove('d/same');
    await settle();
    const { tree, root } = await otherFolder();
    await fs.mkdir(path.join(root, 'd'));
    await fs.writeFile(path.join(root, 'd/a'), 'mine');
    await fs.writeFile(path.join(root, 'd/same'), 'same');
    const before = await rig.objects(rig.files);
    const { rows } = await restore(bin, { paths: ['d'], asOfMs: then, to: tree });
    expect(rows).toEqual({ 'd/a': 'overwrite', 'd/same': 'identical', 'd/empty/': 'create' });
    expect(await contentsOf(root)).toEqual({ 'd/': '', 'd/a': 'one', 'd/same': 'same', 'd/empty/': '' });
    expect(Object.values(await contentsOf(path.join(root, '.windlass/trash')))).toContain('mine');
    expect(await rig.objects(rig.files)).toEqual(before);
  });

  it('never leaves that folder, whatever a key says', async () => {
    const { rig, bin } = await binScene();
    for (const key of ['../escape', 'a/../../escape', '/etc/escape', 'link/escape', 'fine']) {
      await putText(rig.recycle, key, key);
    }
    const { tree, root } = await otherFolder();
    const outside = await otherFolder();
    await fs.symlink(outside.root, path.join(root, 'link'));
    const keys = (await rowsOf(bin)).map((row) => row.key);
    const report = await bin.restore({ paths: [], keys, to: tree });
    expect(report.restored).toBe(1);
    expect(report.failures.map(({ path }) => path).sort()).toEqual([
      '../escape',
      '/etc/escape',
      'a/../../escape',
      'link/escape',
    ]);
    expect(await contentsOf(root)).toEqual({ fine: 'fine' });
    expect(await contentsOf(outside.root)).toEqual({});
  });
});

describe('purging', () => {
  it.each(['', '/'])('refuses %j, which would mean everything, and deletes nothing', async (path) => {
    const { anna, bin, settle } = await binScene();
    await anna.write('a', 'a');
    await anna.write('stays', 'here');
    await settle();
    await anna.remove('a');
    await settle();
    await expect(bin.purge({ paths: ['a', path] })).rejects.toMatchObject({ error: { code: 'usage' } });
    expect(await rowsOf(bin)).toHaveLength(1);
  });

  it('deletes the entries asked for, and no others', async () => {
    const { rig, anna, bin, settle } = await binScene();
    for (const name of ['a/1', 'a/2', 'b/1']) await anna.write(name, name);
    await anna.write('k', 'a file that is renamed and leaves a record');
    await settle();
    await anna.remove('a');
    await anna.move('k', 'l');
    const between = await settle();
    await anna.remove('b');
    await settle();
    expect(await bin.purge({ paths: ['b'], beforeMs: between })).toEqual({ purged: 0, bytes: 0 });
    expect(await bin.purge({ paths: ['a/1'] })).toEqual({ purged: 1, bytes: 3 });
    expect((await rowsOf(bin)).map((row) => row.path).sort()).toEqual(['a/2', 'b/1']);
    expect(await bin.purge({ paths: [], beforeMs: between })).toEqual({ purged: 1, bytes: 3 });
    expect(await bin.purge({ paths: [] })).toEqual({ purged: 1, bytes: 3 });
    expect(await rowsOf(bin)).toEqual([]);
    const kept: string[] = [];
    for await (const page of rig.recycle.list('')) kept.push(...page.map(({ key }) => key));
    expect(kept).toEqual([
      expect.stringMatching(/^\.windlass\/devices\//),
      expect.stringMatching(/^\.windlass\/moves\//),
    ]);
  });
});
