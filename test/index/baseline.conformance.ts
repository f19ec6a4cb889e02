import { beforeEach, describe, expect, test } from 'vitest';
import type { IndexChange, IndexStore } from '../../sync-engine/ports/index-store.ts';
import { activity, fileRow, folderRow, ids, pageThrough, put, upload } from './records.ts';

/** What both sides agreed on last: rows, pages, totals. */
export function baseline(at: () => IndexStore): void {
  describe('baseline', () => {
    let index: IndexStore;
    beforeEach(() => {
      index = at();
    });

    test('a row comes back exactly as it was given', () => {
      const rows = [
        fileRow('a.txt'),
        fileRow('ümläut/É.txt', { localPath: 'u\u0308mläut/E\u0301.txt', remotePath: 'ümläut/é.TXT' }),
        fileRow('multipart', { etag: '0123456789abcdef0123456789abcdef-120' }),
        fileRow('upper', { etag: '0123456789ABCDEF0123456789ABCDEF' }),
        fileRow('odd etag', { etag: 'W/"ä b"' }),
        fileRow('empty', { stamp: { size: 0 } }),
        fileRow('huge', { stamp: { size: 5 * 1024 ** 4 } }),
        fileRow('before 1970', { stamp: { mtimeNs: -1n } }),
        fileRow('year 2446', { stamp: { mtimeNs: 15_032_385_535_999_999_999n } }),
        fileRow('ino of 64 bits', { stamp: { ino: 2n ** 64n - 1n } }),
        fileRow('no ino', { stamp: { ino: 0n, ctimeNs: 0n } }),
        folderRow('empty folder/'),
        folderRow('spelled/', { localPath: 'Spelled/', remotePath: 'SPELLED/', etag: '' }),
      ];
      index.apply(rows.map((row) => ({ kind: 'baseline', row })));
      for (const row of rows) expect(index.baseline(row.id)).toEqual(row);
      expect(index.baselinePage(undefined, 100)).toEqual(
        rows.toSorted((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))),
      );
    });

    test('a later row replaces an earlier one of the same id, a file may become a folder', () => {
      index.apply([{ kind: 'baseline', row: fileRow('a', { etag: 'one' }) }]);
      index.apply([{ kind: 'baseline', row: fileRow('a', { etag: 'two', stamp: { size: 9 } }) }]);
      expect(index.baseline('a')).toMatchObject({ etag: 'two', stamp: { size: 9 } });
      index.apply([{ kind: 'baseline', row: folderRow('a') }]);
      expect(index.baseline('a')).toEqual(folderRow('a'));
      expect(index.baselineTotals()).toEqual({ files: 0, folders: 1, bytes: 0 });
    });

    test('pages come in order of UTF-8 bytes, which is not that of UTF-16, at every page size', () => {
      const inOrder = [
        '!',
        'A',
        'a',
        'a b',
        'a!',
        'a/',
        'a/b',
        'a0',
        'b',
        'z',
        '\u00e9',
        '\u4e2d',
        '\ue000',
        '\uffff',
        '\u{1f600}',
        '\u{10ffff}x',
      ];
      index.apply(put(...inOrder.toReversed()));
      for (const limit of [1, 2, 3, 5, 16, 100]) expect(pageThrough(index, limit)).toEqual(inOrder);
    });

    test('a page starts above an id that is not there itself, and sees what was applied before the call', () => {
      index.apply(put('a', 'c', 'd'));
      expect(ids(index.baselinePage('b', 10))).toEqual(['c', 'd']);
      index.apply([...put('b1'), { kind: 'forget', id: 'd' }]);
      expect(ids(index.baselinePage('b', 10))).toEqual(['b1', 'c']);
    });

    test('rows under a prefix are those that start with it, paged', () => {
      index.apply(put('a', 'a/', 'a/b', 'a/c/d', 'a/\u{10ffff}', 'a0', 'b/x'));
      expect(ids(index.baselineUnder('a/', undefined, 10))).toEqual(['a/', 'a/b', 'a/c/d', 'a/\u{10ffff}']);
      expect(ids(index.baselineUnder('a/', undefined, 2))).toEqual(['a/', 'a/b']);
      expect(ids(index.baselineUnder('a/', 'a/b', 10))).toEqual(['a/c/d', 'a/\u{10ffff}']);
      expect(ids(index.baselineUnder('a/', 'a', 10))).toEqual(['a/', 'a/b', 'a/c/d', 'a/\u{10ffff}']);
      expect(ids(index.baselineUnder('a/', 'b', 10))).toEqual([]);
      expect(ids(index.baselineUnder('a', undefined, 10))).toHaveLength(6);
      expect(ids(index.baselineUnder('', 'a0', 10))).toEqual(['b/x']);
      expect(ids(index.baselineUnder('none/', undefined, 10))).toEqual([]);
    });

    test('a prefix that ends in the highest character finds its rows and no others', () => {
      index.apply(put('x\u{10ffff}', 'x\u{10ffff}y', 'y', '\u{10ffff}', '\u{10ffff}z', '\ud7ffa', '\ue000a'));
      expect(ids(index.baselineUnder('x\u{10ffff}', undefined, 10))).toEqual(['x\u{10ffff}', 'x\u{10ffff}y']);
      expect(ids(index.baselineUnder('\u{10ffff}', undefined, 10))).toEqual(['\u{10ffff}', '\u{10ffff}z']);
      expect(ids(index.baselineUnder('\ud7ff', undefined, 10))).toEqual(['\ud7ffa']);
    });

    test('a quote, a percent sign and an underscore are ordinary characters', () => {
      index.apply(put("o'b%_", 'oxbyy', '%'));
      expect(index.baseline("o'b%_")?.id).toBe("o'b%_");
      expect(ids(index.baselineUnder("o'b%_", undefined, 10))).toEqual(["o'b%_"]);
      expect(ids(index.baselineUnder('%', undefined, 10))).toEqual(['%']);
    });

    test('totals follow puts, replacements, forgetting and a new start', () => {
      expect(index.baselineTotals()).toEqual({ files: 0, folders: 0, bytes: 0 });
      index.apply([...put('d/'), sized('a', 10), sized('b', 5)]);
      expect(index.baselineTotals()).toEqual({ files: 2, folders: 1, bytes: 15 });
      index.apply([sized('a', 3), sized('a', 4), { kind: 'forget', id: 'd/' }]);
      expect(index.baselineTotals()).toEqual({ files: 2, folders: 0, bytes: 9 });
      index.apply([
        { kind: 'forget', id: 'b' },
        { kind: 'forget', id: 'never there' },
      ]);
      expect(index.baselineTotals()).toEqual({ files: 1, folders: 0, bytes: 4 });
      index.apply([sized('x', 100), { kind: 'forget-all' }, sized('y', 1)]);
      expect(index.baselineTotals()).toEqual({ files: 1, folders: 0, bytes: 1 });
      expect(pageThrough(index, 10)).toEqual(['y']);
    });

    test('shares add up what lies below a prefix, by the folders right in it', () => {
      index.apply([
        ...put('d/', 'd/empty/', 'e/'),
        sized('top', 1),
        sized('d/one', 10),
        sized('d/b/two', 20),
        sized('d/b/c/three', 30),
        sized('d/é/four', 40),
        sized('d.txt', 2),
        { kind: 'baseline', row: fileRow('kept/a', { remotePath: 'KEPT/A', stamp: { size: 5 } }) },
      ]);
      expect(index.baselineShares('')).toEqual([
        { id: '', samplePath: 'd.txt', files: 2, bytes: 3, hasFolders: false },
        { id: 'd/', samplePath: 'd/', files: 4, bytes: 100, hasFolders: true },
        { id: 'e/', samplePath: 'e/', files: 0, bytes: 0, hasFolders: false },
        { id: 'kept/', samplePath: 'KEPT/A', files: 1, bytes: 5, hasFolders: false },
      ]);
      expect(index.baselineShares('d/')).toEqual([
        { id: 'd/', samplePath: 'd/', files: 1, bytes: 10, hasFolders: false },
        { id: 'd/b/', samplePath: 'd/b/c/three', files: 2, bytes: 50, hasFolders: true },
        { id: 'd/empty/', samplePath: 'd/empty/', files: 0, bytes: 0, hasFolders: false },
        { id: 'd/é/', samplePath: 'd/é/four', files: 1, bytes: 40, hasFolders: false },
      ]);
      expect(index.baselineShares('none/')).toEqual([]);
    });

    test('forgetting everything leaves settings, uploads and history', () => {
      index.apply([
        ...put('a'),
        { kind: 'setting', name: 'probe', value: 'x' },
        { kind: 'upload', upload: upload('k') },
        { kind: 'activity', record: activity('a') },
      ]);
      index.apply([{ kind: 'forget-all' }]);
      expect(index.baseline('a')).toBeUndefined();
      expect(index.setting('probe')).toBe('x');
      expect(index.uploads()).toHaveLength(1);
      expect(index.activity({ limit: 10 })).toHaveLength(1);
    });

    test('rows are found by inode; 0 means none and finds nothing', () => {
      index.apply([
        withIno('a', 7n),
        withIno('b', 7n),
        withIno('c', 8n),
        withIno('big', 2n ** 64n - 2n),
        withIno('none', 0n),
      ]);
      expect(ids(index.baselineByInode(7n))).toEqual(['a', 'b']);
      expect(ids(index.baselineByInode(2n ** 64n - 2n))).toEqual(['big']);
      expect(index.baselineByInode(0n)).toEqual([]);
      index.apply([withIno('a', 9n)]);
      expect(ids(index.baselineByInode(7n))).toEqual(['b']);
    });
  });
}

function sized(id: string, size: number): IndexChange {
  return { kind: 'baseline', row: fileRow(id, { stamp: { size } }) };
}

function withIno(id: string, ino: bigint): IndexChange {
  return { kind: 'baseline', row: fileRow(id, { stamp: { ino } }) };
}
