import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RestoreReport, RestoreRun as RestoreRunState } from '../../../contract/api/index.ts';
import { describeError } from '../../../contract/events.ts';
import { hasCode, SyncFailure, toSyncError, type RestoreWatch } from '../../../index.ts';

/** Progress is told no more often (milliseconds). Source: the contract. */
const TELL_MS = 250;

/** How a restore came to its end. */
export interface RestoreOutcome {
  /** What was done by then. */
  readonly report: RestoreReport;
  /** What was caught, where it broke off. */
  readonly broke?: { readonly caught: unknown };
}

export interface RestoreRunOptions {
  readonly pair: string;
  readonly what: RestoreRunState['what'];
  /** The folder it goes to; undefined for the original place. */
  readonly to?: string | undefined;
  /** Does it, and never rejects. */
  readonly work: (watch: RestoreWatch & { readonly signal: AbortSignal }) => Promise<RestoreOutcome>;
  /** Hears of what was caught that is no expected failure. */
  readonly bug?: ((caught: unknown) => void) | undefined;
}

/** One restore or undo. It goes on whoever looks on, and ends early only when it is stopped. */
export class RestoreRun {
  readonly id = randomUUID();
  readonly pair: string;
  private readonly options: RestoreRunOptions;
  private readonly stopping = new AbortController();
  private readonly end: Promise<void>;
  private moved = Promise.withResolvers<void>();
  private state: RestoreRunState;

  /** Starts it. */
  constructor(options: RestoreRunOptions) {
    this.options = options;
    const { pair, what, to, work } = options;
    this.pair = pair;
    this.state = {
      run: this.id,
      pair,
      what,
      ...(to === undefined ? {} : { to }),
      startedAtMs: Date.now(),
      state: 'running',
      done: 0,
      total: 0,
    };
    const watch = {
      signal: this.stopping.signal,
      onProgress: (done: number, total: number) =>
        this.set({ ...this.head(), state: 'running', done, total }),
    };
    this.end = work(watch).then((outcome) => this.set(this.ended(outcome)));
  }

  now(): RestoreRunState {
    return this.state;
  }

  get running(): boolean {
    return this.state.state === 'running';
  }

  /** As it is now, as it moves, and how it ended; until then, or until `signal`. */
  async *follow(signal: AbortSignal): AsyncGenerator<RestoreRunState> {
    const gone = Promise.withResolvers<void>();
    const leave = (): void => gone.resolve();
    signal.addEventListener('abort', leave, { once: true });
    try {
      while (!signal.aborted) {
        const moved = this.moved.promise;
        const { state } = this;
        yield state;
        if (state.state !== 'running') return;
        await Promise.race([moved, gone.promise]);
        await Promise.race([sleep(TELL_MS, undefined, { ref: false }), this.end, gone.promise]);
      }
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Resolves when it has come to its end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.end;
  }

  private ended({ report, broke }: RestoreOutcome): RestoreRunState {
    const head = this.head();
    if (broke === undefined) return { ...head, state: 'ended', report };
    const { caught } = broke;
    if (this.stopping.signal.aborted && hasCode(caught, 'aborted')) {
      return { ...head, state: 'stopped', report };
    }
    if (!(caught instanceof SyncFailure)) this.options.bug?.(caught);
    return { ...head, state: 'failed', report, error: describeError(toSyncError(caught)) };
  }

  private head(): Pick<RestoreRunState, 'run' | 'pair' | 'what' | 'to' | 'startedAtMs'> {
    const { run, pair, what, to, startedAtMs } = this.state;
    return { run, pair, what, ...(to === undefined ? {} : { to }), startedAtMs };
  }

  private set(state: RestoreRunState): void {
    this.state = state;
    this.moved.resolve();
    this.moved = Promise.withResolvers<void>();
  }
}
