import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime } from '../../sync-engine/cli/output/format.ts';
import { parseTime } from '../../sync-engine/cli/time.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);

describe('a time on the command line', () => {
  it.each([
    ['2026-11-21T10:15:00Z', Date.UTC(2026, 10, 21, 10, 15)],
    ['2026-11-21T10:15:00.250Z', Date.UTC(2026, 10, 21, 10, 15, 0, 250)],
    ['2026-11-21T10:15+01:00', Date.UTC(2026, 10, 21, 9, 15)],
    ['2026-11-21 10:15 +0100', Date.UTC(2026, 10, 21, 9, 15)],
    ['5m', NOW - 5 * 60_000],
    ['90s', NOW - 90_000],
    ['2h ago', NOW - 2 * 3_600_000],
    ['1.5d', NOW - 36 * 3_600_000],
    ['1w', NOW - 7 * 86_400_000],
  ])('reads %j', (text, expected) => {
    expect(parseTime(text, NOW)).toBe(expected);
  });

  it('takes a time without a zone as local time', () => {
    expect(parseTime('2026-03-05 07:08:09', NOW)).toBe(new Date(2026, 2, 5, 7, 8, 9).getTime());
    expect(parseTime('2026-03-05 07:08', NOW)).toBe(new Date(2026, 2, 5, 7, 8).getTime());
    expect(parseTime('2026-03-05', NOW)).toBe(new Date(2026, 2, 5).getTime());
  });

  it.each(['', 'yesterday', '2026-02-31', '2026-13-01', '2026-11-21 25:00', '5', '5x', 'm', '-5m', '2026'])(
    'refuses %j',
    (text) => {
      expect(parseTime(text, NOW)).toBeUndefined();
    },
  );

  it('reads back what lists print, to the second', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(2000, 0), max: new Date(2100, 0), noInvalidDate: true }), (at) => {
        const printed = formatTime(at.getTime());
        const read = parseTime(printed, NOW);
        expect(read).toBeDefined();
        expect(formatTime(read ?? 0)).toBe(printed);
      }),
    );
  });
});
