import { fail } from '../core/error.ts';

/**
 * Lets one thing at a time work on a pair's folder: the cycles of its session, or what the user asks for in between. Whoever comes
 * later waits in line.
 */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();
  private yielding: AbortController | undefined;

  /** Work that is not to be broken off. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // A turn that failed ends like any other; its failure is its caller's.
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Work that gives way: its signal is aborted as soon as `interject` is called, and it is to reject `aborted` then. Its caller takes
   * it up again. Cancelled while it waits in line, it rejects `aborted` at once.
   */
  async giveWay<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { promise: cancelled, reject } = Promise.withResolvers<never>();
    let started = false;
    const cancel = (): void => {
      if (!started) reject(fail('aborted', 'cancelled'));
    };
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    const turn = this.take(async () => {
      if (signal.aborted) throw fail('aborted', 'cancelled');
      started = true;
      const yielding = new AbortController();
      this.yielding = yielding;
      try {
        return await work(AbortSignal.any([signal, yielding.signal]));
      } finally {
        this.yielding = undefined;
      }
    });
    try {
      return await Promise.race([turn, cancelled]);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Work that somebody waits for: what gives way ends first. A transfer that is broken off goes on later from where it was. */
  interject<T>(work: () => Promise<T>): Promise<T> {
    this.yielding?.abort();
    return this.take(work);
  }
}
