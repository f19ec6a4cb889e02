import { describe, expect, it } from 'vitest';
import type { AsOfVersion } from '../../sync-engine/core/point-in-time.ts';
import { previewRestore } from '../../sync-engine/core/restore-preview.ts';

const MD5 = '0cc175b9c0f1b6a831c399e269772661';

function version(path: string, more: Partial<AsOfVersion> = {}): AsOfVersion {
  return { path, source: { kind: 'trash', key: `${path}~` }, size: 5, etag: MD5, bornMs: 1, ...more };
}

function now(path: string, more: { readonly size?: number; readonly etag?: string } = {}) {
  return { path, size: 5, etag: 'other', modifiedMs: 9, ...more };
}

function steps(
  rows: readonly AsOfVersion[],
  current: ReturnType<typeof now>[],
  exact = false,
  prefix = 'd/',
) {
  return previewRestore(rows, current, { prefix, exact }).map(({ action, path }) => `${action} ${path}`);
}

describe('the preview of a restore', () => {
  it('tells what is created, overwritten and left alone, in byte order', () => {
    const rows = [
      version('d/c'),
      version('d/b'),
      version('d/a', { source: { kind: 'current', path: 'd/a' } }),
    ];
    expect(steps(rows, [now('d/b'), now('d/a')])).toEqual(['identical d/a', 'overwrite d/b', 'create d/c']);
  });

  it('removes what was not there only when asked, and only under the prefix', () => {
    const current = [now('d/new'), now('e/new'), now('dd')];
    expect(steps([version('d/a')], current)).toEqual(['create d/a']);
    expect(steps([version('d/a')], current, true)).toEqual(['create d/a', 'remove d/new']);
  });

  it('takes equal digests of equal sizes for equal bytes, and nothing else', () => {
    const multipart = `${MD5}-12`;
    expect(steps([version('d/a')], [now('d/a', { etag: MD5 })])).toEqual(['identical d/a']);
    expect(steps([version('d/a', { etag: multipart })], [now('d/a', { etag: multipart })])).toEqual([
      'identical d/a',
    ]);
    expect(steps([version('d/a')], [now('d/a', { etag: MD5, size: 6 })])).toEqual(['overwrite d/a']);
    expect(steps([version('d/a', { etag: '7' })], [now('d/a', { etag: '7' })])).toEqual(['overwrite d/a']);
  });

  it('restores elsewhere when the rows name the new place', () => {
    const row = version('elsewhere/a', { source: { kind: 'current', path: 'd/a' } });
    expect(steps([row], [now('d/a')], false, 'elsewhere/')).toEqual(['create elsewhere/a']);
    expect(steps([row], [now('d/a'), now('elsewhere/a')], true, 'elsewhere/')).toEqual([
      'overwrite elsewhere/a',
    ]);
  });
});
