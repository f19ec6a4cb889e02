import type { TFunction } from 'i18next';
import type { ScheduleRule } from '../../../sync-engine/contract/api/index.ts';
import type { Format } from '../../shared/format.ts';

/** 1 Monday to 7 Sunday, as rules count them. */
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** From so many days in a row on, only the first and the last are named. */
const SPAN = 3;

/** The name of a day, from 1 for Monday. */
export function dayName(day: number, language: string, weekday: 'short' | 'long'): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday }).format(new Date(2024, 0, day));
}

/** Whether a rule says enough to hold: on which days, and what changes then. */
export function isWhole({ days, effect }: ScheduleRule): boolean {
  return days.length > 0 && (effect === 'pause' || effect.up !== null || effect.down !== null);
}

export interface Words {
  readonly t: TFunction<'settings'>;
  readonly language: string;
  readonly format: Pick<Format, 'rate'>;
}

/** What a rule does, in one sentence. */
export function ruleSentence(
  { days, from, to, effect }: ScheduleRule,
  { t, language, format }: Words,
): string {
  const when = { days: daysInWords(days, { t, language }), from, to };
  if (effect === 'pause') return t('schedule.saysPause', when);
  const { up, down } = effect;
  const limits = [
    ...(up === null ? [] : [t('schedule.atMostUp', { rate: format.rate(up) })]),
    ...(down === null ? [] : [t('schedule.atMostDown', { rate: format.rate(down) })]),
  ];
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return t('schedule.saysSlow', { ...when, limits: list.format(limits) });
}

function daysInWords(days: readonly number[], { t, language }: Pick<Words, 't' | 'language'>): string {
  if (days.length === DAYS.length) return t('schedule.everyDay');
  const name = (day: number): string => dayName(day, language, 'long');
  const names = inARow(days).flatMap((row) => {
    const [first, last] = [row[0], row.at(-1)];
    if (row.length < SPAN || first === undefined || last === undefined) return row.map(name);
    return [t('schedule.daySpan', { first: name(first), last: name(last) })];
  });
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

/** Sorted days, cut where one is left out. */
function inARow(days: readonly number[]): number[][] {
  const rows: number[][] = [];
  for (const day of days) {
    const row = rows.at(-1);
    if (row?.at(-1) === day - 1) row.push(day);
    else rows.push([day]);
  }
  return rows;
}
