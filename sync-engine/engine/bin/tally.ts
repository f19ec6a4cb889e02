import { fail, SyncFailure } from '../../core/error.ts';
import type { SyncErrorCode } from '../../core/error.ts';
import type { IndexChange } from '../../ports/index-store.ts';
import type { PairContext } from '../pair.ts';
import { forEachLimited } from '../pool.ts';
import type {
  RestoreChange,
  RestoreFailure,
  RestoreObstacle,
  RestoreReport,
  RestoreWatch,
} from '../recycle-bin.ts';
import { LANES } from './listing.ts';

/** Failures that would befall every other path too. */
const HOPELESS: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'aborted',
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
  'clock-skew',
  'bucket-missing',
  'disk-full',
  'root-missing',
  'root-replaced',
]);

/** Adds up what a restore did. One bad path never stalls the rest; what would befall all of them ends it. */
export class Tally {
  private readonly context: PairContext;
  private readonly watch: RestoreWatch;
  private readonly total: number;
  private readonly failures: RestoreFailure[] = [];
  private restoredCount = 0;
  private identicalCount = 0;
  private removedCount = 0;
  private bytes = 0;
  private notes: IndexChange[] = [];

  /** `total`: paths where something is to be done. */
  constructor(context: PairContext, watch: RestoreWatch, total: number) {
    this.context = context;
    this.watch = watch;
    this.total = total;
  }

  /** Puts on record what is about to be done, should nobody be there to hear of it; with `takesBack`, what an undo takes back by it. */
  attempts(change: RestoreChange, takesBack?: RestoreChange): void {
    this.watch.onAttempt?.({ ...change, maybe: true }, takesBack);
  }

  /** Puts on record what was done; right after it, for the next step may fail. */
  changed(change: RestoreChange): void {
    this.watch.onChange?.(change);
  }

  restored(path: string, size: number): void {
    this.restoredCount++;
    this.bytes += size;
    this.note(path, size);
    this.progress();
  }

  identical(): void {
    this.identicalCount++;
  }

  removed(): void {
    this.removedCount++;
    this.progress();
  }

  failed(path: string, why: RestoreObstacle): void {
    this.failures.push({ path, ...why });
    this.progress();
  }

  /** Does `work` for every item, several at a time. Rejects for bugs, cancellation and what concerns all paths. */
  async each<T extends { readonly path: string }>(
    items: readonly T[],
    work: (item: T) => Promise<void>,
  ): Promise<void> {
    let stop: { readonly caught: unknown } | undefined;
    await forEachLimited(items, LANES, async (item) => {
      if (stop !== undefined || this.context.signal.aborted) return;
      try {
        await work(item);
      } catch (caught) {
        if (!(caught instanceof SyncFailure) || HOPELESS.has(caught.error.code)) stop ??= { caught };
        else this.failed(item.path, { error: caught.error });
      }
    });
    if (stop !== undefined) throw stop.caught;
    if (this.context.signal.aborted) throw fail('aborted', 'cancelled');
  }

  report(): RestoreReport {
    return {
      restored: this.restoredCount,
      identical: this.identicalCount,
      removed: this.removedCount,
      bytes: this.bytes,
      failures: this.failures,
    };
  }

  /** Writes the activity down and tells what was done; called whether or not the restore came to its end. */
  end(): void {
    this.flush();
    this.watch.onEnd?.(this.report());
  }

  private flush(): void {
    noteInIndex(this.context, this.notes);
    this.notes = [];
  }

  private progress(): void {
    const done = this.restoredCount + this.removedCount + this.failures.length;
    this.watch.onProgress?.(done, this.total);
  }

  private note(path: string, size: number): void {
    const atMs = this.context.clock.now();
    this.notes.push({
      kind: 'activity',
      record: { atMs, action: 'restored', reason: 'restore', path, size },
    });
    if (this.notes.length >= 1_000) this.flush();
  }
}

/** Writes to the index what a restore would like it to know. An index that takes nothing now does not undo what was done. */
export function noteInIndex(context: PairContext, changes: readonly IndexChange[]): void {
  if (changes.length === 0) return;
  try {
    context.index.apply(changes, { durable: true });
  } catch (caught) {
    if (!(caught instanceof SyncFailure)) throw caught;
    context.log.warn({ code: caught.error.code }, `the index took no note: ${caught.error.message}`);
  }
}
