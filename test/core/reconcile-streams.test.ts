import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BaselineRow } from '../../sync-engine/core/baseline.ts';
import type { LocalEntry, RemoteEntry } from '../../sync-engine/core/entry.ts';
import { OutOfOrder, reconcile } from '../../sync-engine/core/reconcile.ts';
import type { ReconcileBatch } from '../../sync-engine/core/reconcile.ts';
import { reconcileTrees, stampOf, streamsOf } from './fixtures.ts';

const E = 'é';
const E_NFD = 'e\u0301';
/** In the order of their UTF-8 forms; JavaScript's own order is the other one. */
const TWO = '\uff5e:x \u{1f600}:x';

describe('streams', () => {
  const names = [
    'a',
    'a!',
    'a/b',
    'a/b/c',
    'a-b/c',
    'b',
    'd/',
    'd/e/',
    'd/f',
    E,
    `${E_NFD}/x`,
    '\u{1f600}',
    '\uff5e',
  ];
  const tree = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom('x', 'yy', 'x')), {
      selector: ([name]) => name.normalize('NFC').replace(/\/$/, ''),
      maxLength: 8,
    })
    .map((found) =>
      found.map(([name, content]) => (name.endsWith('/') ? name : `${name}:${content}`)).join(' '),
    );

  it('give the same decisions however they are cut into batches', () => {
    fc.assert(
      fc.property(
        tree,
        tree,
        tree,
        fc.infiniteStream(fc.integer({ min: 1, max: 3 })),
        (local, remote, base, sizes) => {
          const trees = { local, remote, base };
          const small = reconcileTrees(trees, () => sizes.next().value ?? 1);
          expect(small).toEqual(reconcileTrees(trees));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['local', 'remote', 'baseline'] as const)('refuse a %s stream that is out of order', (stream) => {
    const steps = reconcile({ mode: 'two-way', prefix: '', ignored: () => false });
    const inOrder = streamsOf({ local: TWO, remote: TWO, base: TWO })[stream];
    const batch = inOrder.toReversed() as ReconcileBatch;
    const run = (): void => {
      let step = steps.next();
      let given = false;
      while (step.done !== true) {
        const wanted: boolean = 'need' in step.value && step.value.need === stream && !given;
        given ||= wanted;
        step = steps.next(wanted ? batch : []);
      }
    };
    expect(run).toThrow(OutOfOrder);
  });

  it('count files and bytes of each side', () => {
    const { totals } = reconcileTrees({ local: 'a:xx b:x d/', remote: 'a:xx c:xyz', base: 'a:xx z:x' });
    expect(totals).toMatchObject({
      localFiles: 2,
      localBytes: 3,
      remoteFiles: 2,
      remoteBytes: 5,
      baselineFiles: 2,
      inSync: 1,
    });
  });

  it('hold no more of a million entries in step than of a hundred thousand', () => {
    const collect = collector();
    const heap: number[] = [];
    let entries = 0;
    const steps = reconcile({ mode: 'two-way', prefix: '', ignored: () => false });
    const at = { local: 0, remote: 0, baseline: 0 };
    let step = steps.next();
    while (step.done !== true) {
      if ('decisions' in step.value) throw new Error('nothing is to be decided');
      const { need } = step.value;
      const batch = folderOf(need, at[need]++);
      if (need === 'local') {
        entries += batch.length;
        if (at.local % 100 === 0) heap.push(collect());
      }
      step = steps.next(batch);
    }
    expect(entries).toBe(1_001_000);
    expect(step.value.inSync).toBe(1_001_000);
    const [first = 0, ...later] = heap;
    expect(later.length).toBeGreaterThanOrEqual(9);
    expect(Math.max(...later) - first).toBeLessThan(4 * 1024 ** 2);
  });
});

/** One of a thousand folders with a thousand files each, in the order of their names. */
function folderOf(stream: 'local' | 'remote' | 'baseline', at: number): ReconcileBatch {
  if (at >= 1000) return [];
  const folder = `d${at.toString().padStart(4, '0')}/`;
  const stamp = stampOf('x');
  const ids = Array.from({ length: 1000 }, (_, file) => `${folder}f${file.toString().padStart(4, '0')}`);
  if (stream === 'remote') {
    const files = ids.map((id): RemoteEntry => ({
      kind: 'file',
      id,
      path: id,
      size: 1,
      etag: 'etag-x',
      modifiedMs: 0,
    }));
    return files;
  }
  if (stream === 'local') {
    const files = ids.map((id): LocalEntry => ({ kind: 'file', id, path: id, stamp }));
    return [{ kind: 'folder', id: folder, path: folder, empty: false }, ...files];
  }
  const agreed = { sha256: 'sha-x', etag: 'etag-x', modifiedMs: 0 };
  return ids.map((id): BaselineRow => ({
    kind: 'file',
    id,
    localPath: id,
    remotePath: id,
    stamp,
    ...agreed,
  }));
}

/** Collects garbage and tells what is left on the heap, in bytes. */
function collector(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}
