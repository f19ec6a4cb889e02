import { describe, expect, it } from 'vitest';
import { formatIn, regionalOf } from '../../renderer/shared/format.ts';

describe('numbers', () => {
  it('have the decimal separator of the language', () => {
    expect(formatIn('en-GB').decimalSeparator).toBe('.');
    expect(formatIn('de').decimalSeparator).toBe(',');
  });
});

describe('dates', () => {
  it('are written as in the region that the browser names for the language', () => {
    expect(regionalOf('en', ['de-AT', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(regionalOf('de', ['en-GB', 'de'])).toBe('de');
    expect(regionalOf('de', ['en-GB', 'den'])).toBe('de');
    const evening = new Date(2026, 10, 21, 21, 24).getTime();
    expect(formatIn('en-GB').dateTime(evening)).toBe('21 Nov 2026, 21:24');
  });

  it('are left out where the time is of today', () => {
    const format = formatIn('en-GB');
    const evening = new Date(2026, 10, 21, 21, 24).getTime();
    expect(format.timeOrDate(evening, new Date(2026, 10, 21, 8).getTime())).toBe('21:24');
    expect(format.timeOrDate(evening, new Date(2026, 10, 20, 22).getTime())).toBe(format.dateTime(evening));
  });
});
