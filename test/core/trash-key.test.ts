import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareUtf8 } from '../../sync-engine/core/path.ts';
import {
  compareTrash,
  deviceTag,
  needsPath,
  parseTrashKey,
  RANDOM_ID_LENGTH,
  RECYCLE_PREFIX_MAX_BYTES,
  tagOfId,
  trashEntryOf,
  trashKey,
} from '../../sync-engine/core/trash-key.ts';
import { anyName, anyPath } from './arbitraries.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const DELETED = Date.UTC(2026, 10, 21, 10, 15, 0, 123);
const BORN = Date.UTC(2026, 9, 1, 8, 0, 0);
const NAME = {
  path: 'docs/a.txt',
  deletedAtMs: DELETED,
  reason: 'd',
  bornMs: BORN,
  id: 'k3v9x0a1b2',
} as const;
const SUFFIX = '~20261121T101500123Z.d.20261001T080000000Z.k3v9x0a1b2';

const anyId = fc.stringMatching(/^[0-9a-z]{10}$/);
const anyMs = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });
const anyStamp = fc.record({
  deletedAtMs: anyMs,
  reason: fc.constantFrom('d', 'o', 'c'),
  bornMs: anyMs,
  id: anyId,
});
const anyPrefix = fc.oneof(
  fc.constantFrom('', 'bin/', 'teams/ops/~', '.windlass/'),
  anyName.map((name) => `${name}/`),
);
/** Paths that end in a suffix of ours, as one restored under its trash name does. */
const suffixedPath = fc
  .tuple(anyPath, anyStamp)
  .map(([path, stamp]) => trashKey({ path: path.replace(/\/$/, ''), ...stamp }, '', hashOf).key);
const longPath = fc
  .tuple(fc.constantFrom('x', 'é', '漢', '😀'), fc.integer({ min: 150, max: 1024 }))
  .map(([unit, length]) =>
    Buffer.from(unit.repeat(length)).subarray(0, 1020).toString('utf8').replaceAll('\ufffd', ''),
  );
const everyPath = fc.oneof({ weight: 3, arbitrary: anyPath }, suffixedPath, longPath);

function entryOf(key: string, prefix: string, path?: string) {
  return trashEntryOf({ key, size: 1, etag: 'e', modifiedMs: 7 }, prefix, { hashOf, path });
}

describe('trash keys', () => {
  it('are the path and a suffix that tells when, why, since when and which', () => {
    expect(trashKey(NAME, 'bin/', hashOf)).toEqual({ key: `bin/docs/a.txt${SUFFIX}` });
    expect(parseTrashKey(`bin/docs/a.txt${SUFFIX}`, 'bin/')).toEqual({ kind: 'entry', ...NAME });
    expect(needsPath(`bin/docs/a.txt${SUFFIX}`, 'bin/')).toBe(false);
  });

  it('come back as the path, time, reason and id they were made of, for every path and prefix', () => {
    fc.assert(
      fc.property(everyPath, anyStamp, anyPrefix, (path, stamp, prefix) => {
        const made = trashKey({ path, ...stamp }, prefix, hashOf);
        expect(Buffer.byteLength(made.key)).toBeLessThanOrEqual(1024);
        const wanted = { path, key: made.key, ...stamp, size: 1, etag: 'e' };
        expect(entryOf(made.key, prefix, made.metadata?.['path'])).toEqual(wanted);
        expect(needsPath(made.key, prefix)).toBe(made.metadata !== undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  it('differ whenever path, time, reason or id differ', () => {
    const anyEntry = fc.tuple(everyPath, anyStamp);
    fc.assert(
      fc.property(anyEntry, anyEntry, fc.boolean(), ([path, stamp], [otherPath, otherStamp], samePath) => {
        const one = trashKey({ path, ...stamp }, '', hashOf);
        const other = trashKey({ path: samePath ? path : otherPath, ...otherStamp }, '', hashOf);
        const same = (samePath || path === otherPath) && JSON.stringify(stamp) === JSON.stringify(otherStamp);
        expect(one.key === other.key).toBe(same);
      }),
    );
  });

  it('of one path sort by time of deletion', () => {
    fc.assert(
      fc.property(everyPath, anyStamp, anyStamp, (path, earlier, later) => {
        fc.pre(earlier.deletedAtMs < later.deletedAtMs);
        const first = trashKey({ path, ...earlier }, 'bin/', hashOf).key;
        const second = trashKey({ path, ...later }, 'bin/', hashOf).key;
        expect(Buffer.compare(Buffer.from(first), Buffer.from(second))).toBe(-1);
      }),
    );
  });

  it('of different paths sort as the paths followed by a tilde', () => {
    fc.assert(
      fc.property(anyPath, anyPath, anyStamp, anyStamp, (a, b, stampA, stampB) => {
        // The limit: a path that begins with another one, a tilde and a digit, or what comes before digits, may come between that
        // one's versions, or before them.
        fc.pre(
          a !== b &&
            !/^~[^:-\u{10FFFF}]/u.test(
              b.startsWith(a) ? b.slice(a.length) : a.startsWith(b) ? a.slice(b.length) : '',
            ),
        );
        const [keyA, keyB] = [
          trashKey({ path: a, ...stampA }, '', hashOf),
          trashKey({ path: b, ...stampB }, '', hashOf),
        ];
        fc.pre(keyA.metadata === undefined && keyB.metadata === undefined);
        expect(Math.sign(compareUtf8(keyA.key, keyB.key))).toBe(Math.sign(compareUtf8(`${a}~`, `${b}~`)));
      }),
      { numRuns: 500 },
    );
  });

  it('sort by path and then time in the trash view, wherever a LIST puts them', () => {
    const keys = [
      trashKey({ ...NAME, path: 'a' }, '', hashOf).key,
      trashKey({ ...NAME, path: 'a/b' }, '', hashOf).key,
      trashKey({ ...NAME, path: 'a', deletedAtMs: DELETED - 1 }, '', hashOf).key,
    ];
    const sorted = keys.map((key) => entryOf(key, '')!).toSorted(compareTrash);
    expect(sorted.map(({ path, deletedAtMs }) => [path, deletedAtMs])).toEqual([
      ['a', DELETED - 1],
      ['a', DELETED],
      ['a/b', DELETED],
    ]);
  });

  it('take the last suffix of several', () => {
    const restoredUnderItsTrashName = `docs/a.txt${SUFFIX}`;
    const { key } = trashKey({ ...NAME, path: restoredUnderItsTrashName }, '', hashOf);
    expect(key).toBe(`docs/a.txt${SUFFIX}${SUFFIX}`);
    expect(parseTrashKey(key, '')).toMatchObject({ kind: 'entry', path: restoredUnderItsTrashName });
  });

  it('are hashed as soon as they would pass 1,024 bytes, not before', () => {
    const fits = 'x'.repeat(1024 - SUFFIX.length);
    expect(trashKey({ ...NAME, path: fits }, '', hashOf)).toEqual({ key: fits + SUFFIX });
    const long = `${fits}x`;
    expect(trashKey({ ...NAME, path: long }, 'bin/', hashOf)).toEqual({
      key: `bin/.windlass/long/${hashOf(long)}${SUFFIX}`,
      metadata: { path: long },
    });
  });

  it('go by their hash when the metadata is gone or lies about the path', () => {
    const long = 'x'.repeat(1000);
    const { key } = trashKey({ ...NAME, path: long }, '', hashOf);
    expect(entryOf(key, '', undefined)?.path).toBe(hashOf(long));
    expect(entryOf(key, '', '../../etc/passwd')?.path).toBe(hashOf(long));
    expect(entryOf(key, '', long)?.path).toBe(long);
  });

  it('take any recycle prefix up to the longest, and no longer one', () => {
    const long = { ...NAME, path: 'x'.repeat(1000) };
    expect(trashKey(long, 'p'.repeat(RECYCLE_PREFIX_MAX_BYTES), hashOf).key).toHaveLength(1024);
    expect(() => trashKey(long, 'p'.repeat(RECYCLE_PREFIX_MAX_BYTES + 1), hashOf)).toThrow(RangeError);
  });

  it.each(['', 'short', 'K3V9X0A1B2', 'k3v9x0a1b2c', 'k3v9x0a1/2'])('are not made with the id %j', (id) => {
    expect(() => trashKey({ ...NAME, id }, '', hashOf)).toThrow(RangeError);
  });
});

describe('objects in the recycle bucket that are not named so', () => {
  it.each([
    'docs/a.txt',
    'docs/a.txt~20261121T101500123Z',
    'docs/a.txt~20261121T101500123Z.x.20261001T080000000Z.k3v9x0a1b2',
    'docs/a.txt~20261321T101500123Z.d.20261001T080000000Z.k3v9x0a1b2',
    'docs/a.txt~20261121T101500123Z.d.20261001T080000000Z.k3v9x0a1b',
    `docs/a.txt${SUFFIX}\n`,
    SUFFIX,
  ])('are listed as foreign, deleted when they were put there: %j', (rest) => {
    expect(entryOf(`bin/${rest}`, 'bin/')).toEqual({
      path: rest,
      key: `bin/${rest}`,
      deletedAtMs: 7,
      reason: 'foreign',
      bornMs: 0,
      id: '',
      size: 1,
      etag: 'e',
    });
  });

  it.each([
    ['another prefix', 'other/a.txt'],
    ['the prefix itself', 'bin/'],
    ['our marker', 'bin/.windlass/pair.json'],
    ['our own area with a suffix', `bin/.windlass/a.txt${SUFFIX}`],
    ['a hashed key without a hash', `bin/.windlass/long/nonsense${SUFFIX}`],
  ])('are no trash: %s', (_, key) => {
    expect(entryOf(key, 'bin/')).toBeUndefined();
  });
});

describe('the tag of a device', () => {
  it('begins the ids of its trash entries, and comes back from their keys', () => {
    fc.assert(
      fc.property(fc.string(), anyPath, (device, path) => {
        const tag = deviceTag(device, hashOf);
        const id = tag + '0'.repeat(RANDOM_ID_LENGTH);
        const { key } = trashKey({ ...NAME, path: path.replace(/\/$/, ''), id }, 'bin/', hashOf);
        expect(tagOfId(entryOf(key, 'bin/')?.id ?? '')).toBe(tag);
      }),
    );
  });

  it('tells devices apart, and stays the same', () => {
    const tags = Array.from({ length: 100 }, (_, n) => deviceTag(`device ${n}`, hashOf));
    expect(new Set(tags).size).toBe(100);
    expect(deviceTag('device 7', hashOf)).toBe(tags[7]);
  });

  it('is unknown for entries of other systems', () => {
    expect(tagOfId(entryOf('bin/old.pdf', 'bin/')?.id ?? '')).toBeUndefined();
  });
});
