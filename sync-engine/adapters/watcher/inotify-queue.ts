import { readFileSync } from 'node:fs';

/**
 * libuv drops the kernel's IN_Q_OVERFLOW without a word, but takes everything that the queue holds in one go. So a full queue
 * shows as a burst of that many events. Half of it counts already, since events of folders no longer watched are in the queue
 * too, yet are told to nobody. Source: libuv `src/unix/linux.c`, `uv__inotify_read`; inotify(7).
 */
const SHARE = 0.5;
/** The kernel's default, for where /proc cannot be read. Source: `inotify_user_setup` in fs/notify/inotify/inotify_user.c. */
const DEFAULT_EVENTS = 16_384;

/** One process has one queue: whoever watches loses events when it runs over. */
const listeners = new Set<() => void>();
let limit: number | undefined;
let burst = 0;

/** Counts one event; everybody is told, once in a burst, when so many came together that more may have been lost. */
export function countEvent(): void {
  if (burst === 0) setImmediate(endBurst);
  burst += 1;
  limit ??= SHARE * queuedEvents();
  if (burst === Math.ceil(limit)) for (const listener of listeners) listener();
}

/** Has `listener` called when events may have been lost, until the function that is returned is called. */
export function onQueueFull(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function endBurst(): void {
  burst = 0;
}

function queuedEvents(): number {
  try {
    const events = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
    return events > 0 ? events : DEFAULT_EVENTS;
  } catch {
    return DEFAULT_EVENTS;
  }
}
