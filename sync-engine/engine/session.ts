import { SyncFailure } from '../core/error.ts';
import type { SyncErrorCode } from '../core/error.ts';
import type { WatchListener, Watcher, Watching } from '../ports/watcher.ts';
import type { RunOptions, Session } from './engine.ts';
import type { SyncReport } from './pair.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** What a session asks of its pair. */
export interface SessionWork {
  /** A whole look at both sides. */
  whole(signal: AbortSignal): Promise<SyncReport>;
  /** A look at some local paths. */
  partial(paths: ReadonlySet<string>, signal: AbortSignal): Promise<SyncReport>;
  /** True when the bucket no longer is what the baseline says, or something waits that only a whole look takes up. */
  remoteMoved(signal: AbortSignal): Promise<boolean>;
  /** Milliseconds until the first failed path is due again; undefined when none has failed. */
  retryInMs(): number | undefined;
}

export interface SessionTiming {
  /** Between two polls of the bucket, milliseconds: short while things happen, longer when nothing does. */
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  /** Between two whole looks, milliseconds: watch events are hints, the scan is the truth. */
  readonly rescanMs: number;
}

export interface SessionParts {
  readonly root: string;
  readonly watcher: Watcher;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: SessionTiming;
  readonly work: SessionWork;
}

/** Events that come in a burst are taken up together, once none has come for this long (milliseconds). */
const SETTLE_MS = 200;
/** A burst that does not end is taken up after this long all the same (milliseconds). */
const SETTLE_MOST_MS = 2_000;
/** Above this many paths a whole look is cheaper than many small ones. */
const MOST_PATHS = 2_000;
const POLL_GROWTH = 1.5;
/** Halts after which the folder, once it is back, may be another one than is watched. */
const FOLDER_LOST: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'root-missing',
  'root-replaced',
  'local-denied',
]);

/** Keeps one pair in step: watches, polls, rescans, and works off what they turn up, one thing at a time. */
export class PairSession implements Session {
  readonly ended: Promise<void>;
  private readonly parts: SessionParts;
  private readonly options: RunOptions;
  private readonly stopping = new AbortController();
  private current: AbortController | undefined;
  private watching: Watching | undefined;
  private readonly dirty = new Set<string>();
  private dirtySince = 0;
  private lastEvent = 0;
  private wholeWanted = true;
  private isPaused = false;
  /** The folder was not there, or another one, when it was looked at last. */
  private folderLost = false;
  /** The last try failed as a whole; the next one has its time. */
  private retrying = false;
  private pollMs: number;
  private nextPoll = 0;
  private nextScan = 0;
  private wakeUp: () => void = () => undefined;

  constructor(parts: SessionParts, options: RunOptions) {
    this.parts = parts;
    this.options = options;
    this.pollMs = parts.timing.pollMinMs;
    options.signal?.addEventListener('abort', () => this.halt(), { once: true });
    if (options.signal?.aborted === true) this.halt();
    this.ended = this.loop();
  }

  get paused(): boolean {
    return this.isPaused;
  }

  pause(): void {
    this.isPaused = true;
    this.current?.abort();
  }

  resume(): void {
    this.isPaused = false;
    this.wake();
  }

  wake(): void {
    this.wholeWanted = true;
    this.wakeUp();
  }

  async stop(): Promise<void> {
    this.halt();
    await this.ended;
  }

  private halt(): void {
    this.stopping.abort();
    this.current?.abort();
    this.wakeUp();
  }

  private async loop(): Promise<void> {
    try {
      while (!this.stopping.signal.aborted) {
        await this.watch();
        await this.untilSomethingIsDue();
        if (this.stopping.signal.aborted) break;
        if (!this.isPaused) await this.turn();
      }
    } finally {
      await this.watching?.close();
    }
  }

  /** Starts watching, or tries again after a failure: a folder that went away takes its watch with it. */
  private async watch(): Promise<void> {
    if (this.watching !== undefined) return;
    const listener: WatchListener = {
      changed: (path) => this.hint(path),
      overflow: (reason) => {
        this.parts.log.warn({ reason }, 'watch events may be lost; looking at everything');
        this.wake();
      },
    };
    try {
      this.watching = await this.parts.watcher.watch(this.parts.root, listener);
      // Nobody told of what happened before. A try that waits for its time looks at everything then, and must not be hurried.
      if (!this.retrying) this.wholeWanted = true;
    } catch (error) {
      this.parts.log.warn({ error: String(error) }, 'cannot watch the folder; it is looked at by the clock');
    }
  }

  private hint(path: string): void {
    const now = this.parts.clock.monotonic();
    if (this.dirty.size === 0) this.dirtySince = now;
    this.lastEvent = now;
    this.dirty.add(path);
    if (this.dirty.size === 1) this.wakeUp();
  }

  private async untilSomethingIsDue(): Promise<void> {
    for (;;) {
      if (this.stopping.signal.aborted) return;
      const wait = this.isPaused ? this.parts.timing.pollMaxMs : this.msUntilDue();
      if (wait <= 0) return;
      await this.rest(wait);
    }
  }

  private msUntilDue(): number {
    if (this.wholeWanted) return 0;
    const now = this.parts.clock.monotonic();
    const timers = [this.nextPoll - now, this.nextScan - now];
    if (this.dirty.size > 0) {
      timers.push(Math.min(this.lastEvent + SETTLE_MS, this.dirtySince + SETTLE_MOST_MS) - now);
    }
    return Math.min(...timers);
  }

  /** Sleeps, unless woken. */
  private async rest(ms: number): Promise<void> {
    const alarm = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.wakeUp = resolve;
    });
    // The sleep is cut short by the wake-up, and then rejects: that is how it is meant to end.
    await Promise.race([woken, this.parts.clock.sleep(ms, alarm.signal).catch(() => undefined)]);
    this.wakeUp = () => undefined;
    alarm.abort();
  }

  /** Does the most thorough thing that is due. */
  private async turn(): Promise<void> {
    const { clock, timing, work } = this.parts;
    this.current = new AbortController();
    const { signal } = this.current;
    const now = clock.monotonic();
    try {
      if (this.wholeWanted || now >= this.nextScan || this.dirty.size > MOST_PATHS) {
        this.wholeWanted = false;
        this.dirty.clear();
        this.settle(await work.whole(signal), true);
      } else if (this.dirty.size > 0 && now < this.nextPoll) {
        // Not ahead of a poll that is due: events may go on and on.
        const paths = new Set(this.dirty);
        this.dirty.clear();
        this.settle(await work.partial(paths, signal), false);
      } else if (await work.remoteMoved(signal)) {
        this.wholeWanted = true;
        this.pollMs = timing.pollMinMs;
      } else {
        this.pollMs = Math.min(timing.pollMaxMs, this.pollMs * POLL_GROWTH);
        this.nextPoll = clock.monotonic() + this.pollMs;
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.current = undefined;
    }
  }

  private settle(report: SyncReport, whole: boolean): void {
    const { clock, timing } = this.parts;
    const now = clock.monotonic();
    const moved = report.uploaded + report.downloaded + report.recycled + report.trashed + report.renamed > 0;
    if (moved) this.pollMs = timing.pollMinMs;
    if (whole) {
      this.nextScan = now + timing.rescanMs;
      this.nextPoll = now + this.pollMs;
    }
    const lost = report.halted !== undefined && FOLDER_LOST.has(report.halted.code);
    // Back again: what was watched meanwhile may be what lies under a mount point.
    if (lost || this.folderLost) this.watchAnew();
    this.folderLost = lost;
    // A failure without a path is that of the sync as a whole: no problem in the index has it tried again.
    const unsettled = report.failures.some(({ path }) => path === undefined);
    if (report.halted !== undefined || unsettled) this.tryAgainLater();
    else {
      this.retrying = false;
      this.retryInTime();
    }
    this.options.onReport?.(report);
  }

  private failed(error: unknown): void {
    if (!(error instanceof SyncFailure)) throw error;
    // Cancelled by `pause` or `stop`: what was not finished is looked for again.
    if (error.error.code === 'aborted') {
      this.wholeWanted = true;
      return;
    }
    this.parts.log.warn({ code: error.error.code }, error.error.message);
    this.tryAgainLater();
  }

  /** Looks again soon at first, then less and less often, but never stops. */
  private tryAgainLater(): void {
    const { clock, timing } = this.parts;
    this.retrying = true;
    this.nextScan = clock.monotonic() + this.pollMs;
    this.nextPoll = this.nextScan;
    this.pollMs = Math.min(timing.pollMaxMs, this.pollMs * POLL_GROWTH);
  }

  /** Has failed paths looked at when they are due; no sooner than the bucket would be polled. */
  private retryInTime(): void {
    const { clock, timing, work } = this.parts;
    const dueMs = work.retryInMs();
    if (dueMs === undefined) return;
    this.nextScan = Math.min(this.nextScan, clock.monotonic() + Math.max(dueMs, timing.pollMinMs));
  }

  private watchAnew(): void {
    const { watching } = this;
    this.watching = undefined;
    watching
      ?.close()
      .catch((error: unknown) => this.parts.log.warn({ error: String(error) }, 'closing a watch failed'));
  }
}
