import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatInstant } from '../../sync-engine/core/instant.ts';
import type {
  TrashIndex,
  TrashIndexEntry,
  TrashIndexFilter,
  TrashIndexSort,
} from '../../sync-engine/ports/trash-index.ts';

export interface TrashIndexUnderTest {
  readonly name: string;
  /** Every call opens the same index, of a bucket whose recycle prefix is `bin/`, in the state `end` left it. */
  readonly make: () => Promise<{ readonly open: () => TrashIndex; readonly dispose: () => Promise<void> }>;
}

const NEWEST: TrashIndexSort = { by: 'deletedAt', descending: true };
const DEVICES = { lap1: 'laptop', lap2: 'laptop', desk: 'desktop' };

let serial = 0;

export function entry(path: string, facts: Partial<TrashIndexEntry> = {}): TrashIndexEntry {
  const { deletedAtMs = 1_000, bornAtMs = 500, reason = 'd', size = 1, deviceTag = 'lap1' } = facts;
  const id = `${deviceTag}${String(serial++).padStart(6, '0')}`;
  const key = `bin/${path}~${formatInstant(deletedAtMs)}.${reason}.${formatInstant(bornAtMs)}.${id}`;
  return { path, key, deletedAtMs, bornAtMs, reason, size, deviceTag, ...facts };
}

export async function list(index: TrashIndex, entries: readonly TrashIndexEntry[], listedAtMs = 9_000) {
  const writer = await index.beginListing();
  await writer.add(entries);
  await writer.finish({ listedAtMs, devices: DEVICES });
}

/** What every trash index must do (ports/trash-index.ts). */
export function trashIndexConformance({ name, make }: TrashIndexUnderTest): void {
  describe(`the trash index (${name})`, () => {
    let made: Awaited<ReturnType<typeof make>>;
    let index: TrashIndex;
    beforeEach(async () => {
      made = await make();
      index = made.open();
    });
    afterEach(async () => {
      await index.end();
      await made.dispose();
    });

    const paths = async (filter: TrashIndexFilter = {}, sort = NEWEST): Promise<readonly string[]> => {
      const { view, count } = await index.open(filter, sort);
      const rows = await index.rows(view, 0, 1_000);
      expect(rows).toHaveLength(count);
      return rows.map((row) => row.path);
    };
    const code = (expected: string): unknown =>
      expect.objectContaining({ error: expect.objectContaining({ code: expected }) });

    it('has nothing before the first listing, and says so', async () => {
      expect(await index.summary()).toEqual({ entries: 0, bytes: 0, listedAtMs: undefined, devices: {} });
      expect(await paths()).toEqual([]);
      expect(await index.facets()).toMatchObject({ devices: [], reasons: [] });
      expect(await index.oldestMs()).toBeUndefined();
      const { view } = await index.open({}, NEWEST);
      expect(await index.histogram(view, 10)).toEqual([]);
      expect(await index.versions('a')).toEqual([]);
    });

    it('gives every row back as it was listed', async () => {
      const plain = entry('docs/Bericht – Ü.txt', { size: 3_000_000_000, deviceTag: 'desk' });
      const hashed = {
        ...entry('very/long', { bornAtMs: 0 }),
        key: `bin/.windlass/long/${'0'.repeat(64)}~x`,
      };
      const foreign = entry('old.pdf', { reason: 'foreign', key: 'bin/old.pdf', bornAtMs: 0 });
      await list(index, [plain, hashed, { ...foreign, deviceTag: undefined }]);
      const { view, bytes } = await index.open({}, { by: 'path', descending: false });
      const rows = await index.rows(view, 0, 10);
      const shown = ({ deviceTag: _tag, ...row }: TrashIndexEntry, device: string | undefined) => ({
        ...row,
        device,
      });
      expect(rows).toEqual([shown(plain, 'desktop'), shown(foreign, undefined), shown(hashed, 'laptop')]);
      expect(bytes).toBe(3_000_000_002);
    });

    it('finds a part of the path in any letter case, composed or not', async () => {
      await list(index, [entry('Grüße/Ärger.TXT'), entry('b/c.txt'), entry('b_c.txt'), entry('100%.txt')]);
      expect(await paths({ search: 'GRÜ' })).toEqual(['Grüße/Ärger.TXT']);
      expect(await paths({ search: 'ä'.normalize('NFD') })).toEqual(['Grüße/Ärger.TXT']);
      expect(await paths({ search: 'b_C' })).toEqual(['b_c.txt']);
      expect(await paths({ search: '0%' })).toEqual(['100%.txt']);
      expect(await paths({ search: 'nowhere' })).toEqual([]);
    });

    it('holds all conditions of a filter together', async () => {
      await list(index, [
        entry('a/1', { deletedAtMs: 1, size: 10 }),
        entry('a/2', { deletedAtMs: 2, size: 20, reason: 'o' }),
        entry('a/b/3', { deletedAtMs: 3, size: 30, deviceTag: 'lap2' }),
        entry('a.txt', { deletedAtMs: 4, size: 40, deviceTag: 'desk' }),
        entry('ab/5', { deletedAtMs: 5, size: 50, reason: 'c', deviceTag: 'none' }),
      ]);
      expect(await paths({ folder: 'a/' })).toEqual(['a/b/3', 'a/2', 'a/1']);
      expect(await paths({ folder: 'A/' })).toEqual(['a/b/3', 'a/2', 'a/1']);
      expect(await paths({ folder: 'B/' })).toEqual([]);
      expect(await paths({ minSize: 20, maxSize: 40 })).toEqual(['a.txt', 'a/b/3', 'a/2']);
      expect(await paths({ fromMs: 2, toMs: 4 })).toEqual(['a/b/3', 'a/2']);
      expect(await paths({ reasons: ['o', 'c'] })).toEqual(['ab/5', 'a/2']);
      expect(await paths({ device: 'laptop' })).toEqual(['a/b/3', 'a/2', 'a/1']);
      expect(await paths({ device: 'phone' })).toEqual([]);
      expect(await paths({ folder: 'a/', reasons: ['d'], minSize: 11, search: '3' })).toEqual(['a/b/3']);
    });

    it('sorts by time, path and size, either way', async () => {
      await list(index, [
        entry('b', { deletedAtMs: 2 ** 41, size: 2 ** 40 }),
        entry('a', { deletedAtMs: 5, size: 70_000 }),
        entry('c', { deletedAtMs: 70_000, size: 0 }),
      ]);
      const sorted = (by: TrashIndexSort['by'], descending: boolean) => paths({}, { by, descending });
      expect(await sorted('deletedAt', false)).toEqual(['a', 'c', 'b']);
      expect(await sorted('deletedAt', true)).toEqual(['b', 'c', 'a']);
      expect(await sorted('path', false)).toEqual(['a', 'b', 'c']);
      expect(await sorted('path', true)).toEqual(['c', 'b', 'a']);
      expect(await sorted('size', false)).toEqual(['c', 'a', 'b']);
    });

    it('gives rows by their place in the view', async () => {
      await list(
        index,
        Array.from({ length: 3_000 }, (_, n) => entry(`f${n}`, { deletedAtMs: n })),
      );
      const { view, count, bytes } = await index.open({}, NEWEST);
      expect({ count, bytes }).toEqual({ count: 3_000, bytes: 3_000 });
      const at = async (offset: number, limit: number) =>
        (await index.rows(view, offset, limit)).map((row) => row.path);
      expect(await at(1_000, 3)).toEqual(['f1999', 'f1998', 'f1997']);
      expect(await at(2_999, 5)).toEqual(['f0']);
      expect(await at(3_000, 5)).toEqual([]);
    });

    it('keeps a view as it was while lists take each other’s place, until it is closed', async () => {
      await list(index, [entry('old/a'), entry('old/b')]);
      const { view } = await index.open({}, NEWEST);
      await list(index, [entry('new')]);
      expect((await index.rows(view, 0, 9)).map((row) => row.path)).toEqual(['old/b', 'old/a']);
      expect(await paths()).toEqual(['new']);
      await index.close(view);
      await expect(index.rows(view, 0, 9)).rejects.toEqual(code('not-found'));
    });

    it('closes the view that was used longest ago when there are too many', async () => {
      await list(index, [entry('a')]);
      const first = await index.open({}, NEWEST);
      const second = await index.open({}, NEWEST);
      for (let n = 0; n < 40; n++) {
        await index.open({}, NEWEST);
        await index.rows(first.view, 0, 1);
      }
      await expect(index.rows(second.view, 0, 1)).rejects.toEqual(code('not-found'));
      expect(await index.rows(first.view, 0, 1)).toHaveLength(1);
    });

    it('shows what a first listing has so far, and keeps the old list until a later one is whole', async () => {
      const first = await index.beginListing();
      await first.add([entry('a')]);
      expect(await paths()).toEqual(['a']);
      expect(await index.summary()).toMatchObject({ entries: 1, listedAtMs: undefined });
      await first.add([entry('b')]);
      await first.finish({ listedAtMs: 7, devices: DEVICES });
      expect(await index.summary()).toMatchObject({ entries: 2, listedAtMs: 7, devices: DEVICES });
      const second = await index.beginListing();
      await second.add([entry('c')]);
      expect(await paths()).toEqual(['b', 'a']);
      await second.giveUp();
      expect(await paths()).toEqual(['b', 'a']);
    });

    it('gives a listing up when another begins', async () => {
      const first = await index.beginListing();
      await first.add([entry('a')]);
      await list(index, [entry('b')]);
      await expect(first.add([entry('c')])).rejects.toEqual(expect.anything());
      expect(await paths()).toEqual(['b']);
    });

    it('has the last whole list after it was closed, and nothing of one that was not finished', async () => {
      await list(index, [entry('a', { size: 5, deviceTag: 'desk' })], 42);
      const unfinished = await index.beginListing();
      await unfinished.add([entry('b')]);
      await index.end();
      index = made.open();
      expect(await index.summary()).toEqual({ entries: 1, bytes: 5, listedAtMs: 42, devices: DEVICES });
      expect(await paths({ device: 'desktop' }, { by: 'path', descending: true })).toEqual(['a']);
    });

    it('counts devices, by name, and reasons, and knows the first and last time', async () => {
      await list(index, [
        entry('a', { deletedAtMs: 10 }),
        entry('b', { deletedAtMs: 20, deviceTag: 'lap2' }),
        entry('c', { deletedAtMs: 30, deviceTag: 'desk', reason: 'o' }),
        entry('d', { deletedAtMs: 15, deviceTag: 'gone' }),
      ]);
      expect(await index.facets()).toEqual({
        devices: [
          { name: 'laptop', count: 2 },
          { name: 'desktop', count: 1 },
        ],
        reasons: [
          { reason: 'd', count: 3 },
          { reason: 'o', count: 1 },
        ],
        fromMs: 10,
        toMs: 30,
      });
    });

    it('knows when the oldest version came to be, or went where nobody knows that', async () => {
      await list(index, [
        entry('a', { bornAtMs: 0, deletedAtMs: 20 }),
        entry('b', { bornAtMs: 30, deletedAtMs: 40 }),
      ]);
      expect(await index.oldestMs()).toBe(20);
      await list(index, [
        entry('c', { bornAtMs: 7, deletedAtMs: 40 }),
        entry('d', { bornAtMs: 0, deletedAtMs: 20 }),
      ]);
      expect(await index.oldestMs()).toBe(7);
    });

    it('draws bars of equal width that together hold the whole view', async () => {
      await list(
        index,
        [0, 1, 2, 50, 99, 100].map((deletedAtMs) => entry(`f${deletedAtMs}`, { deletedAtMs, size: 2 })),
      );
      const { view } = await index.open({}, NEWEST);
      const bars = await index.histogram(view, 10);
      expect(bars.length).toBeLessThanOrEqual(10);
      expect(new Set(bars.map(({ fromMs, toMs }) => toMs - fromMs)).size).toBe(1);
      expect(bars[0]).toMatchObject({ fromMs: 0, count: 3, bytes: 6 });
      expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(6);
      expect(bars.at(-1)?.toMs).toBeGreaterThan(100);
    });

    it('has the versions of one path, newest first', async () => {
      await list(index, [
        entry('a', { deletedAtMs: 1 }),
        entry('a', { deletedAtMs: 3 }),
        entry('a', { deletedAtMs: 2 }),
        entry('a/b'),
      ]);
      expect((await index.versions('a')).map((row) => row.deletedAtMs)).toEqual([3, 2, 1]);
    });

    it('narrows a view to what is not excepted, or to the newest version of each path', async () => {
      const [old, middle, newest] = [2, 4, 6].map((deletedAtMs) => entry('twice', { deletedAtMs }));
      const other = entry('other', { deletedAtMs: 5 });
      const hashed = { ...entry('long', { deletedAtMs: 3 }), key: 'bin/.windlass/long/abc~x' };
      const entries = [old, middle, newest, other, hashed].filter((one) => one !== undefined);
      await list(index, entries);
      const { view } = await index.open({}, NEWEST);
      const narrowed = async (except: readonly string[], newestOnly: boolean) => {
        const inner = await index.narrow({ kind: 'view', view, except }, { newestOnly });
        return (await index.rows(inner.view, 0, 9)).map((row) => `${row.path} ${row.deletedAtMs}`);
      };
      expect(await narrowed([], true)).toEqual(['twice 6', 'other 5', 'long 3']);
      expect(await narrowed([newest?.key ?? '', hashed.key, 'unknown'], false)).toEqual([
        'other 5',
        'twice 4',
        'twice 2',
      ]);
      const keys = [old?.key ?? '', hashed.key, 'unknown', 'bin/unknown'];
      const named = await index.narrow({ kind: 'keys', keys }, { newestOnly: false });
      expect(named).toMatchObject({ count: 2, bytes: 2 });
    });

    it('forgets what was purged, for good, and leaves views as they are', async () => {
      const entries = [entry('a', { deletedAtMs: 1 }), entry('b', { deletedAtMs: 2 })];
      await list(index, entries);
      const { view } = await index.open({}, NEWEST);
      const keys = entries.slice(0, 1).map(({ key }) => key);
      const purged = await index.narrow({ kind: 'keys', keys }, { newestOnly: false });
      await index.forget(purged.view, 0, 10);
      expect(await paths()).toEqual(['b']);
      expect(await index.versions('a')).toEqual([]);
      expect(await index.summary()).toMatchObject({ entries: 1, bytes: 1 });
      expect((await index.rows(view, 0, 9)).map((row) => row.path)).toEqual(['b', 'a']);
      await index.end();
      index = made.open();
      expect(await paths()).toEqual(['b']);
    });
  });
}
