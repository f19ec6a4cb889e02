import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import {
  fail,
  SyncFailure,
  type RestoreChange,
  type RestoreEntry,
  type RestoreHistory,
} from '../../../index.ts';
import { RestoreRun, type RestoreRunOptions, type RestoreWork } from './restore-run.ts';

/**
 * Of each pair, so many that are over are kept: each names every path that it changed, and whoever wants to undo one rarely goes
 * further back than over the last few.
 */
const MOST_OVER = 20;
/**
 * And so long (milliseconds). An undo goes back to what was there before; after a week, that is mostly not what anybody means any
 * more, and the trash with its times is the better way.
 */
const LONGEST_MS = 7 * 24 * 3_600_000;
/** And so many changes of all of them, some 400 MB in the index; the newest run is kept whatever it changed. */
const MOST_CHANGES = 1_000_000;

export interface RunStart extends Pick<RestoreEntry, 'what' | 'to' | 'undoes'> {
  readonly pair: string;
  /** Does it, and never rejects. */
  readonly work: RestoreWork;
  readonly bug: RestoreRunOptions['bug'];
}

/** Where restores of pairs are written down. */
export interface Histories {
  /** Pairs there are. */
  readonly pairs: () => readonly string[];
  /** Undefined while the pair is not open. */
  readonly of: (pair: string) => RestoreHistory | undefined;
}

/** The restores and undos that are under way, one a pair, and the last that are over, also before a restart. */
export class RestoreRuns {
  private readonly histories: Histories;
  /** Oldest first. */
  private runs: readonly RestoreRun[] = [];
  /** Pairs whose history was read. */
  private readonly known = new Set<string>();
  /** Runs of which something was left to be undone when their pair was last open. */
  private readonly undoable = new Set<string>();
  /** Pairs in whose index room is given back. */
  private readonly sweeping = new Set<string>();
  private closed = false;

  constructor(histories: Histories) {
    this.histories = histories;
  }

  /** Throws `restore-running` while one of this pair is under way, and `aborted` once all was ended. */
  mayStart(pair: string): void {
    if (this.closed) throw fail('aborted', 'the service is closing');
    if (this.runs.some((run) => run.pair === pair && run.running)) {
      throw fail('restore-running', 'a restore of this pair is under way');
    }
  }

  /** Throws as `mayStart` does. */
  start({ pair, work, bug, ...how }: RunStart): RestoreRun {
    this.mayStart(pair);
    this.read();
    const record: RestoreEntry = {
      id: randomUUID(),
      ...how,
      startedMs: Date.now(),
      state: 'running',
      report: { restored: 0, identical: 0, removed: 0, bytes: 0, failures: [] },
    };
    const history = this.histories.of(pair);
    history?.put(record);
    const run: RestoreRun = new RestoreRun({
      pair,
      record,
      bug,
      undoable: () => this.canUndo(run),
      work: (watch) =>
        work({
          ...watch,
          onAttempt: (change, takesBack) => history?.attempts(record, change, takesBack),
          onChange: (change: RestoreChange) => {
            history?.changed(record, change);
            watch.onChange?.(change);
          },
        }),
      onEnd: (over) => {
        history?.put(over);
        // As long as the pair is open.
        this.canUndo(run);
        this.tidy(pair);
        this.sweep(pair);
      },
    });
    this.runs = [...this.runs, run];
    return run;
  }

  /** Throws `not-found`. */
  get(id: string): RestoreRun {
    this.read();
    const run = this.runs.find((one) => one.id === id && !lapsed(one));
    if (run === undefined) throw fail('not-found', 'there is no such restore, or not any more');
    return run;
  }

  /** What a run left to be undone. Throws `not-found` where there is nothing, and what the pair cannot be opened for. */
  toUndo(id: string): { readonly run: RestoreRun; readonly changes: readonly RestoreChange[] } {
    const run = this.get(id);
    const changes = this.histories.of(run.pair)?.changes(id) ?? [];
    if (changes.length === 0)
      throw fail('not-found', 'there is nothing to undo of this restore, or not any more');
    return { run, changes };
  }

  /** Newest first. */
  of(pair: string): readonly RestoreRun[] {
    this.read();
    return this.runs.filter((run) => run.pair === pair && !lapsed(run)).toReversed();
  }

  /** Puts one that is over aside; its undo stays. Throws `restore-running`, or `not-found`. */
  dismiss(id: string): void {
    const run = this.get(id);
    if (run.running) throw fail('restore-running', 'this restore is under way');
    this.histories.of(run.pair)?.put(run.dismiss());
  }

  /** Ends what is under way for a pair. */
  async rest(pair: string): Promise<void> {
    await Promise.all(this.runs.filter((run) => run.pair === pair).map((run) => run.stop('interrupted')));
    this.sweeping.delete(pair);
  }

  /** Forgets a pair that is gone; its history went with it. */
  forget(pair: string): void {
    this.known.delete(pair);
    this.runs = this.runs.filter((run) => run.pair !== pair);
  }

  /** Ends all, and starts none any more. */
  async close(): Promise<void> {
    this.closed = true;
    this.sweeping.clear();
    await Promise.all(this.runs.map((run) => run.stop('interrupted')));
  }

  /** Takes up what earlier services wrote down of the pairs that are open. */
  private read(): void {
    for (const pair of this.histories.pairs()) {
      const history = this.known.has(pair) ? undefined : this.histories.of(pair);
      if (history === undefined) continue;
      try {
        this.takeUp(pair, history);
      } catch (caught) {
        // Its index cannot be read now, which the pair itself tells of: the others go on, and this one is tried again.
        if (!(caught instanceof SyncFailure)) throw caught;
      }
    }
  }

  private takeUp(pair: string, history: RestoreHistory): void {
    // One that began while the index could not be read is ours.
    const ours = new Set(this.runs.map(({ id }) => id));
    const before = history.all().filter(({ id }) => !ours.has(id));
    const runs = before.map((one) => {
      const record = settled(history, one);
      const run: RestoreRun = new RestoreRun({ pair, record, undoable: () => this.canUndo(run) });
      return run;
    });
    this.runs = [...runs, ...this.runs];
    this.known.add(pair);
    this.tidy(pair);
    this.sweep(pair);
  }

  private canUndo({ id, pair }: RestoreRun): boolean {
    const history = this.histories.of(pair);
    if (history === undefined) return this.undoable.has(id);
    const can = history.canUndo(id);
    if (can) this.undoable.add(id);
    else this.undoable.delete(id);
    return can;
  }

  /** Forgets what is too old or too much. */
  private tidy(pair: string): void {
    const history = this.histories.of(pair);
    let [kept, changes] = [0, 0];
    const gone = this.runs
      .filter((run) => run.pair === pair && !run.running)
      .toReversed()
      .filter((run) => {
        if (lapsed(run) || kept >= MOST_OVER || changes > MOST_CHANGES) return true;
        changes += history?.size(run.id) ?? 0;
        kept += 1;
        return kept > 1 && changes > MOST_CHANGES;
      });
    if (gone.length === 0) return;
    history?.forget(gone.map(({ id }) => id));
    this.runs = this.runs.filter((run) => !gone.includes(run));
    for (const { id } of gone) this.undoable.delete(id);
  }

  /** Gives back the room of what was forgotten, page by page, while the pair is open. */
  private sweep(pair: string): void {
    if (this.closed || this.sweeping.has(pair)) return;
    this.sweeping.add(pair);
    const pages = async (): Promise<void> => {
      do await turn();
      while (this.sweeping.has(pair) && this.histories.of(pair)?.sweep() === true);
      this.sweeping.delete(pair);
    };
    void pages();
  }
}

/** An undo goes back no further. */
function lapsed({ running, startedMs }: RestoreRun): boolean {
  return !running && startedMs < Date.now() - LONGEST_MS;
}

/** One that was under way when its service was killed is written down as what it came to. */
function settled(history: RestoreHistory, record: RestoreEntry): RestoreEntry {
  if (record.state !== 'running') return record;
  const report = history.reportOf(record.id);
  const interrupted: RestoreEntry = { ...record, state: 'interrupted', report };
  history.put(interrupted);
  return interrupted;
}
