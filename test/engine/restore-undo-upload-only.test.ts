import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import type {
  RecycleBin,
  RestoreChange,
  RestoreReport,
  RestoreRequest,
} from '../../sync-engine/engine/recycle-bin.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import { approveHeld } from '../../sync-engine/engine/held.ts';
import { binScene } from './bin-scene.ts';
import type { BinScene } from './bin-scene.ts';
import { muchChanged } from './much-changed.ts';
import { contentsOf } from './rig.ts';

const scene = (): Promise<BinScene> => binScene({}, { mode: 'upload-only' });

/** Restores or undoes, and resolves with what it told. */
async function watched(bin: RecycleBin, what: RestoreRequest | readonly RestoreChange[]) {
  const changes: RestoreChange[] = [];
  const prepared = await ('paths' in what ? bin.prepare(what) : bin.prepareUndo(what));
  const report = await prepared.run({ onChange: (change) => void changes.push(change) });
  return { report, changes };
}

it('puts the folder back exactly as it was before the restore, and can be undone itself', async () => {
  const { rig, anna, bin, settle, asOfMs, before, after } = await muchChanged();
  const restored = await watched(bin, { paths: [], asOfMs });
  expect(restored.report.failures).toEqual([]);
  expect(await anna.contents()).toEqual(before);
  await settle();
  const undone = await watched(bin, restored.changes);
  expect(undone.report.failures).toEqual([]);
  expect(await anna.contents()).toEqual(after);
  await settle();
  const files = Object.entries(after).filter(([name]) => !name.endsWith('/'));
  expect(await rig.objects(rig.files)).toMatchObject(Object.fromEntries(files));
  const redone = await watched(bin, undone.changes);
  expect(redone.report.failures).toEqual([]);
  expect(await anna.contents()).toEqual(before);
  expect((await watched(bin, redone.changes)).report.failures).toEqual([]);
  expect(await anna.contents()).toEqual(after);
});

it('brings back the very file that was replaced, also before a sync, and keeps what was restored', async () => {
  const { anna, bin, settle } = await scene();
  await anna.write('a', 'old');
  await settle();
  await anna.write('a', 'new and longer');
  await fs.utimes(path.join(anna.root, 'a'), 1_600_000_000, 1_600_000_000.5);
  await fs.chmod(path.join(anna.root, 'a'), 0o640);
  await settle();
  const { changes } = await watched(bin, { paths: ['a'] });
  expect(await anna.contents()).toEqual({ a: 'old' });
  const { report } = await watched(bin, changes);
  expect(report).toMatchObject({ restored: 1, removed: 0, bytes: 14, failures: [] });
  expect(await anna.contents()).toEqual({ a: 'new and longer' });
  const { mtimeMs, mode } = await fs.stat(path.join(anna.root, 'a'));
  expect({ mtimeMs, mode: mode & 0o777 }).toEqual({ mtimeMs: 1_600_000_000_500, mode: 0o640 });
  expect(Object.values(await contentsOf(path.join(anna.root, '.windlass/trash')))).toContain('old');
  expect(await anna.sync()).toMatchObject({ uploaded: 0, recycled: 0, failed: 0 });
});

it('leaves alone what was changed since the restore, and says so', async () => {
  const { anna, bin, settle } = await scene();
  for (const name of ['made', 'over', 'touched', 'gone']) await anna.write(name, `${name}, once`);
  await settle();
  for (const name of ['made', 'over', 'touched', 'gone']) await anna.remove(name);
  for (const name of ['over', 'gone']) await anna.write(name, `${name}, later`);
  await settle();
  const { changes } = await watched(bin, { paths: ['made', 'over', 'touched', 'gone'] });
  await anna.write('made', 'my newest work');
  await anna.write('over', 'my newest too');
  await anna.remove('gone');
  await fs.utimes(path.join(anna.root, 'touched'), 1, 1);
  const { report } = await watched(bin, changes);
  expect(report).toMatchObject({ restored: 0, removed: 1 });
  expect(report.failures.map(({ path }) => path).sort()).toEqual(['gone', 'made', 'over']);
  for (const failure of report.failures)
    expect(failure).toMatchObject({ error: { code: 'restore-changed' } });
  expect(await anna.contents()).toEqual({ made: 'my newest work', over: 'my newest too' });
});

it('says what the local trash no longer holds, and undoes the rest', async () => {
  const { anna, bin, settle } = await scene();
  for (const name of ['a', 'b']) await anna.write(name, 'old');
  await settle();
  for (const name of ['a', 'b']) await anna.write(name, `${name}, newer`);
  await settle();
  const { changes } = await watched(bin, { paths: ['a', 'b'] });
  const lost = changes.flatMap((change) =>
    change.path === 'a' && 'inTrash' in change ? (change.inTrash ?? []) : [],
  );
  await fs.rm(path.join(anna.root, '.windlass/trash', lost[0] ?? ''));
  const { report } = await watched(bin, changes);
  expect(report.failures).toMatchObject([{ path: 'a', error: { code: 'version-gone' } }]);
  expect(await anna.contents()).toEqual({ a: 'old', b: 'b, newer' });
});

it('is not held by the guard, however many files it takes away', async () => {
  const { rig, anna, bin, settle } = await scene();
  const names = Array.from({ length: 30 }, (_, n) => `d/${n}`);
  await anna.write('keep', 'x');
  await settle();
  for (const name of names) await anna.write(name, name);
  await settle();
  for (const name of names) await anna.remove(name);
  expect(await anna.sync()).toMatchObject({ recycled: 0, held: 30 });
  approveHeld(anna.parts.index);
  await settle();
  const { changes } = await watched(bin, { paths: ['d'] });
  await settle();
  expect(Object.keys(await rig.objects(rig.files))).toEqual(expect.arrayContaining(names));
  expect((await watched(bin, changes)).report).toMatchObject({ removed: 30, failures: [] });
  expect(await anna.contents()).toEqual({ keep: 'x', 'd/': '' });
  expect(await anna.sync()).toMatchObject({ recycled: 30, held: 0 });
});

it('brings back what a killed restore had moved to the local trash and not yet replaced', async () => {
  const { anna, bin, settle } = await scene();
  await anna.write('a', 'old');
  await settle();
  await anna.write('a', 'newer');
  await settle();
  const attempts: RestoreChange[] = [];
  const prepared = await bin.prepare({ paths: ['a'] });
  await prepared.run({ onAttempt: (change) => void attempts.push(change) });
  await anna.remove('a');
  expect((await watched(bin, attempts)).report).toMatchObject({ restored: 1, failures: [] });
  expect(await anna.contents()).toEqual({ a: 'newer' });
});

it('finds what the local trash holds also where the folder is by now', async () => {
  const { anna, bin, settle } = await scene();
  await anna.write('a', 'old');
  await settle();
  await anna.write('a', 'newer');
  await settle();
  const { changes } = await watched(bin, { paths: ['a'] });
  const root = `${anna.root} was moved`;
  await anna.restart({ root, beforeOpening: () => fs.rename(anna.root, root) });
  const moved = createRecycleBin(anna.parts, () => NO_TRAITS);
  expect((await watched(moved, changes)).report).toMatchObject({ restored: 1, failures: [] });
  expect(await contentsOf(root)).toEqual({ a: 'newer' });
});

it('ends where the disk is pulled out, and takes no version for gone', async () => {
  let pull: (() => Promise<void>) | undefined;
  const { anna, bin, settle } = await binScene(
    {},
    {
      mode: 'upload-only',
      beforeDisk: async ({ path: at }) => {
        if (at.includes('/.windlass/trash/')) await pull?.();
      },
    },
  );
  const names = Array.from({ length: 40 }, (_, n) => `f${n}`);
  for (const text of ['old', 'newer']) {
    for (const name of names) await anna.write(name, `${name} ${text}`);
    await settle();
  }
  const { changes } = await watched(bin, { paths: names });
  const prepared = await bin.prepareUndo(changes);
  pull = async () => {
    pull = undefined;
    await fs.rename(anna.root, `${anna.root}.away`);
  };
  let report: RestoreReport | undefined;
  const run = prepared.run({ onEnd: (done) => (report = done) });
  await expect(run).rejects.toMatchObject({ error: { code: 'root-missing' } });
  expect(report?.failures).toEqual([]);
  await expect(bin.prepareUndo(changes)).rejects.toMatchObject({ error: { code: 'root-missing' } });
});

it('touches nothing where the disk is away, and says so', async () => {
  const { anna, settle } = await scene();
  const bin = createRecycleBin(anna.parts, () => NO_TRAITS);
  await anna.write('a', 'a');
  await settle();
  await anna.remove('a');
  await settle();
  const { changes } = await watched(bin, { paths: ['a'] });
  await fs.rename(anna.root, `${anna.root}.away`);
  await fs.mkdir(anna.root);
  await expect(watched(bin, changes)).rejects.toMatchObject({ error: { code: 'root-replaced' } });
  expect(await fs.readdir(anna.root)).toEqual([]);
});
