import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fail } from '../../sync-engine/core/error.ts';
import { copyObject } from '../../sync-engine/engine/operations/renames.ts';
import { archive } from '../../sync-engine/engine/archive.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import type { DeviceOptions } from './rig.ts';
import { startRig } from './rig.ts';

const MIB = 1024 * 1024;
/** Above what goes in one request, below what had to survive a restart anyway. */
const MIDDLING = 9 * MIB;

type Dropped = 'complete' | 'put' | 'copy';

/**
 * A provider that takes some conditions and pays them no heed; the probe finds out by itself. `beforeJoin` runs right before
 * an upload by parts is joined, by whichever way it is done.
 */
function heedless(dropped: readonly Dropped[], beforeJoin: (key: string) => Promise<void>) {
  const without = <T extends object>(kind: Dropped, options: T | undefined): T | undefined =>
    options === undefined || !dropped.includes(kind)
      ? options
      : { ...options, ifMatch: undefined, ifAbsent: undefined, ifSourceMatch: undefined };
  return (store: ObjectStore): ObjectStore => ({
    ...store,
    put: (key, body, options) => store.put(key, body, without('put', options)),
    copyFrom: (source, key, options) => store.copyFrom(source, key, without('copy', options)),
    async putStream(key, source, options) {
      await beforeJoin(key);
      return await store.putStream(key, source, without('complete', options));
    },
    multipart: {
      ...store.multipart,
      async uploadPart(upload, partNumber, body, options) {
        await beforeJoin(upload.key);
        return await store.multipart.uploadPart(upload, partNumber, body, options);
      },
      complete: (upload, parts, options) =>
        store.multipart.complete(upload, parts, without('complete', options)),
    },
  });
}

describe.each([
  ['at the joining of parts', ['complete']],
  ['at all', ['complete', 'put', 'copy']],
] as const)('where conditions are not heeded %s', (_where, dropped) => {
  it.each([
    ['a new file', undefined],
    ['an edited file', 'what both knew'],
  ])('%s of middling size overwrites nothing that was written meanwhile', async (_what, known) => {
    const rig = await startRig();
    let meanwhile: string | undefined;
    const around = heedless(dropped, async (key) => {
      if (key !== 'film.bin' || meanwhile === undefined) return;
      const theirs = Buffer.from(meanwhile);
      meanwhile = undefined;
      await rig.files.put(key, theirs);
    });
    const anna = await rig.device('anna', { around });
    await anna.write('other.txt', 'other');
    if (known !== undefined) await anna.write('film.bin', known);
    expect(await anna.sync()).toMatchObject({ failures: [] });
    expect(anna.context().traits).toMatchObject({
      completeConditions: false,
      putIfMatch: dropped.length === 1,
    });
    rig.tick();

    await anna.write('film.bin', Buffer.alloc(MIDDLING, 'ours'));
    meanwhile = 'theirs, written meanwhile';
    await anna.sync();
    expect(await rig.objects(rig.files)).toMatchObject({ 'film.bin': 'theirs, written meanwhile' });
    expect(await rig.files.multipart.list('')).toEqual([]);

    rig.tick();
    await anna.sync();
    const texts = Object.values(await rig.objects(rig.files));
    expect(texts).toContain('theirs, written meanwhile');
    expect(texts.some((text) => text.length === MIDDLING)).toBe(true);
  });

  it('a file of middling size arrives whole when nobody comes between', async () => {
    const rig = await startRig();
    const anna = await rig.device('anna', { around: heedless(dropped, async () => undefined) });
    const content = Buffer.alloc(MIDDLING, 'whole');
    await anna.write('film.bin', content);
    expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
    expect((await rig.objects(rig.files))['film.bin']).toBe(content.toString());
    expect(anna.parts.index.uploads()).toEqual([]);
  });
});

describe('an upload by parts that was cut off', () => {
  /** One part of `film.bin` has arrived; the line is good again. */
  async function cutOff() {
    const rig = await startRig();
    let isBroken = true;
    const around = (store: ObjectStore): ObjectStore => {
      const inner = heedless(['complete'], async () => undefined)(store);
      const uploadPart: ObjectStore['multipart']['uploadPart'] = async (upload, partNumber, ...rest) => {
        if (isBroken && upload.key === 'film.bin' && partNumber === 2) throw fail('network', 'gone');
        return await inner.multipart.uploadPart(upload, partNumber, ...rest);
      };
      return { ...inner, multipart: { ...inner.multipart, uploadPart } };
    };
    const anna = await rig.device('anna', { around });
    await anna.write('film.bin', Buffer.alloc(MIDDLING, 'first'));
    expect(await anna.sync()).toMatchObject({ uploaded: 0, failed: 1 });
    expect(anna.parts.index.uploads()).toMatchObject([{ key: 'film.bin', parts: [{ partNumber: 1 }] }]);
    isBroken = false;
    rig.tick(60_000);
    return { rig, anna };
  }

  it('starts anew when the file has other content by the next try', async () => {
    const { rig, anna } = await cutOff();
    const second = Buffer.alloc(MIDDLING, 'other');
    await anna.write('film.bin', second);
    expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
    expect((await rig.objects(rig.files))['film.bin'] === second.toString()).toBe(true);
    const { metadata } = (await rig.files.head('film.bin')) ?? {};
    expect(metadata).toMatchObject({ sha256: createHash('sha256').update(second).digest('hex') });
    expect(await rig.files.multipart.list('')).toEqual([]);
  });

  it('leaves nothing behind when the next try goes in one stream', async () => {
    const { rig, anna } = await cutOff();
    anna.parts.index.apply([{ kind: 'setting', name: 'bucket-traits', value: undefined }]);
    await anna.restart({ around: (store) => store });
    expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
    expect(anna.context().traits).toMatchObject({ completeConditions: true });
    expect(await rig.files.multipart.list('')).toEqual([]);
  });
});

describe('a copy on a provider that copies whatever is there', () => {
  /** `a.txt` in the bucket, and what the engine saw of it before somebody else wrote another version. */
  async function changedSince() {
    const rig = await startRig();
    const options: DeviceOptions = { around: heedless(['copy'], async () => undefined) };
    const anna = await rig.device('anna', options);
    await anna.write('a.txt', 'seen');
    await anna.sync();
    const seen = await rig.files.head('a.txt');
    if (seen === undefined) throw new Error('a.txt did not arrive');
    await rig.files.put('a.txt', Buffer.from('newer'));
    expect(anna.context().traits).toMatchObject({ copySourceIfMatch: false });
    return { rig, anna, version: { ...seen, path: 'a.txt' } };
  }

  it('is not taken for the version that was to be archived', async () => {
    const { anna, version } = await changedSince();
    await expect(archive(anna.context(), version, 'o')).rejects.toMatchObject({
      error: { code: 'precondition-failed' },
    });
  });

  it('is not taken for the version that was renamed', async () => {
    const { anna, version } = await changedSince();
    await expect(copyObject(anna.context(), version, 'b.txt')).rejects.toMatchObject({
      error: { code: 'precondition-failed' },
    });
  });
});
