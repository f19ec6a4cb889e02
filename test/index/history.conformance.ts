import { beforeEach, describe, expect, test } from 'vitest';
import type { IndexChange, IndexStore } from '../../sync-engine/ports/index-store.ts';
import { activity, download, fileRow, pageThrough, put, T0, upload } from './records.ts';

/** Uploads and downloads that are to go on after a restart. */
export function transfers(at: () => IndexStore): void {
  describe('transfers', () => {
    let index: IndexStore;
    beforeEach(() => {
      index = at();
    });

    test('an upload collects its parts in order of their number, a part sent again replaces the first', () => {
      index.apply([{ kind: 'upload', upload: upload('k') }]);
      for (const [partNumber, etag] of [
        [3, 'c'],
        [1, 'a'],
        [3, 'c2'],
      ] as const)
        index.apply([{ kind: 'upload-part', key: 'k', part: { partNumber, etag, size: 5 } }]);
      expect(index.upload('k')).toEqual(
        upload('k', {
          parts: [
            { partNumber: 1, etag: 'a', size: 5 },
            { partNumber: 3, etag: 'c2', size: 5 },
          ],
        }),
      );
    });

    test('an upload that starts anew loses the parts of the old one', () => {
      index.apply([
        { kind: 'upload', upload: upload('k', { parts: [{ partNumber: 1, etag: 'a', size: 5 }] }) },
      ]);
      index.apply([{ kind: 'upload', upload: upload('k', { uploadId: 'other' }) }]);
      expect(index.uploads()).toEqual([upload('k', { uploadId: 'other' })]);
    });

    test('a part that comes after its upload was given up is dropped', () => {
      index.apply([{ kind: 'upload', upload: upload('k') }]);
      index.apply([{ kind: 'upload-gone', key: 'k' }, ...put('a')]);
      index.apply([
        { kind: 'upload-part', key: 'k', part: { partNumber: 1, etag: 'a', size: 5 } },
        ...put('b'),
      ]);
      expect(index.upload('k')).toBeUndefined();
      index.apply([{ kind: 'upload', upload: upload('k') }]);
      expect(index.upload('k')?.parts).toEqual([]);
      expect(pageThrough(index, 10)).toEqual(['a', 'b']);
    });

    test('downloads keep which parts are done', () => {
      const doneParts = [9_999, 0, 7, 8, 7];
      index.apply([
        { kind: 'download', download: download('b', { doneParts }) },
        { kind: 'download', download: download('a') },
      ]);
      expect(index.downloads()).toEqual([download('a'), download('b', { doneParts: [0, 7, 8, 9_999] })]);
      index.apply([{ kind: 'download-gone', id: 'a' }]);
      expect(index.download('a')).toBeUndefined();
      expect(index.download('b')?.doneParts).toHaveLength(4);
    });
  });
}

/** What was done, for people to look up. */
export function activityKept(at: () => IndexStore): void {
  describe('activity', () => {
    let index: IndexStore;
    beforeEach(() => {
      index = at();
    });

    test('comes newest first, equal moments latest added first, with every field', () => {
      const full = activity('p', {
        atMs: T0 + 5,
        action: 'failed',
        target: 't',
        size: 0,
        error: { code: 'access-denied', message: 'no', action: 's3:PutObject', status: 403 },
      });
      index.apply([full, activity('q'), activity('r')].map((record) => ({ kind: 'activity', record })));
      expect(index.activity({ limit: 10 })).toEqual([full, activity('r'), activity('q')]);
      expect(index.activity({ limit: 1 })).toEqual([full]);
      expect(index.activity({ limit: 10, beforeMs: T0 + 5 })).toHaveLength(2);
    });

    test('all of some paths comes oldest first, by what it was done to or where it went', () => {
      const later = activity('a', { atMs: T0 + 9, action: 'recycled', target: 'trash/a' });
      const moved = activity('old', { atMs: T0 + 5, action: 'renamed', target: 'a' });
      const first = activity('b', { atMs: T0 + 1 });
      const second = activity('b', { atMs: T0 + 1, action: 'recycled' });
      const records = [later, moved, first, second, activity('ab'), activity('old')];
      index.apply(records.map((record) => ({ kind: 'activity', record })));
      expect(index.activityOf(new Set(['a', 'b', 'none']))).toEqual([first, second, moved, later]);
      expect(index.activityOf(new Set())).toEqual([]);
    });

    test('the earliest known instant is that of the oldest record or object', () => {
      expect(index.oldestMs()).toBeUndefined();
      index.apply([{ kind: 'baseline', row: fileRow('a', { modifiedMs: T0 + 3 }) }]);
      expect(index.oldestMs()).toBe(T0 + 3);
      index.apply([{ kind: 'activity', record: activity('a', { atMs: T0 + 2 }) }]);
      index.apply([{ kind: 'activity', record: activity('b', { atMs: T0 + 9 }) }]);
      expect(index.oldestMs()).toBe(T0 + 2);
      index.apply([{ kind: 'baseline', row: fileRow('b', { modifiedMs: T0 + 1 }) }]);
      expect(index.oldestMs()).toBe(T0 + 1);
    });

    test('the search finds a part of the path in any letter case and either Unicode form, and nothing by wildcard', () => {
      const paths = ['Docs/RÉSUMÉ.pdf', 'docs/plan.txt', '100%_done', 'x'];
      index.apply(paths.map((path) => ({ kind: 'activity', record: activity(path) })));
      const found = (search: string): string[] =>
        index.activity({ limit: 10, search }).map((record) => record.path);
      expect(found('re\u0301sume\u0301')).toEqual(['Docs/RÉSUMÉ.pdf']);
      expect(found('DOCS/')).toEqual(['docs/plan.txt', 'Docs/RÉSUMÉ.pdf']);
      expect(found('%')).toEqual(['100%_done']);
      expect(found('_')).toEqual(['100%_done']);
      expect(found('zzz')).toEqual([]);
      expect(found('')).toHaveLength(4);
    });

    test('the search finds a renamed file by either name, and nothing else by where it went', () => {
      const renamed = activity('Holiday.jpg', { action: 'renamed', target: 'Été/Lisbon.jpg' });
      const trashed = activity('old.txt', { action: 'trashed', target: '.windlass/trash/old.txt' });
      index.apply([renamed, trashed].map((record) => ({ kind: 'activity', record })));
      for (const search of ['holiday', 'LISBON', 'e\u0301te\u0301/'])
        expect(index.activity({ limit: 10, search }), search).toEqual([renamed]);
      expect(index.activity({ limit: 10, search: '.windlass' })).toEqual([]);
      expect(index.activity({ limit: 10, search: 'jpg\u00e9' })).toEqual([]);
    });

    test('only the newest records are kept', () => {
      const record = (n: number): IndexChange => ({
        kind: 'activity',
        record: activity(`f${n}`, { atMs: T0 + n }),
      });
      index.apply(Array.from({ length: 49 }, (_, n) => record(n)));
      index.apply(Array.from({ length: 30 }, (_, n) => record(49 + n)));
      const paths = index.activity({ limit: 1_000 }).map((entry) => entry.path);
      expect(paths).toHaveLength(50);
      expect(paths[0]).toBe('f78');
      expect(paths.at(-1)).toBe('f29');
    });
  });
}
