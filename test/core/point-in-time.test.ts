import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AsOfQuery,
  isUnder,
  type MoveRecord,
  selectAsOf,
} from '../../sync-engine/core/point-in-time.ts';
import type { TrashEntry } from '../../sync-engine/core/trash-key.ts';
import { History, hurriedHappenings, type ProviderHabits, unhurriedHappenings } from './history.ts';

function trashed(
  path: string,
  bornMs: number,
  deletedAtMs: number,
  more: Partial<TrashEntry> = {},
): TrashEntry {
  const key = `${path}~${deletedAtMs}`;
  return { path, key, bornMs, deletedAtMs, reason: 'd', id: '', size: 5, etag: `t-${key}`, ...more };
}

function moved(
  fromPath: string,
  toPath: string,
  times: Omit<MoveRecord, 'fromPath' | 'toPath' | 'etag' | 'size'>,
): MoveRecord {
  return { fromPath, toPath, ...times, etag: 'e', size: 5 };
}

function now(path: string, modifiedMs: number) {
  return { path, modifiedMs, size: 5, etag: `now-${path}` };
}

/** `path <- where its bytes are` for every row. */
function at(atMs: number, world: Partial<AsOfQuery>): readonly string[] {
  const query = { prefix: '', trash: [], current: [], moves: [], ...world, atMs };
  return selectAsOf(query).map(
    ({ path, source }) => `${path} <- ${source.kind === 'trash' ? source.key : `now ${source.path}`}`,
  );
}

describe('what was there at a time', () => {
  it('is the version that had been born and was not yet deleted, to the millisecond', () => {
    const world = { trash: [trashed('a', 1000, 2000)] };
    expect([999, 1000, 1999, 2000].map((time) => at(time, world))).toEqual([
      [],
      ['a <- a~2000'],
      ['a <- a~2000'],
      [],
    ]);
  });

  it('is the current version since its birth', () => {
    const world = { current: [now('a', 3000)], trash: [trashed('a', 1000, 3000, { reason: 'o' })] };
    expect(at(2999, world)).toEqual(['a <- a~3000']);
    expect(at(3000, world)).toEqual(['a <- now a']);
  });

  it('is still the replaced version while its successor was being uploaded', () => {
    const world = { current: [now('a', 60_000)], trash: [trashed('a', 1000, 3000, { reason: 'o' })] };
    expect(at(59_999, world)).toEqual(['a <- a~3000']);
  });

  it('is nothing after a delete, however soon the path was used again', () => {
    const world = { current: [now('a', 60_000)], trash: [trashed('a', 1000, 3000)] };
    expect(at(59_999, world)).toEqual([]);
  });

  it('is nothing once a delete followed an upload that had archived the version and failed', () => {
    const trash = [trashed('a', 1000, 3000, { reason: 'o' }), trashed('a', 1000, 5000)];
    expect(at(4000, { trash, current: [now('a', 60_000)] })).toEqual(['a <- a~5000']);
    expect(at(6000, { trash, current: [now('a', 60_000)] })).toEqual([]);
  });

  it('is not stretched to a birth that is too late to be the successor', () => {
    const world = { current: [now('a', 200_000_000)], trash: [trashed('a', 1000, 3000, { reason: 'o' })] };
    expect(at(100_000_000, world)).toEqual([]);
  });

  it('is the version born last where skewed clocks make two lives overlap', () => {
    const trash = [trashed('a', 1000, 9000), trashed('a', 5000, 8000)];
    expect(at(6000, { trash })).toEqual(['a <- a~8000']);
    expect(at(6000, { trash: trash.toReversed() })).toEqual(['a <- a~8000']);
  });

  it('counts a version written within the second as there already where LastModified has whole seconds', () => {
    expect(at(5_200, { current: [now('a', 5_000)], trash: [trashed('a', 1000, 5_700)] })).toEqual([
      'a <- now a',
    ]);
  });

  it('takes a foreign entry as there from ever until it was put into the recycle bucket, unless a known version was', () => {
    const foreign = trashed('a', 0, 4000, { key: 'a', reason: 'foreign' });
    expect(at(1, { trash: [foreign] })).toEqual(['a <- a']);
    expect(at(4000, { trash: [foreign] })).toEqual([]);
    expect(at(1500, { trash: [foreign, trashed('a', 1000, 2000)] })).toEqual(['a <- a~2000']);
  });

  it('is in byte order of paths', () => {
    const current = ['b', '\ufffd', '😀', 'a/b', 'a'].map((path) => now(path, 0));
    expect(at(1, { current }).map((row) => row.split(' ')[0])).toEqual(['a', 'a/b', 'b', '\ufffd', '😀']);
  });

  it.each([
    ['docs/', ['docs/a', 'docs/sub/b']],
    ['docs/a', ['docs/a']],
    ['docs', []],
    ['', ['docs-old', 'docs/a', 'docs/sub/b']],
  ])('below %j is what lies in that folder, or that one file', (prefix, paths) => {
    const current = ['docs/a', 'docs/sub/b', 'docs-old'].map((path) => now(path, 0));
    expect(selectAsOf({ atMs: 1, prefix, current, trash: [], moves: [] }).map(({ path }) => path)).toEqual(
      paths,
    );
  });
});

describe('a renamed file', () => {
  const rename = moved('a', 'b', { bornMs: 1000, atMs: 5400, toBornMs: 5300 });

  it('was at its old path until then, with the bytes that are at the new one now', () => {
    const world = { moves: [rename], current: [now('b', 5300)] };
    expect(at(999, world)).toEqual([]);
    expect(at(5000, world)).toEqual(['a <- now b']);
    expect(at(5400, world)).toEqual(['b <- now b']);
  });

  it('shows at both paths between the copy and the delete, and never at neither', () => {
    const world = { moves: [rename], current: [now('b', 5300)] };
    expect(at(5350, world)).toEqual(['a <- now b', 'b <- now b']);
    const deviceClockSlow = { moves: [{ ...rename, atMs: 5100 }], current: [now('b', 5300)] };
    expect(at(5200, deviceClockSlow)).toEqual(['a <- now b']);
  });

  it('is found by the second of the copy where LastModified is cut to it', () => {
    expect(at(5000, { moves: [rename], current: [now('b', 5000)] })).toEqual(['a <- now b', 'b <- now b']);
    expect(at(4999, { moves: [rename], current: [now('b', 5000)] })).toEqual(['a <- now b']);
  });

  it('is found through every further rename, and in the trash in the end', () => {
    const world = {
      moves: [rename, moved('b', 'c/d', { bornMs: 5300, atMs: 7000, toBornMs: 7000 })],
      trash: [trashed('c/d', 7000, 9000)],
      current: [now('b', 8000)],
    };
    expect(at(2000, world)).toEqual(['a <- c/d~9000']);
    expect(at(6000, world)).toEqual(['b <- c/d~9000']);
    expect(at(2000, { ...world, prefix: 'a' })).toEqual(['a <- c/d~9000']);
  });

  it('is not mistaken for another version born at the new path in that second', () => {
    const trash = [trashed('b', 5000, 5100, { size: 6 }), trashed('b', 5000, 5200), trashed('b', 5000, 5900)];
    expect(at(3000, { moves: [rename], trash })).toEqual(['a <- b~5900']);
  });

  it('is known by its birth to the millisecond, else by its ETag, where a skewed clock misleads', () => {
    const late = { ...rename, atMs: 5950 };
    const exact = [trashed('b', 5900, 9000), trashed('b', 5300, 5800)];
    expect(at(3000, { moves: [late], trash: exact })).toEqual(['a <- b~5800']);
    const sameBytes = [trashed('b', 5000, 9000), trashed('b', 5000, 5800, { etag: 'e' })];
    expect(at(3000, { moves: [late], trash: sameBytes })).toEqual(['a <- b~5800']);
  });

  it('is never another size', () => {
    expect(at(3000, { moves: [rename], trash: [trashed('b', 5300, 9000, { size: 6 })] })).toEqual([]);
  });

  it('is left out when its bytes were purged, even if it was moved in a circle', () => {
    expect(at(2000, { moves: [rename], current: [now('b', 8000)] })).toEqual([]);
    const circle = [
      moved('a', 'b', { bornMs: 5000, atMs: 5500, toBornMs: 5000 }),
      moved('b', 'a', { bornMs: 5000, atMs: 5600, toBornMs: 5000 }),
    ];
    expect(at(5400, { moves: circle })).toEqual([]);
  });

  it('is followed for one version as well by the last of many moves back and forth', () => {
    const moves = Array.from({ length: 2_000 }, (_, step) =>
      moved(step % 2 === 0 ? 'a' : 'b', step % 2 === 0 ? 'b' : 'a', {
        bornMs: step * 1000,
        atMs: step * 1000 + 900,
        toBornMs: (step + 1) * 1000,
      }),
    );
    expect(at(1, { moves, current: [now('a', 2_000_000)] })).toEqual(['a <- now a']);
  });
});

const byPath = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : 1);

describe('any history of writes, deletes, renames and restores', () => {
  const habits = fc.record<ProviderHabits>({ wholeSeconds: fc.boolean(), randomEtags: fc.boolean() });
  const anyPrefix = fc.constantFrom('', 'd/', 'd/e/', 'a');

  it('is told as it was at every time, for every prefix', () => {
    fc.assert(
      fc.property(
        habits,
        fc.oneof(unhurriedHappenings, hurriedHappenings),
        anyPrefix,
        fc.array(fc.nat(10_000_000)),
        (habit, happenings, prefix, times) => {
          const history = new History(habit, happenings);
          const changes = history.truth.map(({ fromMs }) => fromMs);
          const moments = [...times, ...changes.flatMap((ms) => [ms - 1, ms, ms + 1, ms + 1000])];
          for (const atMs of moments) {
            // Within the second of a change, whole seconds cannot tell before from after.
            if (habit.wholeSeconds && changes.some((ms) => Math.floor(ms / 1000) === Math.floor(atMs / 1000)))
              continue;
            const rows = selectAsOf({
              atMs,
              prefix,
              trash: history.trash.values(),
              current: history.current.values(),
              moves: history.moves.values(),
            });
            const wanted = [...history.treeAt(atMs)]
              .filter(([path]) => isUnder(path, prefix))
              .toSorted(byPath);
            expect(rows.map((row) => [row.path, history.contentAt(row)])).toEqual(wanted);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
