import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { binScene, restore, rowsOf } from './bin-scene.ts';
import type { BinScene } from './bin-scene.ts';
import { muchChanged } from './much-changed.ts';
import { contentsOf } from './rig.ts';

const scene = (): Promise<BinScene> => binScene({}, { mode: 'upload-only' });
const MIRRORED = { uploaded: 0, downloaded: 0, recycled: 0, trashed: 0 };

/** Both sides hold the same files (the bucket names folders only where they are empty), and another sync leaves them so. */
async function expectInStep({ rig, anna, settle }: BinScene): Promise<void> {
  await settle();
  const files = Object.entries(await anna.contents()).filter(([name]) => !name.endsWith('/'));
  const objects = Object.entries(await rig.objects(rig.files)).filter(([key]) => !key.endsWith('/'));
  expect(Object.fromEntries(objects)).toEqual(Object.fromEntries(files));
  expect(await anna.sync()).toMatchObject(MIRRORED);
}

it('puts a deleted file back into the folder, with its time, and the next sync uploads it', async () => {
  const all = await scene();
  const { rig, anna, bin, settle } = all;
  await anna.write('docs/a.txt', 'hello');
  await fs.utimes(path.join(anna.root, 'docs/a.txt'), 1_600_000_000, 1_600_000_000.5);
  await anna.write('keep', 'x');
  await settle();
  await anna.remove('docs');
  await settle();
  expect(await rig.objects(rig.files)).toEqual({ keep: 'x' });
  expect((await restore(bin, { paths: ['docs'] })).rows).toEqual({ 'docs/a.txt': 'create' });
  expect(await anna.read('docs/a.txt')).toBe('hello');
  expect((await fs.stat(path.join(anna.root, 'docs/a.txt'))).mtimeMs).toBe(1_600_000_000_500);
  await expectInStep(all);
  expect(await rig.objects(rig.files)).toMatchObject({ 'docs/a.txt': 'hello' });
});

it('brings an older version back for good, and what it replaces stays in reach on both sides', async () => {
  const all = await scene();
  const { rig, anna, bin, settle } = all;
  await anna.write('a', 'old');
  await settle();
  await anna.write('a', 'new and longer');
  await settle();
  expect((await restore(bin, { paths: ['a'] })).rows).toEqual({ a: 'overwrite' });
  await expectInStep(all);
  expect(await anna.contents()).toEqual({ a: 'old' });
  expect(Object.values(await contentsOf(path.join(anna.root, '.windlass/trash')))).toContain(
    'new and longer',
  );
  expect(Object.values(await rig.objects(rig.recycle))).toContain('new and longer');
});

it('leaves what is in a folder alone when only the folder is named', async () => {
  const all = await scene();
  const { anna, bin, settle } = all;
  await anna.write('d/edited', 'one');
  await anna.write('d/gone', 'gone');
  await settle();
  await anna.write('d/edited', 'two');
  await anna.remove('d/gone');
  await settle();
  expect((await restore(bin, { paths: ['d/'] })).rows).toEqual({ 'd/gone': 'create' });
  await expectInStep(all);
  expect(await anna.contents()).toEqual({ 'd/': '', 'd/edited': 'two', 'd/gone': 'gone' });
});

it('brings everything back exactly as it was at a time, and what came later goes for good', async () => {
  const all = await muchChanged();
  const { anna, bin, before, asOfMs } = all;
  const listed = await rowsOf(bin, { asOfMs });
  expect(listed.map((row) => row.path)).toEqual([
    'deleted/far below',
    'edited',
    'empty/',
    'file, then folder',
    'folder, then file/leaf',
  ]);
  await restore(bin, { paths: [], asOfMs });
  expect(await anna.contents()).toEqual(before);
  await expectInStep(all);
  const again = await bin.preview({ paths: [], asOfMs });
  expect(again.rows.filter((row) => row.action !== 'identical')).toEqual([]);
});

it('touches nothing where the disk is away, and says so', async () => {
  const { rig, anna, bin, settle } = await scene();
  await anna.write('a', 'a');
  await anna.write('keep', 'x');
  await settle();
  await anna.remove('a');
  await settle();
  const objects = await rig.objects(rig.files);
  await fs.rename(anna.root, `${anna.root}.away`);
  await fs.mkdir(anna.root);
  await expect(bin.restore({ paths: ['a'] })).rejects.toMatchObject({ error: { code: 'root-replaced' } });
  expect(await fs.readdir(anna.root)).toEqual([]);
  expect(await rig.objects(rig.files)).toEqual(objects);
});
