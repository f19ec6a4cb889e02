import { describe, expect, it } from 'vitest';
import { fail } from '../../sync-engine/core/error.ts';
import { archiveReplaced } from '../../sync-engine/engine/archive.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import type { Device, Rig } from './rig.ts';
import { startRig } from './rig.ts';

describe('an overwrite that keeps failing', () => {
  async function failing(lookDenied = false) {
    const rig = await startRig();
    let isBroken = false;
    const around = (store: ObjectStore): ObjectStore => ({
      ...store,
      async put(key, ...rest) {
        if (isBroken && key === 'a.txt') throw fail('network', 'the line is dead');
        return await store.put(key, ...rest);
      },
      async head(key, options) {
        if (lookDenied && store.bucket === rig.recycle.bucket) throw fail('access-denied', 'no looking');
        return await store.head(key, options);
      },
    });
    const anna = await rig.device('anna', { around });
    await anna.write('a.txt', 'first');
    expect(await anna.sync()).toMatchObject({ uploaded: 1 });
    const retry = async (): Promise<void> => {
      rig.tick(60_000);
      isBroken = true;
      expect(await anna.sync()).toMatchObject({ uploaded: 0, failed: 1 });
    };
    return { rig, anna, retry, mend: () => void (isBroken = false) };
  }

  const trashed = async (rig: Rig): Promise<readonly string[]> =>
    Object.values(await rig.objects(rig.recycle));

  it('archives the version it replaces once', async () => {
    const { rig, anna, retry, mend } = await failing();
    await anna.write('a.txt', 'second');
    for (let tries = 0; tries < 5; tries++) await retry();
    expect(await trashed(rig)).toEqual(['first']);
    mend();
    rig.tick(60_000);
    expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
    expect(await rig.objects(rig.files)).toEqual({ 'a.txt': 'second' });
    expect(await trashed(rig)).toEqual(['first']);
    expect(anna.parts.index.setting('archived:a.txt')).toBeUndefined();
  });

  it('archives it again when the copy was purged meanwhile', async () => {
    const { rig, anna, retry } = await failing();
    await anna.write('a.txt', 'second');
    await retry();
    for await (const page of rig.recycle.list('')) {
      await rig.recycle.deleteMany(page.map(({ key }) => key));
    }
    await retry();
    expect(await trashed(rig)).toEqual(['first']);
  });

  it('archives the same bytes again when they were written anew, for that is a version of its own', async () => {
    const { rig, anna, retry, mend } = await failing();
    await anna.write('a.txt', 'second');
    await retry();
    const { metadata } = (await rig.files.head('a.txt')) ?? {};
    await rig.files.put('a.txt', Buffer.from('first'), { metadata });
    mend();
    rig.tick(60_000);
    await anna.sync();
    expect(await trashed(rig)).toEqual(['first', 'first']);
  });

  it('goes on with keys that may not look into the recycle bucket', async () => {
    const { rig, anna, retry, mend } = await failing(true);
    await anna.write('a.txt', 'second');
    await retry();
    mend();
    rig.tick(60_000);
    expect(await anna.sync()).toMatchObject({ uploaded: 1, failures: [] });
    expect(await trashed(rig)).toContain('first');
  });

  it('archives another version of the same second too', async () => {
    const { rig, anna } = await failing();
    const { version } = await archivedOnce(rig, anna);
    const { etag } = await rig.files.put('a.txt', Buffer.from('newer'));
    await archiveReplaced(anna.context(), { ...version, etag }, 'o');
    expect((await trashed(rig)).toSorted()).toEqual(['first', 'newer']);
  });

  it('archives it again after half a day, for a history that has no gap', async () => {
    const { rig, anna } = await failing();
    const { version, again } = await archivedOnce(rig, anna);
    await again(12 * HOUR_MS - 60_000);
    expect(await trashed(rig)).toEqual(['first']);
    await again(12 * HOUR_MS + 60_000);
    expect(await trashed(rig)).toEqual(['first', 'first']);
    expect((await rig.files.head('a.txt'))?.etag).toBe(version.etag);
  });
});

const HOUR_MS = 60 * 60 * 1000;

/** The version of `a.txt`, archived ahead of an overwrite; `again` does the same so many milliseconds later. */
async function archivedOnce(rig: Rig, anna: Device) {
  const head = await rig.files.head('a.txt');
  if (head === undefined) throw new Error('a.txt did not arrive');
  const version = { ...head, path: 'a.txt' };
  const again = async (laterMs: number): Promise<void> => {
    const context = anna.context();
    const clock = { ...context.clock, now: () => context.clock.now() + laterMs };
    await archiveReplaced({ ...context, clock }, version, 'o');
  };
  await again(0);
  return { version, again };
}
