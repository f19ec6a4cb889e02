import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_OBJECT_BYTES } from '../../sync-engine/core/object-key.ts';
import {
  COPY_PART_SIZE_MIN,
  MAX_PART_BYTES,
  MAX_PARTS,
  PART_SIZE_MIN,
  partsOf,
  partSizeFor,
} from '../../sync-engine/core/parts.ts';

const MIB = 1024 ** 2;
const anySize = fc.oneof(
  fc.integer({ min: 0, max: MAX_OBJECT_BYTES }),
  fc.integer({ min: 0, max: 100 * MIB }),
  fc.integer({ min: 0, max: 70_000 }).map((mib) => Math.min(mib * 8 * MIB, MAX_OBJECT_BYTES)),
);

describe('part sizes', () => {
  it.each([
    ['an empty file', 0, 8],
    ['1 GiB', 1024 * MIB, 8],
    ['as much as 10,000 smallest parts hold', 80_000 * MIB, 8],
    ['one byte more', 80_000 * MIB + 1, 9],
    ['1 TiB', 1024 ** 4, 105],
    ['the largest object', MAX_OBJECT_BYTES, 525],
  ])('%s takes parts of the right MiB', (_, size, mib) => {
    expect(partSizeFor(size)).toBe(mib * MIB);
  });

  it('keeps within the limits of S3 for every size an object may have', () => {
    fc.assert(
      fc.property(anySize, fc.constantFrom(PART_SIZE_MIN, COPY_PART_SIZE_MIN), (size, minimum) => {
        const partSize = partSizeFor(size, minimum);
        expect(partSize % MIB).toBe(0);
        expect(partSize).toBeGreaterThanOrEqual(minimum);
        expect(partSize).toBeLessThanOrEqual(MAX_PART_BYTES);
        expect(Math.ceil(size / partSize)).toBeLessThanOrEqual(MAX_PARTS);
      }),
    );
  });

  it('refuses a size no object can have', () => {
    expect(() => partSizeFor(MAX_OBJECT_BYTES + 1)).toThrow(RangeError);
  });

  it('covers every byte once, in order, with equal parts but the last', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const partSize = partSizeFor(size);
        let next = 0;
        const lengths = partsOf(size, partSize).map((part, index) => {
          const length = part.end - part.start + 1;
          if (part.partNumber !== index + 1 || part.start !== next || length < 1)
            throw new Error('out of order');
          next = part.end + 1;
          return length;
        });
        expect(next).toBe(size);
        expect(lengths.slice(0, -1).every((length) => length === partSize)).toBe(true);
        expect(lengths.length === 0 || lengths.at(-1)! <= partSize).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('gives inclusive ranges', () => {
    expect(partsOf(10, 4)).toEqual([
      { partNumber: 1, start: 0, end: 3 },
      { partNumber: 2, start: 4, end: 7 },
      { partNumber: 3, start: 8, end: 9 },
    ]);
    expect(partsOf(0, 4)).toEqual([]);
  });
});
