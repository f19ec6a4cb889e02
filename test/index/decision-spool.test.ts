import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryDecisionSpool } from '../../sync-engine/adapters/memory/memory-decision-spool.ts';
import { createSqliteDecisionSpool } from '../../sync-engine/adapters/sqlite/sqlite-decision-spool.ts';
import type { PlainDecision } from '../../sync-engine/core/plain.ts';
import type { DecisionSpool } from '../../sync-engine/ports/decision-spool.ts';

const STAMP = { size: 3, mtimeNs: -1n, ctimeNs: 2n ** 63n, ino: 2n ** 64n - 1n };

function upload(id: string): PlainDecision {
  return {
    code: 'upload-new',
    id,
    localPath: id,
    remotePath: id,
    local: { kind: 'file', id, path: id, stamp: STAMP },
    remote: undefined,
    base: undefined,
  };
}

/** With every field there is, and no two spellings alike. */
const FULL: PlainDecision = {
  code: 'download-changed',
  id: 'straße/ö "\\\n',
  localPath: 'STRASSE/Ö',
  remotePath: 'Straße/o\u0308',
  local: { kind: 'file', id: 'straße/ö "\\\n', path: 'strasse/Ö', stamp: STAMP },
  remote: {
    kind: 'file',
    id: 'straße/ö "\\\n',
    path: 'Straße/ö',
    size: 2 ** 52,
    etag: 'any-3',
    modifiedMs: 1_700_000_000_123,
  },
  base: {
    kind: 'file',
    id: 'straße/ö "\\\n',
    localPath: 'sTrasse',
    remotePath: 'sTraße',
    stamp: { size: 0, mtimeNs: 1n, ctimeNs: 0n, ino: 0n },
    sha256: 'ab'.repeat(32),
    etag: '0cc175b9c0f1b6a831c399e269772661',
    modifiedMs: 0,
  },
  localSha256: 'cd'.repeat(32),
};

describe.each([
  ['SQLite', createSqliteDecisionSpool],
  ['memory', createMemoryDecisionSpool],
] as const)('DecisionSpool: %s', (_name, create) => {
  let spool: DecisionSpool;
  beforeEach(() => {
    spool = create();
  });
  afterEach(() => spool.close());

  const ids = (after?: string, limit = 100): readonly string[] =>
    spool.page(after, limit).map(({ id }) => id);

  test('gives decisions back as they were put', () => {
    spool.put([FULL, upload('a')]);
    expect(spool.page(undefined, 10)).toEqual([upload('a'), FULL]);
  });

  test('pages in byte order of id', () => {
    spool.put(['b', '\uffff', 'a/c', '😀', 'a b'].map(upload));
    spool.put([upload('a')]);
    expect(ids()).toEqual(['a', 'a b', 'a/c', 'b', '\uffff', '😀']);
    expect(ids(undefined, 2)).toEqual(['a', 'a b']);
    expect(ids('a b', 2)).toEqual(['a/c', 'b']);
    expect(ids('b!')).toEqual(['\uffff', '😀']);
    expect(ids('😀')).toEqual([]);
  });

  test('has one decision for each id, the last', () => {
    spool.put([upload('a')]);
    spool.put([{ ...upload('a'), localSha256: 'ef'.repeat(32) }]);
    expect(spool.page(undefined, 10)).toEqual([{ ...upload('a'), localSha256: 'ef'.repeat(32) }]);
  });

  test('drops what it is told to, and tells what it has', () => {
    spool.put([upload('a'), upload('b')]);
    spool.drop('a');
    spool.drop('never there');
    expect([spool.has('a'), spool.has('b')]).toEqual([false, true]);
    expect(ids()).toEqual(['b']);
  });

  test('knows nothing of another', () => {
    const other = create();
    spool.put([upload('a')]);
    expect(other.page(undefined, 10)).toEqual([]);
    other.close();
  });
});
