import { expect, it, onTestFinished } from 'vitest';
import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import { fail } from '../../sync-engine/core/error.ts';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import type { RestoreChange, RestoreReport } from '../../sync-engine/engine/recycle-bin.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { binScene, restore, rowsOf } from './bin-scene.ts';
import type { BinScene } from './bin-scene.ts';
import { contentsOf, otherFolder, startRig } from './rig.ts';

/** Two files, both edited since the instant. */
async function edited({ anna, settle }: BinScene): Promise<number> {
  await anna.write('a', 'a then');
  await anna.write('b', 'b then');
  const then = await settle();
  await anna.write('a', 'a now');
  await anna.write('b', 'b now');
  await settle();
  return then;
}

it('leaves alone what it could not keep in the recycle bucket first', async () => {
  const all = await binScene();
  const { rig, anna } = all;
  const then = await edited(all);
  await anna.write('later', 'not there then');
  await all.settle();
  const recycle: ObjectStore = {
    ...anna.parts.recycle,
    copyFrom: (source, key, options) =>
      source.key === 'b'
        ? anna.parts.recycle.copyFrom(source, key, options)
        : Promise.reject(fail('access-denied', 'not here', { action: 's3:PutObject' })),
  };
  const report = await createRecycleBin({ ...anna.parts, recycle }, () => NO_TRAITS).restore({
    paths: [],
    asOfMs: then,
  });
  expect(report).toMatchObject({ restored: 1, removed: 0 });
  expect(report.failures.map(({ path }) => path).sort()).toEqual(['a', 'later']);
  expect(await rig.objects(rig.files)).toEqual({ a: 'a now', b: 'b then', later: 'not there then' });
});

it('does not touch what was saved since the look', async () => {
  const all = await binScene();
  const { rig, anna, bin } = all;
  const then = await edited(all);
  let saved = false;
  const recycle: ObjectStore = {
    ...anna.parts.recycle,
    async copyFrom(source, key, options) {
      const written = await anna.parts.recycle.copyFrom(source, key, options);
      // Right after `a` was archived, and before anything takes its place.
      if (source.key === 'a' && !saved) {
        saved = true;
        await rig.files.put('a', new TextEncoder().encode('a of another device'));
      }
      return written;
    },
  };
  const report = await createRecycleBin({ ...anna.parts, recycle }, () => NO_TRAITS).restore({
    paths: [],
    asOfMs: then,
  });
  expect(report).toMatchObject({ restored: 1, failures: [{ path: 'a' }] });
  expect(await rig.objects(rig.files)).toEqual({ a: 'a of another device', b: 'b then' });
  expect((await rowsOf(bin, { paths: ['a'] })).length).toBe(2);
});

it('stops when it is cancelled, with nothing lost, and ends what is left when it is asked again', async () => {
  const all = await binScene();
  const { rig, anna, bin } = all;
  const then = await edited(all);
  for (let n = 0; n < 100; n++) await anna.write(`later/${n}`, `${n}`);
  await all.settle();
  const before = new Set(Object.values(await rig.objects(rig.files)));
  const controller = new AbortController();
  const store: ObjectStore = {
    ...anna.parts.store,
    delete: async (key, options) => {
      await anna.parts.store.delete(key, options);
      if (key === 'later/50') controller.abort();
    },
  };
  const ends: RestoreReport[] = [];
  const cancelled = createRecycleBin({ ...anna.parts, store }, () => NO_TRAITS).restore({
    paths: [],
    asOfMs: then,
    signal: controller.signal,
    onEnd: (report) => ends.push(report),
  });
  await expect(cancelled).rejects.toMatchObject({ error: { code: 'aborted' } });
  const left = await rig.objects(rig.files);
  expect(ends).toMatchObject([{ restored: 2, removed: expect.any(Number) as number, failures: [] }]);
  expect(Object.keys(left).length).toBeGreaterThan(2);
  const kept = new Set([...Object.values(left), ...Object.values(await rig.objects(rig.recycle))]);
  expect([...before].filter((text) => !kept.has(text))).toEqual([]);
  await restore(bin, { paths: [], asOfMs: then });
  expect(await rig.objects(rig.files)).toEqual({ a: 'a then', b: 'b then' });
});

it('is undone exactly after it was cancelled, also what was under way then', async () => {
  const all = await binScene();
  const { rig, anna, bin } = all;
  const then = await edited(all);
  for (let n = 0; n < 100; n++) await anna.write(`later/${n}`, `${n}`);
  await all.settle();
  const before = await rig.objects(rig.files);
  const controller = new AbortController();
  const changes: RestoreChange[] = [];
  // Both are carried out, and nobody hears so.
  const store: ObjectStore = {
    ...anna.parts.store,
    copyFrom: async (source, key, options) => {
      const copied = await anna.parts.store.copyFrom(source, key, options);
      if (key === 'a') throw fail('network', 'the answer was lost');
      return copied;
    },
    delete: async (key, options) => {
      await anna.parts.store.delete(key, options);
      if (key !== 'later/50') return;
      controller.abort();
      throw fail('aborted', 'cancelled');
    },
  };
  const cancelled = createRecycleBin({ ...anna.parts, store }, () => NO_TRAITS).restore({
    paths: [],
    asOfMs: then,
    signal: controller.signal,
    onChange: (change) => changes.push(change),
  });
  await expect(cancelled).rejects.toMatchObject({ error: { code: 'aborted' } });
  expect(await rig.objects(rig.files)).toMatchObject({ a: 'a then', b: 'b then' });
  expect(await (await bin.prepareUndo(changes)).run()).toMatchObject({ failures: [] });
  expect(await rig.objects(rig.files)).toEqual(before);
});

it('tells what came into another folder by the time it was cancelled', async () => {
  const { anna, bin, settle } = await binScene();
  for (let n = 0; n < 40; n++) await anna.write(`f${n}`, `${n}`);
  const then = await settle();
  const { tree, root } = await otherFolder();
  const controller = new AbortController();
  const ends: RestoreReport[] = [];
  const cancelled = bin.restore({
    paths: [],
    asOfMs: then,
    to: tree,
    signal: controller.signal,
    onProgress: () => controller.abort(),
    onEnd: (report) => ends.push(report),
  });
  await expect(cancelled).rejects.toMatchObject({ error: { code: 'aborted' } });
  const there = Object.keys(await contentsOf(root)).length;
  expect(there).toBeGreaterThan(0);
  expect(ends).toMatchObject([{ restored: there, removed: 0 }]);
});

it('restores by copies in parts, whose ETags are their own', async () => {
  const rig = await startRig();
  const { endpoint, region, credentials } = rig.server;
  const keys = { kind: 'static', ...credentials } as const;
  const account = createS3Account({
    endpoint,
    region,
    credentials: keys,
    copyPartsAbove: 1,
  });
  onTestFinished(() => account.close());
  const byParts = (store: ObjectStore): ObjectStore => ({
    ...store,
    copyFrom: (source, key, options) =>
      (store.bucket === rig.files.bucket ? account.bucket(store.bucket) : store).copyFrom(
        source,
        key,
        options,
      ),
  });
  const anna = await rig.device('anna', { around: byParts });
  const bin = createRecycleBin(anna.parts, () => NO_TRAITS);
  await anna.write('big', 'copied in a part');
  await anna.write('keep', 'x');
  await anna.sync();
  const original = await rig.files.head('big');
  await anna.remove('big');
  rig.tick();
  expect(await anna.sync()).toMatchObject({ recycled: 1, failures: [] });
  await restore(bin, { paths: ['big'] });
  const restored = await rig.files.head('big');
  expect(restored).toMatchObject({ size: original?.size, metadata: original?.metadata });
  expect(restored?.etag).not.toBe(original?.etag);
  await anna.sync();
  expect(await anna.read('big')).toBe('copied in a part');
});

it('knows a file by its SHA-256 where the ETags differ', async () => {
  const { rig, anna, bin, settle } = await binScene();
  await anna.write('a', 'same bytes');
  await anna.write('keep', 'x');
  await settle();
  const metadata = (await rig.files.head('a'))?.metadata ?? {};
  await anna.remove('a');
  await settle();
  const upload = { key: 'a', ...(await rig.files.multipart.create('a', { metadata })) };
  const part = await rig.files.multipart.uploadPart(upload, 1, new TextEncoder().encode('same bytes'));
  await rig.files.multipart.complete(upload, [part]);
  expect((await restore(bin, { paths: ['a'] })).rows).toEqual({ a: 'identical' });
});
