import { beforeEach, describe, expect, test } from 'vitest';
import type { IndexStore } from '../../sync-engine/ports/index-store.ts';
import type { RestoreChange, RestoreRecord } from '../../sync-engine/ports/restore-record.ts';
import { T0 } from './records.ts';

const NOTHING = { restored: 0, identical: 0, removed: 0, bytes: 0, failures: [] };

function restore(id: string, over: Partial<RestoreRecord> = {}): RestoreRecord {
  return { id, what: 'restore', startedMs: T0, state: 'running', report: NOTHING, ...over };
}

function created(path: string, etag = 'e'): RestoreChange {
  return { kind: 'created', path, size: 1, etag };
}

/** Restores from the trash, and what each changed. */
export function restores(at: () => IndexStore): void {
  describe('restores', () => {
    let index: IndexStore;
    beforeEach(() => {
      index = at();
    });

    test('are listed in the order in which they began, with all that was put on record', () => {
      const error = { code: 'network', message: 'gone', path: 'é' } as const;
      const failures = [
        { path: 'é', error },
        { path: 'a:b', blocked: 'name-illegal' },
      ] as const;
      const late = restore('a', {
        what: 'undo',
        undoes: 'b',
        startedMs: T0 + 1,
        state: 'failed',
        report: { restored: 1, identical: 2, removed: 3, bytes: 6 * 1024 ** 4, failures },
        error,
      });
      index.apply([
        { kind: 'restore', record: late },
        { kind: 'restore', record: restore('b', { to: '/somewhere' }) },
      ]);
      expect(index.restores()).toEqual([restore('b', { to: '/somewhere' }), late]);
    });

    test('keep what they changed when their end is put on record, the later one of two changes at a path', () => {
      const overwritten: RestoreChange = { kind: 'overwritten', path: 'b', size: 2, etag: 'f', key: 'k' };
      index.apply([
        { kind: 'restore', record: restore('r') },
        { kind: 'restore-change', run: 'r', change: overwritten },
        { kind: 'restore-change', run: 'r', change: created('a', 'first') },
        { kind: 'restore-change', run: 'r', change: created('a', 'second') },
        { kind: 'restore', record: restore('r', { state: 'ended' }) },
      ]);
      expect(index.restores()).toEqual([restore('r', { state: 'ended' })]);
      expect(index.restoreChanges('r')).toEqual([created('a', 'second'), overwritten]);
      index.apply([{ kind: 'restore-change-gone', run: 'r', path: 'a' }]);
      expect(index.restoreChanges('r')).toEqual([overwritten]);
      expect(index.hasRestoreChanges('r')).toBe(true);
      index.apply([{ kind: 'restore-change-gone', run: 'r', path: 'b' }]);
      expect(index.hasRestoreChanges('r')).toBe(false);
    });

    test('go with what they changed, and what comes after that is dropped', () => {
      index.apply([
        { kind: 'restore', record: restore('gone') },
        { kind: 'restore', record: restore('stays') },
        { kind: 'restore-change', run: 'gone', change: created('a') },
        { kind: 'restore-change', run: 'stays', change: created('a') },
        { kind: 'restore-gone', id: 'gone' },
        { kind: 'restore-change', run: 'gone', change: created('b') },
        { kind: 'restore', record: restore('gone') },
      ]);
      expect(index.restoreChanges('gone')).toEqual([]);
      expect(index.restoreChanges('stays')).toEqual([created('a')]);
    });

    test('are gone at once when they are forgotten, and their room is given back in pages', () => {
      const paths = ['a', 'b', 'c', 'd', 'e'];
      const all = ['gone', 'spent', 'stays'];
      index.apply([
        ...all.map((id) => ({ kind: 'restore', record: restore(id) }) as const),
        ...all.flatMap((run) =>
          paths.map((path) => ({ kind: 'restore-change', run, change: created(path) }) as const),
        ),
        { kind: 'restore-gone', id: 'gone' },
        { kind: 'restore-changes-gone', run: 'spent' },
      ]);
      const holds = (): void => {
        expect(index.restores()).toEqual([restore('spent'), restore('stays')]);
        for (const id of ['gone', 'spent']) {
          expect(index.restoreChanges(id)).toEqual([]);
          expect(index.hasRestoreChanges(id)).toBe(false);
          expect(index.restoreChangeCount(id)).toBe(0);
          expect(index.restoreTally(id)).toEqual({ restored: 0, removed: 0, bytes: 0 });
        }
        expect(index.restoreChangeCount('stays')).toBe(5);
      };
      do holds();
      while (index.sweepRestores(2));
      holds();
    });

    test('are summed up without what is uncertain', () => {
      const inTrash = '.windlass/trash/x';
      const changes: RestoreChange[] = [
        created('a'),
        { ...created('b'), maybe: true },
        { kind: 'overwritten', path: 'c', size: 2, etag: 'f', key: 'k' },
        { kind: 'removed', path: 'd', key: 'k' },
        { kind: 'placed', path: 'e', size: 4, sha256: '0' },
        { kind: 'taken', path: 'f', size: 8, inTrash },
        { kind: 'removed', path: 'g', key: 'k', maybe: true },
        { kind: 'folder-made', path: 'h/' },
      ];
      index.apply([
        { kind: 'restore', record: restore('r') },
        ...changes.map((change) => ({ kind: 'restore-change', run: 'r', change }) as const),
      ]);
      expect(index.restoreTally('r')).toEqual({ restored: 3, removed: 2, bytes: 7 });
      expect(index.restoreChangeCount('r')).toBe(8);
      expect(index.restoreTally('unknown')).toEqual({ restored: 0, removed: 0, bytes: 0 });
    });

    test('are put aside, and what they changed stays', () => {
      index.apply([
        { kind: 'restore', record: restore('r', { state: 'ended' }) },
        { kind: 'restore-change', run: 'r', change: created('a') },
      ]);
      const aside = { ...restore('r', { state: 'ended' }), dismissed: true } as const;
      index.apply([{ kind: 'restore', record: aside }]);
      expect(index.restores()).toEqual([aside]);
      expect(index.restoreChanges('r')).toEqual([created('a')]);
    });
  });
}
