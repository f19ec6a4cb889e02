/**
 * UTC instants as text, by arithmetic alone: the core has no Date. The calendar is the proleptic Gregorian one; the two
 * conversions follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`days_from_civil`, `civil_from_days`).
 */

const DAY_MS = 86_400_000;
/** 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z, milliseconds since the epoch: four digits hold no more. */
const EARLIEST_MS = -62_167_219_200_000;
const LATEST_MS = 253_402_300_799_999;

/**
 * `20261121T101500123Z` for milliseconds since the epoch: fixed width, so that text order is time order. A time outside the
 * years 0 to 9999 becomes the nearest one inside (a provider's LastModified is foreign input); NaN is a bug and throws.
 */
export function formatInstant(ms: number): string {
  const { year, month, day, hour, minute, second, milli } = fieldsOf(ms);
  return `${pad(year, 4)}${pad(month, 2)}${pad(day, 2)}T${pad(hour, 2)}${pad(minute, 2)}${pad(second, 2)}${pad(milli, 3)}Z`;
}

/** The inverse of `formatInstant`; undefined for anything it does not write. */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{8}T\d{9}Z$/.test(text)) return undefined;
  const field = (start: number, end: number): number => Number(text.slice(start, end));
  const [month, day] = [field(4, 6), field(6, 8)];
  const [hour, minute, second] = [field(9, 11), field(11, 13), field(13, 15)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const days = daysFromCivil(field(0, 4), month, day);
  // The 31st of February comes out as a day of March.
  const real = civilFromDays(days);
  if (real.month !== month || real.day !== day) return undefined;
  return days * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + field(15, 18);
}

/** `YYYY-MM-DD HHMMSS`, as conflict copies are named; `offsetMinutes` is the local time's lead on UTC. */
export function formatStamp(ms: number, offsetMinutes = 0): string {
  const { year, month, day, hour, minute, second } = fieldsOf(ms + offsetMinutes * 60_000);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)} ${pad(hour, 2)}${pad(minute, 2)}${pad(second, 2)}`;
}

function pad(value: number, digits: number): string {
  return value.toString().padStart(digits, '0');
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milli: number;
}

function fieldsOf(ms: number): Fields {
  if (Number.isNaN(ms)) throw new RangeError('NaN is no instant');
  const whole = Math.floor(Math.min(LATEST_MS, Math.max(EARLIEST_MS, ms)));
  const days = Math.floor(whole / DAY_MS);
  const rest = whole - days * DAY_MS;
  return {
    ...civilFromDays(days),
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    milli: rest % 1000,
  };
}

// Both count years from March, so that the leap day is a year's last, and days from 0000-03-01, which is 719,468 days
// before the epoch. An era is 400 years, 146,097 days.
const ERA_DAYS = 146_097;
const EPOCH_SHIFT_DAYS = 719_468;

function civilFromDays(days: number): Pick<Fields, 'year' | 'month' | 'day'> {
  const shifted = days + EPOCH_SHIFT_DAYS;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH_SHIFT_DAYS;
}
