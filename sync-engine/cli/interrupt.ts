export interface Interrupt {
  /** Fires at the first Ctrl-C or SIGTERM: end what is running, begin nothing new. */
  readonly signal: AbortSignal;
  /** The signal that came; undefined while none did. */
  readonly received: () => 'SIGINT' | 'SIGTERM' | undefined;
  /** Gives the process its default behaviour back. */
  dispose(): void;
}

/** 128 + 2, as shells spell a process ended by Ctrl-C. */
export const INTERRUPTED = 130;
/** 128 + 15, which service managers take for a clean end. */
export const TERMINATED = 143;

/**
 * The first Ctrl-C asks for a clean end, the second ends the process at once: an operation cut short leaves
 * nothing behind that the next cycle does not put right.
 */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  let received: 'SIGINT' | 'SIGTERM' | undefined;
  const listener = (name: NodeJS.Signals): void => {
    if (received !== undefined) process.exit(INTERRUPTED);
    received = name === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
    onFirst();
    controller.abort();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    received: () => received,
    dispose() {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}

/** Resolves when the signal fires. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
