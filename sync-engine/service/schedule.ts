import type { AppSettings, ScheduleRule } from '../contract/api/index.ts';
import type { SharedBandwidth } from '../index.ts';
import type { RunningPair } from './context.ts';

export interface ScheduleParts {
  readonly settings: () => AppSettings;
  readonly bandwidth: SharedBandwidth;
  readonly pairs: () => readonly RunningPair[];
}

export interface FollowedSchedule {
  /** True while pairs rest because of it. */
  readonly resting: boolean;
  /** Takes up changed settings now. */
  look(): void;
  end(): void;
}

const MINUTE_MS = 60_000;

/** What the schedule says for one moment: limits in bytes per second (null: none), and whether syncing rests. */
export interface ScheduleState {
  readonly paused: boolean;
  readonly up: number | null;
  readonly down: number | null;
}

/** Keeps bandwidth and rest in line with settings and schedule: looked at every minute, and when settings change. */
export function followSchedule({ settings, bandwidth, pairs }: ScheduleParts): FollowedSchedule {
  let held: ScheduleState = { paused: false, up: null, down: null };
  const look = (): void => {
    const now = scheduleAt(settings(), new Date());
    if (now.up !== held.up) bandwidth.up.setLimit(now.up ?? undefined);
    if (now.down !== held.down) bandwidth.down.setLimit(now.down ?? undefined);
    if (now.paused !== held.paused) for (const pair of pairs()) pair.rest(now.paused);
    held = now;
  };
  look();
  const timer = setInterval(look, MINUTE_MS);
  timer.unref();
  return {
    get resting() {
      return held.paused;
    },
    look,
    end: () => clearInterval(timer),
  };
}

/** What holds at a moment of local time. */
export function scheduleAt({ bandwidth, schedule }: AppSettings, at: Date): ScheduleState {
  let state: ScheduleState = { paused: false, ...bandwidth };
  for (const rule of schedule) {
    if (!holds(rule, at)) continue;
    const { effect } = rule;
    state =
      effect === 'pause'
        ? { ...state, paused: true }
        : { ...state, up: lower(state.up, effect.up), down: lower(state.down, effect.down) };
  }
  return state;
}

function holds({ days, from, to }: ScheduleRule, at: Date): boolean {
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const today = days.includes(isoDay(at.getDay()));
  if (from < to) return today && from <= time && time < to;
  // Over midnight: the evening belongs to its own day, the morning to the day before.
  return (today && time >= from) || (time < to && days.includes(isoDay(at.getDay() + 6)));
}

/** 1 Monday to 7 Sunday, from JavaScript's 0 Sunday. */
function isoDay(day: number): number {
  return ((day + 6) % 7) + 1;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
