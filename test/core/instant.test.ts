import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, formatStamp, parseInstant } from '../../sync-engine/core/instant.ts';

const EARLIEST = Date.UTC(2000, 0, 1) - 730_485 * 86_400_000;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const anyMs = fc.integer({ min: EARLIEST, max: LATEST });

describe('instants', () => {
  it.each([
    [0, '19700101T000000000Z'],
    [Date.UTC(2026, 10, 21, 10, 15, 0, 123), '20261121T101500123Z'],
    [Date.UTC(2024, 1, 29, 23, 59, 59, 999), '20240229T235959999Z'],
    [Date.UTC(2000, 1, 29), '20000229T000000000Z'],
    [Date.UTC(1900, 2, 1) - 1, '19000228T235959999Z'],
    [-1, '19691231T235959999Z'],
    [LATEST, '99991231T235959999Z'],
    [EARLIEST, '00000101T000000000Z'],
  ])('writes %i as %s and reads it back', (ms, text) => {
    expect(formatInstant(ms)).toBe(text);
    expect(parseInstant(text)).toBe(ms);
  });

  it("agrees with the platform's calendar at every time of four-digit years", () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        expect(formatInstant(ms)).toBe(new Date(ms).toISOString().replace(/[-:.]/g, ''));
        expect(parseInstant(formatInstant(ms))).toBe(ms);
      }),
      { numRuns: 2_000 },
    );
  });

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (a, b) => {
        const [textA, textB] = [formatInstant(a), formatInstant(b)];
        expect(Math.sign(a - b)).toBe(textA < textB ? -1 : textA > textB ? 1 : 0);
      }),
    );
  });

  it('moves a time that four-digit years cannot hold to the nearest one that they can', () => {
    expect(formatInstant(LATEST + 1)).toBe('99991231T235959999Z');
    expect(formatInstant(Number.POSITIVE_INFINITY)).toBe('99991231T235959999Z');
    expect(formatInstant(-1e18)).toBe('00000101T000000000Z');
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
  });

  it.each([
    '',
    '20261121T101500123',
    '20261121T101500123z',
    ' 20261121T101500123Z',
    '20261121T101500123Z\n',
    '20261301T000000000Z',
    '20260001T000000000Z',
    '20260230T000000000Z',
    '20250229T000000000Z',
    '20260100T000000000Z',
    '20260101T240000000Z',
    '20260101T006000000Z',
    '20260101T000060000Z',
    '2026-11-21T10:15:00.123Z',
    '２０２61121T101500123Z',
  ])('does not take %j for an instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('stamps conflict copies in UTC, or in the local time it is told', () => {
    const ms = Date.UTC(2026, 11, 31, 23, 30, 5, 999);
    expect(formatStamp(ms)).toBe('2026-12-31 233005');
    expect(formatStamp(ms, 60)).toBe('2027-01-01 003005');
    expect(formatStamp(ms, -570)).toBe('2026-12-31 140005');
  });
});
