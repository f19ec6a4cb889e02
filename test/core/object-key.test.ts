import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitsKey,
  formatMtime,
  keyOf,
  objectMetadata,
  parseMtime,
  parseSha256,
  pathOf,
} from '../../sync-engine/core/object-key.ts';
import { anyPath, anyText } from './arbitraries.ts';

describe('object keys', () => {
  it('are the prefix and the path, and give the path back', () => {
    fc.assert(
      fc.property(anyText, anyPath, (prefix, path) => {
        expect(pathOf(prefix, keyOf(prefix, path))).toBe(path);
      }),
    );
  });

  it.each([
    ['team/', 'team/'],
    ['team/', 'team'],
    ['team/', 'other/a'],
    ['', ''],
  ])('below the prefix %j there is no path in %j', (prefix, key) => {
    expect(pathOf(prefix, key)).toBeUndefined();
  });

  it.each(['x', 'é', '漢', '😀'])('made of %j fit up to 1,024 bytes', (unit) => {
    const most = unit.repeat(1024 / Buffer.byteLength(unit));
    const padded = most.padEnd(most.length + 1024 - Buffer.byteLength(most), 'x');
    expect(fitsKey(padded)).toBe(true);
    expect(fitsKey(`${padded}x`)).toBe(false);
  });
});

describe('modification times', () => {
  it.each([
    [0n, '0'],
    [1_700_000_000_000_000_000n, '1700000000'],
    [1_700_000_000_123_456_789n, '1700000000.123456789'],
    [1_700_000_000_500_000_000n, '1700000000.5'],
    [1n, '0.000000001'],
    [-500_000_000n, '-0.5'],
    [-1_500_000_000n, '-1.5'],
  ])('of %i ns are spelled %j, as rclone does', (mtimeNs, text) => {
    expect(formatMtime(mtimeNs)).toBe(text);
    expect(parseMtime(text)).toBe(mtimeNs);
  });

  it('come back to the nanosecond', () => {
    const anyNs = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 20n - 1n });
    fc.assert(
      fc.property(anyNs, (mtimeNs) => {
        expect(parseMtime(formatMtime(mtimeNs))).toBe(mtimeNs);
      }),
    );
  });

  it('are read with more digits than nanoseconds have, cutting the rest', () => {
    expect(parseMtime('1.1234567899')).toBe(1_123_456_789n);
  });

  it.each([undefined, '', 'now', '1e9', '+1', '1.', '.5', ' 1', '1,5', '1\n', '999999999999', '٣'])(
    'are not read from %j',
    (text) => {
      expect(parseMtime(text)).toBeUndefined();
    },
  );
});

describe('metadata', () => {
  it('tells content, time and device', () => {
    const facts = { sha256: 'ab'.repeat(32), mtimeNs: 1_500_000_000n, device: 'Büro' };
    expect(objectMetadata(facts)).toEqual({ sha256: 'ab'.repeat(32), mtime: '1.5', device: 'Büro' });
  });

  it('is believed about a hash only where it looks like one', () => {
    expect(parseSha256('AB'.repeat(32))).toBe('ab'.repeat(32));
    for (const text of [
      undefined,
      '',
      'ab'.repeat(31),
      'ab'.repeat(33),
      `${'ab'.repeat(32)}\n`,
      'gg'.repeat(32),
    ]) {
      expect(parseSha256(text)).toBeUndefined();
    }
  });
});
