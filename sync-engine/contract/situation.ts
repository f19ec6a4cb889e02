import type { PairState } from './api/index.ts';
import { needsOf, type NeedKind } from './needs.ts';

/** How things are, in one word: each has an icon of its own shape. */
export type Mood = 'empty' | 'attention' | 'stopped' | 'offline' | 'working' | 'looking' | 'paused' | 'good';

export type SentenceKey =
  | NeedKind
  | 'none'
  | 'paused'
  | 'pausedUntil'
  | 'pausedBySchedule'
  | 'working'
  | 'looking'
  | 'partlyPaused'
  | 'inStep';

/** One sentence for everything: its key in the catalogue `home.sentence`, and what goes into it. */
export interface Situation {
  readonly mood: Mood;
  readonly key: SentenceKey;
  /** The pair that it is about, where it is about one. */
  readonly name: string;
  readonly count: number;
  /** When a pause ends, where it ends by itself. */
  readonly untilMs?: number;
}

const MOODS: Readonly<Record<NeedKind, Mood>> = {
  held: 'attention',
  replaced: 'attention',
  signIn: 'stopped',
  locked: 'stopped',
  folder: 'stopped',
  moved: 'stopped',
  bucket: 'stopped',
  permission: 'stopped',
  halted: 'stopped',
  conflicts: 'attention',
  problems: 'attention',
  offline: 'offline',
};

/**
 * How things are over all pairs: what needs a person first, then what is being done, then what is at rest. The first screen says it,
 * and the desktop's tray and notifications say the same.
 */
export function situationOf(pairs: readonly PairState[]): Situation {
  if (pairs.length === 0) return { mood: 'empty', key: 'none', name: '', count: 0 };
  const [first, ...others] = needsOf(pairs);
  if (first !== undefined) {
    const { kind, pair } = first;
    const same = others.filter((need) => need.kind === kind).reduce((sum, { count }) => sum + count, 0);
    return { mood: MOODS[kind], key: kind, name: pair.name, count: first.count + same };
  }
  return undisturbed(pairs);
}

function undisturbed(pairs: readonly PairState[]): Situation {
  const [first] = pairs;
  const about = { name: first?.name ?? '', count: pairs.length };
  const rest = restOf(pairs);
  if (rest !== undefined) return { mood: 'paused', ...about, ...rest };
  const paused = pairs.filter(isPaused);
  const left = pairs.reduce((sum, pair) => sum + filesLeft(pair), 0);
  if (left > 0) return { mood: 'working', key: 'working', ...about, count: left };
  if (pairs.some(isLooking)) return { mood: 'looking', key: 'looking', ...about };
  if (paused.length > 0) return { mood: 'good', key: 'partlyPaused', ...about, count: paused.length };
  return { mood: 'good', key: 'inStep', ...about };
}

/** How all are paused: until the first of them goes on, or for as long as nobody says so; undefined where one is not. */
export function restOf(pairs: readonly PairState[]): Pick<Situation, 'key' | 'untilMs'> | undefined {
  if (!pairs.every(isPaused)) return undefined;
  const ends = pairs.flatMap(({ pausedUntilMs }) => pausedUntilMs ?? []);
  if (ends.length === pairs.length) return { key: 'pausedUntil', untilMs: Math.min(...ends) };
  const bySchedule = pairs.every(({ pausedBy }) => pausedBy === 'schedule');
  return { key: bySchedule ? 'pausedBySchedule' : 'paused' };
}

/** It rests, by the user's word or by the schedule. */
export function isPaused({ activity }: PairState): boolean {
  return activity === 'paused';
}

/** Files that are still to be moved now. */
export function filesLeft({ activity, progress }: PairState): number {
  if (activity === 'paused' || progress === undefined) return 0;
  return Math.max(0, progress.filesTotal - progress.filesDone);
}

/** The first look at everything, before which nothing is known. Later looks happen every minute, and are no news. */
function isLooking({ activity, settled }: PairState): boolean {
  return activity !== 'paused' && !settled;
}
