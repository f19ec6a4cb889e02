import { GUARD_WINDOW_MS } from '../core/guard.ts';
import type { DeleteDirection, FilesBySide } from '../core/guard.ts';
import type { IndexChange, IndexStore } from '../ports/index-store.ts';

/** Where the files that were deleted within the guard's window, without the user's approval, are counted. */
const SETTING = 'deleted-lately';
const MINUTE_MS = 60_000;

/** Files deleted in one minute, which began at `atMs` (milliseconds since the epoch). */
interface Minute extends FilesBySide {
  readonly atMs: number;
}

/** Files that this device deleted within the guard's window, on each side, without being told to. */
export function deletedLately(index: IndexStore, nowMs: number): FilesBySide {
  const minutes = minutesOf(index, nowMs);
  return { local: sum(minutes, 'local'), remote: sum(minutes, 'remote') };
}

/** Adds files deleted just now; to be applied with their outcomes, so that a kill in between forgets none. */
export function countDeleted(index: IndexStore, nowMs: number, deleted: FilesBySide): IndexChange {
  const atMs = nowMs - (nowMs % MINUTE_MS);
  const minutes = minutesOf(index, nowMs);
  const current = minutes.find((minute) => minute.atMs === atMs) ?? { atMs, local: 0, remote: 0 };
  const others = minutes.filter((minute) => minute !== current);
  return remember([
    ...others,
    { atMs, local: current.local + deleted.local, remote: current.remote + deleted.remote },
  ]);
}

/** Starts the count over on the sides given: the user has seen what was deleted there, and said yes. */
export function forgetDeleted(index: IndexStore, sides: ReadonlySet<DeleteDirection>): IndexChange {
  return remember(
    stored(index).map(({ atMs, local, remote }) => ({
      atMs,
      local: sides.has('local') ? 0 : local,
      remote: sides.has('remote') ? 0 : remote,
    })),
  );
}

function remember(minutes: readonly Minute[]): IndexChange {
  const counted = minutes.filter(({ local, remote }) => local + remote > 0);
  return {
    kind: 'setting',
    name: SETTING,
    value: counted.length === 0 ? undefined : JSON.stringify(counted),
  };
}

/**
 * The minutes within the window. It stands still while deletions are held: otherwise the last few of a long row would pass for a
 * handful an hour later, without an answer. Minutes from a clock that was ahead do not count for ever.
 */
function minutesOf(index: IndexStore, nowMs: number): readonly Minute[] {
  const waitingSince = index
    .held()
    .filter(({ state }) => state === 'held')
    .map(({ heldAtMs }) => heldAtMs);
  const from = Math.min(nowMs, ...waitingSince) - GUARD_WINDOW_MS;
  return stored(index).filter(({ atMs }) => atMs > from - MINUTE_MS && atMs <= nowMs + GUARD_WINDOW_MS);
}

function stored(index: IndexStore): readonly Minute[] {
  return JSON.parse(index.setting(SETTING) ?? '[]') as readonly Minute[];
}

function sum(minutes: readonly Minute[], side: DeleteDirection): number {
  return minutes.reduce((total, minute) => total + minute[side], 0);
}
