import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { TrashFilter } from '../../sync-engine/contract/api/index.ts';
import { DAY_MS, ENTRY_EPOCH_MS, putEntry } from './trash-entry.ts';
import { code, NEWEST, openTrash } from './trash-scene.ts';

describe('the list of the trash', () => {
  it('is empty at first, and ready once it was refreshed', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    expect(await trash.listing({ pair })).toEqual({ state: 'empty', entries: 0, bytes: 0 });
    await putEntry(recycle, 'a', { day: 1, size: 3 });
    await recycle.put('theirs.pdf', new Uint8Array(4));
    expect(await refresh()).toMatchObject({ state: 'ready', entries: 2, bytes: 7 });
    expect(await trash.listing({ pair })).toMatchObject({ state: 'ready', entries: 2, bytes: 7 });
    expect(await rows()).toMatchObject([
      { path: 'a', reason: 'd', deletedAtMs: ENTRY_EPOCH_MS + DAY_MS, bornAtMs: ENTRY_EPOCH_MS, size: 3 },
      { path: 'theirs.pdf', reason: 'foreign', size: 4, key: 'theirs.pdf' },
    ]);
    expect((await rows())[1]).not.toHaveProperty('bornAtMs');
  });

  it('says why it could not be made, and keeps the last one', async () => {
    const { desk, recycle, refresh, rows } = await openTrash();
    await putEntry(recycle, 'a', { day: 1 });
    await refresh();
    desk.store?.deny(['s3:ListBucket']);
    expect(await refresh()).toMatchObject({
      state: 'failed',
      entries: 1,
      error: { code: 'access-denied', action: 's3:ListBucket' },
    });
    expect(await rows()).toHaveLength(1);
    desk.store?.deny([]);
    expect(await refresh()).toMatchObject({ state: 'ready' });
  });

  it('is filtered, counted, drawn over time and looked through by file', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    await putEntry(recycle, 'docs/Brief.txt', { day: 1, size: 100 });
    await putEntry(recycle, 'docs/Brief.txt', { day: 2, size: 200, reason: 'o' });
    await putEntry(recycle, 'docs/sub/x', { day: 3, size: 300, reason: 'c' });
    await putEntry(recycle, 'pictures/y', { day: 11, size: 400 });
    await refresh();
    const found = async (filter: TrashFilter) => (await rows(filter)).map((row) => row.path);
    expect(await found({ search: 'BRIEF' })).toEqual(['docs/Brief.txt', 'docs/Brief.txt']);
    expect(await found({ folder: 'docs/', minSize: 300 })).toEqual(['docs/sub/x']);
    expect(await found({ folder: 'doc' })).toEqual([]);
    expect(await found({ folder: 'pictures' })).toEqual(['pictures/y']);
    expect(await found({ reasons: ['c', 'o'] })).toEqual(['docs/Brief.txt', 'docs/sub/x']);
    expect(await found({ fromMs: ENTRY_EPOCH_MS + 3 * DAY_MS })).toEqual(['docs/sub/x', 'pictures/y']);
    expect(await trash.facets({ pair })).toMatchObject({
      reasons: [
        { reason: 'd', count: 2 },
        { reason: 'o', count: 1 },
        { reason: 'c', count: 1 },
      ],
      fromMs: ENTRY_EPOCH_MS + DAY_MS,
      toMs: ENTRY_EPOCH_MS + 11 * DAY_MS,
    });
    const { view } = await trash.open({ pair, filter: {}, sort: NEWEST });
    const bars = await trash.histogram({ view, bars: 10 });
    expect(bars.map((bar) => bar.count)).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    const versions = await trash.versions({ pair, path: 'docs/Brief.txt' });
    expect(versions.map(({ size }) => size)).toEqual([200, 100]);
  });

  it('leaves an open view as it was, whatever comes and goes, until it is closed', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    const key = await putEntry(recycle, 'a', { day: 1 });
    await refresh();
    const { view } = await trash.open({ pair, filter: {}, sort: NEWEST });
    await putEntry(recycle, 'b', { day: 2 });
    await recycle.delete(key);
    await refresh();
    expect((await trash.rows({ view, offset: 0, limit: 10 })).map((row) => row.path)).toEqual(['a']);
    expect((await rows()).map((row) => row.path)).toEqual(['b']);
    await trash.close({ view });
    await expect(trash.rows({ view, offset: 0, limit: 10 })).rejects.toEqual(code('not-found'));
  });

  it('tells which device moved a file there, from the list alone', async () => {
    const laptop = await openTrash({ device: 'laptop', files: { a: 'one', b: 'two', c: 'three' } });
    await laptop.inStep({ a: 'one', b: 'two', c: 'three' });
    const { bucket } = laptop.docs;
    const desktop = await openTrash({ device: 'desktop', s3: laptop.desk.s3, bucketOf: () => bucket });
    await desktop.inStep({ a: 'one', b: 'two', c: 'three' });
    await laptop.remove('a');
    await laptop.inStep({ b: 'two', c: 'three' });
    await desktop.inStep({ b: 'two', c: 'three' });
    await desktop.remove('b');
    await desktop.inStep({ c: 'three' });
    await putEntry(laptop.recycle, 'older', { day: 1 });
    await laptop.refresh();
    const devices = (await laptop.rows()).map(({ path: name, device }) => [name, device]);
    expect(devices).toEqual([
      ['a', 'laptop'],
      ['b', 'desktop'],
      ['older', undefined],
    ]);
    expect((await laptop.trash.facets({ pair: laptop.pair })).devices).toEqual([
      { name: 'desktop', count: 1 },
      { name: 'laptop', count: 1 },
    ]);
    expect((await laptop.rows({ device: 'desktop' })).map((row) => row.path)).toEqual(['b']);
  });
});

it('is let go of with its pair, so that nothing of it stays on the disk', async () => {
  const { desk, trash, pair, recycle, refresh } = await openTrash();
  await putEntry(recycle, 'a', { day: 1 });
  await refresh();
  const state = (await desk.service.context.home()).paths.pairState(pair);
  expect(await readdir(path.join(state, 'trash'))).toHaveLength(1);
  await createRouterClient(desk.service.router).pairs.remove({ pair });
  await expect(readdir(state)).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(trash.listing({ pair })).rejects.toEqual(code('pair-unknown'));
});

describe('purging', () => {
  it('deletes for good what a view shows but what is excepted, and nothing else', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    for (const name of ['a1', 'a2', 'a3', 'b']) await putEntry(recycle, name, { day: 1, size: 2 });
    await refresh();
    const { view } = await trash.open({ pair, filter: { search: 'a' }, sort: NEWEST });
    const except = (await rows({ search: 'a3' })).map((row) => row.key);
    const selection = { kind: 'view' as const, view, except };
    // Comes after the view was opened, and is not in it.
    await putEntry(recycle, 'a4', { day: 1 });
    await refresh();
    for (const count of [1, 3, 4])
      await expect(trash.purge({ pair, selection, count })).rejects.toEqual(code('usage'));
    expect(await rows()).toHaveLength(5);
    expect(await trash.purge({ pair, selection, count: 2 })).toEqual({ purged: 2, bytes: 4 });
    expect((await rows()).map((row) => row.path)).toEqual(['a3', 'a4', 'b']);
    await refresh();
    expect((await rows()).map((row) => row.path)).toEqual(['a3', 'a4', 'b']);
  });

  it('deletes named versions, and refuses a time or what is not in the list', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    const key = await putEntry(recycle, 'a', { day: 1, size: 2 });
    await putEntry(recycle, 'a', { day: 2 });
    await refresh();
    const named = (keys: string[]) => ({ pair, selection: { kind: 'keys' as const, keys } });
    await expect(trash.purge({ ...named([key, 'a~unknown']), count: 2 })).rejects.toEqual(code('usage'));
    const selection = { kind: 'as-of' as const, asOfMs: Date.now(), paths: [] };
    await expect(trash.purge({ pair, selection, count: 2 })).rejects.toEqual(code('usage'));
    expect(await trash.purge({ ...named([key]), count: 1 })).toEqual({ purged: 1, bytes: 2 });
    expect(await rows()).toMatchObject([{ path: 'a', deletedAtMs: ENTRY_EPOCH_MS + 2 * DAY_MS }]);
  });
});

describe('retention', () => {
  it('is set and taken away, and every row tells when it expires', async () => {
    const { trash, pair, recycle, refresh, rows } = await openTrash();
    expect(await trash.retention({ pair })).toMatchObject({ days: null, supported: true });
    expect(await trash.setRetention({ pair, days: 30 })).toMatchObject({ days: 30 });
    await putEntry(recycle, 'a', { day: 1 });
    await refresh();
    expect(await rows()).toMatchObject([{ expiresAtMs: ENTRY_EPOCH_MS + 31 * DAY_MS }]);
    await trash.setRetention({ pair, days: null });
    expect((await rows())[0]).not.toHaveProperty('expiresAtMs');
  });
});
