import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IndexChange, IndexStore } from '../../sync-engine/ports/index-store.ts';
import { baseline } from './baseline.conformance.ts';
import { activityKept, transfers } from './history.conformance.ts';
import { restores } from './restores.conformance.ts';
import { held, ids, pageThrough, problem, put, T0 } from './records.ts';

export interface IndexUnderTest {
  readonly index: IndexStore;
  /** Closes it and opens it again; what was applied is still there. */
  reopen(): Promise<IndexStore> | IndexStore;
  dispose(): Promise<void> | void;
}

export interface IndexMaker {
  readonly name: string;
  make(options: { readonly activityCap?: number }): Promise<IndexUnderTest> | IndexUnderTest;
}

/** What every IndexStore guarantees (ports/index-store.ts). */
export function indexStoreConformance(maker: IndexMaker): void {
  describe(`IndexStore: ${maker.name}`, () => {
    let subject: IndexUnderTest;
    let index: IndexStore;
    beforeEach(async () => {
      subject = await maker.make({ activityCap: 50 });
      ({ index } = subject);
    });
    afterEach(() => subject.dispose());

    for (const part of [baseline, transfers, activityKept, restores]) part(() => index);

    describe('apply', () => {
      const unknown = { kind: 'no such change' } as unknown as IndexChange;

      test('changes nothing when one change of the batch fails', () => {
        index.apply(put('kept'));
        const batch: IndexChange[] = [
          ...put('half'),
          { kind: 'forget', id: 'kept' },
          { kind: 'setting', name: 's', value: 'v' },
          unknown,
        ];
        expect(() => index.apply(batch)).toThrow('Unhandled case');
        expect(pageThrough(index, 10)).toEqual(['kept']);
        expect(index.setting('s')).toBeUndefined();
        expect(index.baselineTotals().files).toBe(1);
        index.apply(put('after'));
        expect(pageThrough(index, 10)).toEqual(['after', 'kept']);
      });

      test('takes changes in their order', () => {
        index.apply([...put('a'), { kind: 'forget', id: 'a' }, { kind: 'forget', id: 'b' }, ...put('b')]);
        expect(pageThrough(index, 10)).toEqual(['b']);
      });

      test('what was applied is there after a restart', async () => {
        index.apply(put('a'));
        index.apply([...put('b'), { kind: 'held', record: held('x') }], { durable: true });
        index.apply([], { durable: true });
        index = await subject.reopen();
        expect(pageThrough(index, 10)).toEqual(['a', 'b']);
        expect(index.baselineTotals().files).toBe(2);
        expect(index.held()).toEqual([held('x')]);
      });
    });

    test('a setting is read, replaced and removed', () => {
      expect(index.setting('n')).toBeUndefined();
      index.apply([{ kind: 'setting', name: 'n', value: '1' }]);
      index.apply([{ kind: 'setting', name: 'n', value: '' }]);
      expect(index.setting('n')).toBe('');
      index.apply([{ kind: 'setting', name: 'n', value: undefined }]);
      expect(index.setting('n')).toBeUndefined();
    });

    test('problems, conflicts and held deletions are put, replaced and settled, listed in byte order', () => {
      const conflict = { copyId: 'c (conflict)', copyPath: 'C (conflict)', path: 'C', atMs: T0 };
      index.apply([
        { kind: 'problem', problem: problem('z') },
        { kind: 'problem', problem: problem('b') },
        { kind: 'problem', problem: problem('b', { kind: 'failed', attempts: 3, retryAtMs: T0 + 1 }) },
        { kind: 'conflict', conflict },
        { kind: 'held', record: held('h2') },
        { kind: 'held', record: held('h1') },
        { kind: 'held', record: held('h2', { state: 'approved', direction: 'local' }) },
      ]);
      expect(index.problems()).toEqual([
        problem('b', { kind: 'failed', attempts: 3, retryAtMs: T0 + 1 }),
        problem('z'),
      ]);
      expect(index.conflicts()).toEqual([conflict]);
      expect(index.held()).toEqual([held('h1'), held('h2', { state: 'approved', direction: 'local' })]);
      index.apply([
        { kind: 'problem-gone', id: 'b' },
        { kind: 'conflict-gone', copyId: 'c (conflict)' },
        { kind: 'held-gone', id: 'h1' },
        { kind: 'held-gone', id: 'never there' },
      ]);
      expect(ids(index.problems())).toEqual(['z']);
      expect(index.conflicts()).toEqual([]);
      expect(ids(index.held())).toEqual(['h2']);
    });
  });
}
