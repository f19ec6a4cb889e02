import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMemoryIndex } from '../../sync-engine/adapters/memory/memory-index.ts';
import { indexStoreConformance } from './index-store.conformance.ts';
import { openIndexForTest } from './open-index-for-test.ts';
import { put } from './records.ts';

indexStoreConformance({
  name: 'SQLite',
  make(options) {
    const folder = mkdtempSync(path.join(tmpdir(), 'windlass-index-'));
    const file = path.join(folder, 'index.db');
    let { index } = openIndexForTest(file, options);
    return {
      index,
      reopen() {
        index.close();
        ({ index } = openIndexForTest(file, options));
        return index;
      },
      dispose() {
        index.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
});

indexStoreConformance({
  name: 'memory',
  make(options) {
    const index = createMemoryIndex(options);
    return { index, reopen: () => index, dispose() {} };
  },
});

describe('the memory index', () => {
  test('loses at a crash exactly what came after the last durable apply', () => {
    const index = createMemoryIndex();
    index.apply(put('a'));
    index.apply(put('b'), { durable: true });
    index.apply(put('c'));
    index.apply([{ kind: 'forget', id: 'a' }]);
    index.crash();
    expect(index.baselinePage(undefined, 10).map((row) => row.id)).toEqual(['a', 'b']);
    index.apply(put('d'), { durable: true });
    index.crash();
    expect(index.dump().baseline.map((row) => row.id)).toEqual(['a', 'b', 'd']);
  });
});
