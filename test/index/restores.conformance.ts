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
  });
}
