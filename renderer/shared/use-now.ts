import { useSyncExternalStore } from 'react';

/** Between two times that what depends on the time is drawn anew (milliseconds). */
const TICK_MS = 20_000;

const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** Runs while somebody looks: nothing is drawn on a page that is hidden. */
function goOnOrRest(): void {
  clearInterval(timer);
  timer = undefined;
  if (listeners.size === 0 || document.hidden) return;
  timer = setInterval(tick, TICK_MS);
  tick();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    document.addEventListener('visibilitychange', goOnOrRest);
    goOnOrRest();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', goOnOrRest);
    goOnOrRest();
  };
}

/** The time (milliseconds since the epoch), the same all over the page, a few times a minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
