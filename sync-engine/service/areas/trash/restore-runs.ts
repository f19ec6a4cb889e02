import { fail } from '../../../index.ts';
import { RestoreRun, type RestoreRunOptions } from './restore-run.ts';

/** Those that are over are kept up to this many: a report may name many paths. */
const MOST_OVER = 20;

/** The restores and undos that are under way, one a pair, and the last that are over. */
export class RestoreRuns {
  /** Oldest first. */
  private runs: readonly RestoreRun[] = [];
  private closed = false;

  /** Throws `restore-running` while one of this pair is under way, and `aborted` once all was ended. */
  mayStart(pair: string): void {
    if (this.closed) throw fail('aborted', 'the service is closing');
    if (this.runs.some((run) => run.pair === pair && run.running)) {
      throw fail('restore-running', 'a restore of this pair is under way');
    }
  }

  /** Throws as `mayStart` does. */
  start(options: RestoreRunOptions): RestoreRun {
    this.mayStart(options.pair);
    const run = new RestoreRun(options);
    const over = this.runs.filter(({ running }) => !running);
    const gone = new Set(over.slice(0, Math.max(0, over.length - MOST_OVER + 1)));
    this.runs = [...this.runs.filter((one) => !gone.has(one)), run];
    return run;
  }

  /** Throws `not-found`. */
  get(id: string): RestoreRun {
    const run = this.runs.find((one) => one.id === id);
    if (run === undefined) throw fail('not-found', 'there is no such restore, or not any more');
    return run;
  }

  /** Newest first. */
  of(pair: string): readonly RestoreRun[] {
    return this.runs.filter((run) => run.pair === pair).toReversed();
  }

  /** Forgets one that is over, and those of its pair before it. Throws `restore-running`, or `not-found`. */
  dismiss(id: string): void {
    const last = this.get(id);
    if (last.running) throw fail('restore-running', 'this restore is under way');
    const at = this.runs.indexOf(last);
    this.runs = this.runs.filter((run, index) => run.pair !== last.pair || index > at);
  }

  /** Stops what is under way for a pair. */
  async rest(pair: string): Promise<void> {
    await Promise.all(this.of(pair).map((run) => run.stop()));
  }

  /** Forgets a pair that is gone. */
  forget(pair: string): void {
    this.runs = this.runs.filter((run) => run.pair !== pair);
  }

  /** Stops all, and starts none any more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.runs.map((run) => run.stop()));
  }
}
