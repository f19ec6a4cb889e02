import { useTranslation } from 'react-i18next';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Numbers, sizes and times as the reader's language writes them. */
export interface Format {
  number(value: number): string;
  /** What stands before the decimals: a point, or a comma. */
  readonly decimalSeparator: string;
  /** Bytes in steps of 1,000, as disks and providers count them. */
  bytes(value: number): string;
  rate(bytesPerSecond: number): string;
  dateTime(ms: number): string;
  /** To the second, for times that lie close together. */
  dateTimeSeconds(ms: number): string;
  /** Of today the time alone. */
  timeOrDate(ms: number, nowMs?: number): string;
  /** `5 minutes ago`, `in 3 days`. */
  relative(ms: number, nowMs?: number): string;
  /** A length of time, roughly: `2 min`. */
  duration(ms: number): string;
  money(dollars: number): string;
}

export function formatIn(language: string): Format {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = createFormat(language);
  formats.set(language, made);
  return made;
}

/** Of each language: making what `Intl` formats with takes longer than to draw what it formats, and a page draws often. */
const formats = new Map<string, Format>();

function createFormat(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const toSeconds = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const money = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'USD',
    maximumSignificantDigits: 3,
  });
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (value: number, name: string): string => {
    const digits = value < 1000 ? 3 : 4;
    const key = `${name} ${digits}`;
    const made =
      units.get(key) ??
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit: name,
        // The short form of a byte has no plural in English.
        unitDisplay: name === 'byte' ? 'long' : 'short',
        maximumSignificantDigits: digits,
      });
    units.set(key, made);
    return made.format(value);
  };
  const bytes = (value: number): string => {
    const step = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
    return unit(value / 1000 ** step, UNITS[step] ?? 'byte');
  };
  return {
    number: (value) => number.format(value),
    decimalSeparator: number.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.',
    bytes,
    rate: (bytesPerSecond) => `${bytes(bytesPerSecond)}/s`,
    dateTime: (ms) => dateTime.format(ms),
    dateTimeSeconds: (ms) => toSeconds.format(ms),
    timeOrDate(ms, nowMs = Date.now()) {
      const today = new Date(ms).toDateString() === new Date(nowMs).toDateString();
      return (today ? time : dateTime).format(ms);
    },
    relative(ms, nowMs = Date.now()) {
      const away = ms - nowMs;
      const size = Math.abs(away);
      if (size < MINUTE_MS) return relative.format(Math.round(away / 1000), 'second');
      if (size < HOUR_MS) return relative.format(Math.round(away / MINUTE_MS), 'minute');
      if (size < DAY_MS) return relative.format(Math.round(away / HOUR_MS), 'hour');
      return relative.format(Math.round(away / DAY_MS), 'day');
    },
    duration(ms) {
      if (ms < MINUTE_MS) return unit(Math.max(1, Math.round(ms / 1000)), 'second');
      if (ms < HOUR_MS) return unit(Math.round(ms / MINUTE_MS), 'minute');
      return unit(Math.round((ms / HOUR_MS) * 10) / 10, 'hour');
    },
    money: (dollars) => money.format(dollars),
  };
}

/** The formats of the language now chosen, as the reader's region writes them. */
export function useFormat(): Format {
  return formatIn(useRegion());
}

/** The language now chosen, in the reader's regional variant. */
export function useRegion(): string {
  const { i18n } = useTranslation();
  return regionalOf(i18n.language, navigator.languages);
}

/** The first variant of a language among those that a browser asks for, such as `en-GB`; the language itself without any. */
export function regionalOf(language: string, wanted: readonly string[]): string {
  return wanted.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
