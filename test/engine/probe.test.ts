import { expect, it } from 'vitest';
import { fail } from '../../sync-engine/core/error.ts';
import { storedTraits } from '../../sync-engine/engine/probe.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { startRig, type Rig } from './rig.ts';

async function ownKeys(rig: Rig): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const page of rig.files.list('.windlass/')) keys.push(...page.map(({ key }) => key));
  return keys;
}

it('leaves nothing of its own in the bucket', async () => {
  const rig = await startRig();
  const anna = await rig.device('anna');
  await anna.write('a.txt', 'hello');
  expect(await anna.sync()).toMatchObject({ uploaded: 1 });
  expect(await ownKeys(rig)).toEqual([]);
  expect(await rig.files.multipart.list('')).toEqual([]);
});

it('is cleared away by the next process when it was cut short', async () => {
  const rig = await startRig();
  let isCut = false;
  const gone = (): Promise<never> => Promise.reject(fail('network', 'the process is gone'));
  /** The connection goes with the first part that arrives, and does not come back. */
  const cutShort = (store: ObjectStore): ObjectStore => ({
    ...store,
    deleteMany: (keys, options) => (isCut ? gone() : store.deleteMany(keys, options)),
    multipart: {
      ...store.multipart,
      list: (prefix, options) => (isCut ? gone() : store.multipart.list(prefix, options)),
      async uploadPart(...call) {
        await store.multipart.uploadPart(...call);
        isCut = true;
        return await gone();
      },
    },
  });
  const anna = await rig.device('anna', { around: cutShort });
  await anna.write('a.txt', 'hello');
  await anna.sync();
  expect(await ownKeys(rig)).not.toEqual([]);
  expect(await rig.files.multipart.list('')).not.toEqual([]);

  await anna.restart({ around: (store) => store });
  expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
  expect(await ownKeys(rig)).toEqual([]);
  expect(await rig.files.multipart.list('')).toEqual([]);
});

it('takes no provider for one that checks when parts are joined when it does so for new objects only', async () => {
  const rig = await startRig();
  const halfDeaf = (store: ObjectStore): ObjectStore => ({
    ...store,
    multipart: {
      ...store.multipart,
      complete: (upload, parts, { ifMatch: _ignored, ...options } = {}) =>
        store.multipart.complete(upload, parts, options),
    },
  });
  const anna = await rig.device('anna', { around: halfDeaf });
  await anna.write('a.txt', 'hello');
  await anna.sync();
  expect(storedTraits(anna.parts)).toMatchObject({ putIfMatch: true, completeConditions: false });

  const ben = await rig.device('ben', { prefix: 'ben/' });
  await ben.write('a.txt', 'hello');
  await ben.sync();
  expect(storedTraits(ben.parts)).toMatchObject({ putIfMatch: true, completeConditions: true });
});

it('also not when it refuses the right tag there', async () => {
  const rig = await startRig();
  const refusing = (store: ObjectStore): ObjectStore => ({
    ...store,
    multipart: {
      ...store.multipart,
      complete: (upload, parts, options = {}) =>
        options.ifMatch === undefined
          ? store.multipart.complete(upload, parts, options)
          : Promise.reject(fail('precondition-failed', 'it expects tags in another notation')),
    },
  });
  const anna = await rig.device('anna', { around: refusing });
  await anna.write('a.txt', 'hello');
  await anna.sync();
  expect(storedTraits(anna.parts)?.completeConditions).toBe(false);
  expect(await ownKeys(rig)).toEqual([]);
  expect(await rig.files.multipart.list('')).toEqual([]);
});

it('takes no provider for one that deletes conditionally when it refuses the right tag too', async () => {
  const rig = await startRig();
  const refusing = (store: ObjectStore): ObjectStore => ({
    ...store,
    delete: (key, options) =>
      options?.ifMatch === undefined
        ? store.delete(key, options)
        : Promise.reject(fail('precondition-failed', 'it expects tags in another notation')),
  });
  const anna = await rig.device('anna', { around: refusing });
  await anna.write('a.txt', 'hello');
  await anna.sync();
  expect(storedTraits(anna.parts)?.deleteIfMatch).toBe(false);
  rig.tick();
  await anna.remove('a.txt');
  await anna.write('b.txt', 'there is still something');
  expect(await anna.sync()).toMatchObject({ recycled: 1, failed: 0 });
  expect(await rig.objects(rig.files)).toEqual({ 'b.txt': 'there is still something' });

  const ben = await rig.device('ben', { prefix: 'ben/' });
  await ben.write('a.txt', 'hello');
  await ben.sync();
  expect(storedTraits(ben.parts)?.deleteIfMatch).toBe(true);
});
