import { setTimeout as sleep } from 'node:timers/promises';
import type { RestoreRun as RestoreRunState } from '../../../contract/api/index.ts';
import {
  hasCode,
  keptReport,
  SyncFailure,
  toSyncError,
  type RestoreEntry,
  type RestoreReport,
  type RestoreWatch,
} from '../../../index.ts';
import { runState } from './run-state.ts';

/** Progress is told no more often (milliseconds). Source: the contract. */
const TELL_MS = 250;

/** How a restore came to its end. */
export interface RestoreOutcome {
  /** What was done by then. */
  readonly report: RestoreReport;
  /** What was caught, where it broke off. */
  readonly broke?: { readonly caught: unknown };
}

export type RestoreWork = (watch: RestoreWatch & { readonly signal: AbortSignal }) => Promise<RestoreOutcome>;

export interface RestoreRunOptions {
  readonly pair: string;
  /** As it begins; one that is over already does nothing any more. */
  readonly record: RestoreEntry;
  /** Does it, and never rejects. */
  readonly work?: RestoreWork | undefined;
  /** Hears of what was caught that is no expected failure. */
  readonly bug?: ((caught: unknown) => void) | undefined;
  /** Hears how it ended before anybody else; never throws. */
  readonly onEnd?: ((record: RestoreEntry) => void) | undefined;
  /** Whether something of it is left to be undone, once it is over. */
  readonly undoable?: (() => boolean) | undefined;
}

/** One restore or undo. It goes on whoever looks on, and ends early only when it is stopped. */
export class RestoreRun {
  readonly id: string;
  readonly pair: string;
  private readonly options: RestoreRunOptions;
  private readonly stopping = new AbortController();
  private readonly end: Promise<void>;
  private moved = Promise.withResolvers<void>();
  private record: RestoreEntry;
  private progress = { done: 0, total: 0 };
  /** The first who stopped it says how that is told. */
  private stoppedAs: 'stopped' | 'interrupted' | undefined;

  /** Starts it. */
  constructor(options: RestoreRunOptions) {
    this.options = options;
    const { pair, record, work } = options;
    this.id = record.id;
    this.pair = pair;
    this.record = record;
    const watch = {
      signal: this.stopping.signal,
      onProgress: (done: number, total: number) => {
        this.progress = { done, total };
        this.tell();
      },
    };
    this.end = work === undefined ? Promise.resolve() : work(watch).then((outcome) => this.over(outcome));
  }

  now(): RestoreRunState {
    const { options, pair, record, progress } = this;
    return runState({ pair, record, progress, undoable: !this.running && options.undoable?.() === true });
  }

  get running(): boolean {
    return this.record.state === 'running';
  }

  /** Milliseconds since the epoch. */
  get startedMs(): number {
    return this.record.startedMs;
  }

  get what(): RestoreEntry['what'] {
    return this.record.what;
  }

  /** As it is now, as it moves, and how it ended; until then, or until `signal`. */
  async *follow(signal: AbortSignal): AsyncGenerator<RestoreRunState> {
    const gone = Promise.withResolvers<void>();
    const leave = (): void => gone.resolve();
    signal.addEventListener('abort', leave, { once: true });
    try {
      while (!signal.aborted) {
        const moved = this.moved.promise;
        const state = this.now();
        yield state;
        if (state.state !== 'running') return;
        await Promise.race([moved, gone.promise]);
        await Promise.race([sleep(TELL_MS, undefined, { ref: false }), this.end, gone.promise]);
      }
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Resolves when it has come to its end. `interrupted`: not because somebody asked for that. */
  async stop(as: 'stopped' | 'interrupted' = 'stopped'): Promise<void> {
    this.stoppedAs ??= as;
    this.stopping.abort();
    await this.end;
  }

  /** Puts it aside once it is over; answers how it is to be kept. */
  dismiss(): RestoreEntry {
    this.record = { ...this.record, dismissed: true };
    return this.record;
  }

  private over({ report, broke }: RestoreOutcome): void {
    this.record = { ...this.record, report: keptReport(report), ...this.ending(broke) };
    this.options.onEnd?.(this.record);
    this.tell();
  }

  private ending(broke: RestoreOutcome['broke']): Pick<RestoreEntry, 'state' | 'error'> {
    if (broke === undefined) return { state: 'ended' };
    const { caught } = broke;
    if (this.stoppedAs !== undefined && hasCode(caught, 'aborted')) return { state: this.stoppedAs };
    if (!(caught instanceof SyncFailure)) this.options.bug?.(caught);
    return { state: 'failed', error: toSyncError(caught) };
  }

  private tell(): void {
    this.moved.resolve();
    this.moved = Promise.withResolvers<void>();
  }
}
