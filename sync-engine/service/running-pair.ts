import type { ActivityRow, ErrorInfo, PairState } from '../contract/api/index.ts';
import { NO_REQUESTS, type Meter } from '../contract/api/state.ts';
import type { PairConfig } from '../contract/config.ts';
import { errorText, isSyncErrorCode } from '../contract/error-text.ts';
import { describeError } from '../contract/events.ts';
import {
  fail,
  openPair,
  toSyncError,
  type ActivityQuery,
  type ActivityRecord,
  type EngineEvent,
  type Home,
  type HostParts,
  type PairEngine,
  type RestoreHistory,
  type Session,
  type SyncError,
} from '../index.ts';
import { activityRow } from './activity-row.ts';
import { historyBeside, lastKnown, type LastKnown } from './beside.ts';
import type { RunningPair } from './context.ts';
import { bothMeters } from './meters.ts';
import { TransferList } from './transfer-list.ts';

export interface PairNews {
  /** The state changed; told 4 times a second at most, and at once when what is done changes. */
  changed(state: PairState): void;
  /** Newest first. */
  happened(rows: readonly ActivityRow[]): void;
}

export interface PairHostOptions {
  readonly home: Home;
  readonly config: PairConfig;
  readonly parts: HostParts;
  readonly news: PairNews;
  /** The host that kept the pair in step until now, with other settings; closed. */
  readonly before?: PairHost | undefined;
}

/** Progress is told no more often (milliseconds). Source: the contract. */
const TELL_MS = 250;
/** A pair that could not be opened is tried again after this long (milliseconds). */
const REOPEN_MS = 15_000;
const SHOWN_TRANSFERS = 8;
/** Of what happened since the last time no more is told at once: whoever wants the rest asks for it by the page. */
const TOLD_ROWS = 200;
/** Node's timers hold no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One pair, opened and kept in step, and what it does told as it happens. */
export class PairHost implements RunningPair {
  readonly config: PairConfig;
  private readonly options: PairHostOptions;
  private opened: PairEngine | undefined;
  private session: Session | undefined;
  /** Of the engine that is open, or was last; of the index, where none was. */
  private known: LastKnown | undefined;
  private fault: SyncError = { code: 'aborted', message: 'the pair is being opened' };
  private doing: PairState['activity'] = 'starting';
  private progress: PairState['progress'];
  private readonly transfers = new TransferList();
  private halted: SyncError | undefined;
  private settled = false;
  private pausedUntil: PairConfig['paused'];
  /** The schedule has it rest, and nobody said otherwise since. */
  private scheduledRest = false;
  private pauseTimer: NodeJS.Timeout | undefined;
  private reopenTimer: NodeJS.Timeout | undefined;
  private tellTimer: NodeJS.Timeout | undefined;
  /** Up to where activity is told: a millisecond, and how many rows of it. */
  private told: { readonly atMs: number; readonly rows: number };
  /** What engines of this pair asked for before the one that is open. */
  private spent: Meter;
  /** Nothing new is begun any more. */
  private retired = false;
  private closed = false;
  private opening: Promise<void> = Promise.resolve();

  constructor(options: PairHostOptions) {
    this.options = options;
    this.config = options.config;
    this.pausedUntil = options.config.paused;
    this.told = { atMs: Date.now(), rows: 0 };
    this.scheduledRest = options.before?.scheduledRest ?? false;
    this.spent = options.before?.spent ?? NO_REQUESTS;
    this.known = options.before?.known;
  }

  /** Opens the pair and starts to keep it in step. A failure is kept for `engine()` and `state()`, and tried again later. */
  open(): Promise<void> {
    clearTimeout(this.reopenTimer);
    // One that broke is put down first.
    this.opening = this.opening.then(() => this.openNow());
    return this.opening;
  }

  private async openNow(): Promise<void> {
    const { home, parts } = this.options;
    if (this.closed) return;
    try {
      const engine = await openPair(home, this.config, parts);
      if (this.closed) return await engine.close();
      this.opened = engine;
      this.doing = 'resting';
      this.goOnOrRest();
    } catch (caught) {
      this.fault = toSyncError(caught);
      this.known ??= await lastKnown(home, this.config);
      this.doing = 'stopped';
      if (!this.closed) this.reopenTimer = setTimeout(() => void this.open(), REOPEN_MS);
    }
    this.tell(true);
  }

  /** Before it is closed: whoever asks for the engine from now on is refused, and a pause or its end changes nothing. */
  retire(): void {
    this.retired = true;
    clearTimeout(this.pauseTimer);
  }

  engine(): PairEngine {
    if (this.retired) throw fail('aborted', 'the pair is being closed');
    if (this.opened === undefined) {
      const { code, message, ...details } = this.fault;
      throw fail(code, message, details);
    }
    return this.opened;
  }

  state(): PairState {
    const { id, name, folder, bucket, prefix, recycle, mode, account, limits } = this.config;
    const status = this.opened?.status();
    this.known = status ?? this.known;
    const lastSyncMs = this.known?.lastSyncMs;
    const fault = this.doing === 'stopped' ? this.fault : this.halted;
    const haltedCode = status?.halted;
    return {
      id,
      name,
      folder,
      bucket,
      prefix,
      recycle: { ...recycle },
      mode,
      ...(account.endpoint === undefined ? {} : { endpoint: account.endpoint }),
      credentials: account.credentials.kind,
      activity: this.doing,
      ...(typeof this.pausedUntil === 'number' ? { pausedUntilMs: this.pausedUntil } : {}),
      ...(this.doing === 'paused' ? { pausedBy: this.pausedUntil === undefined ? 'schedule' : 'user' } : {}),
      ...(limits === undefined ? {} : { limits: { ...limits } }),
      ...(this.progress === undefined ? {} : { progress: this.progress }),
      transfers: this.transfers.first(SHOWN_TRANSFERS),
      files: this.known?.files ?? 0,
      bytes: this.known?.bytes ?? 0,
      conflicts: status?.conflicts ?? 0,
      blocked: status?.blocked ?? 0,
      failed: status?.failed ?? 0,
      held: status?.held ?? 0,
      ...haltOf(fault, haltedCode),
      ...(lastSyncMs === undefined ? {} : { lastSyncMs }),
      settled: this.settled,
      meter: this.meter(),
    };
  }

  restores(): RestoreHistory | undefined {
    return this.opened?.restores;
  }

  activity(query: ActivityQuery): readonly ActivityRecord[] {
    return this.opened?.activity(query) ?? [];
  }

  async history(query: ActivityQuery): Promise<readonly ActivityRecord[]> {
    return this.opened?.activity(query) ?? historyBeside(this.options.home, this.config, query);
  }

  pause(untilMs?: number): void {
    this.pausedUntil = untilMs ?? 'always';
    this.goOnOrRest();
    this.tell(true);
  }

  resume(): void {
    this.pausedUntil = undefined;
    this.scheduledRest = false;
    this.goOnOrRest();
    this.tell(true);
  }

  rest(on: boolean): void {
    this.scheduledRest = on;
    this.goOnOrRest();
    this.tell(true);
  }

  wake(): void {
    if (this.doing !== 'stopped') return this.session?.wake();
    this.doing = 'starting';
    this.tell(true);
    void this.open();
  }

  async close(): Promise<void> {
    this.retire();
    this.closed = true;
    clearTimeout(this.reopenTimer);
    clearTimeout(this.tellTimer);
    // One that is being opened sees that it is closed, and lets go of the index.
    await this.opening;
    await this.session?.stop().catch(() => undefined);
    await this.opened?.close();
    this.putAway();
  }

  private meter(): Meter {
    return this.opened === undefined ? this.spent : bothMeters(this.spent, this.opened.meter());
  }

  /** Lets go of the engine; what it asked for still counts. */
  private putAway(): void {
    this.spent = this.meter();
    this.opened = undefined;
  }

  private begin(): void {
    this.session = this.engine().run({
      onEvent: (event) => this.hear(event),
      onReport: (report) => {
        this.halted = report.halted;
        this.settled = true;
        this.progress = undefined;
        this.transfers.clear();
        this.tell(true);
      },
    });
    // A session ends by itself only for a bug: said, and begun anew like a pair that could not be opened.
    this.session.ended.catch((caught: unknown) => this.broke(caught));
  }

  /** Puts the pair down with what went wrong, and opens it anew later. */
  private broke(caught: unknown): void {
    const { session, opened } = this;
    this.session = undefined;
    this.putAway();
    this.fault = toSyncError(caught);
    this.doing = 'stopped';
    this.settled = false;
    const down = Promise.allSettled([session?.stop()]).then(() => opened?.close());
    this.opening = down.catch(() => undefined);
    clearTimeout(this.reopenTimer);
    if (!this.closed) this.reopenTimer = setTimeout(() => void this.open(), REOPEN_MS);
    this.tell(true);
  }

  private goOnOrRest(): void {
    if (this.retired) return;
    clearTimeout(this.pauseTimer);
    const leftMs = typeof this.pausedUntil === 'number' ? this.pausedUntil - Date.now() : undefined;
    if (leftMs !== undefined && leftMs <= 0) this.pausedUntil = undefined;
    else if (leftMs !== undefined) {
      this.pauseTimer = setTimeout(() => this.goOnOrRest(), Math.min(leftMs, LONGEST_TIMER_MS));
    }
    if (this.opened === undefined) return;
    if (this.pausedUntil === undefined && !this.scheduledRest) this.goOn();
    else this.putDown();
  }

  private putDown(): void {
    this.session?.pause();
    this.doing = 'paused';
    this.settled = false;
    this.progress = undefined;
    this.transfers.clear();
  }

  private goOn(): void {
    if (this.doing === 'paused') this.doing = 'resting';
    if (this.session === undefined) this.begin();
    else if (this.session.paused) this.session.resume();
    this.tell(true);
  }

  private hear(event: EngineEvent): void {
    if (this.doing === 'paused') return;
    if (event.type === 'phase') {
      const began = this.doing !== event.phase;
      this.doing = event.phase;
      if (event.phase === 'resting') this.progress = undefined;
      return this.tell(began);
    }
    if (event.type === 'progress') this.progress = event.progress;
    this.transfers.hear(event);
    this.tell(false);
  }

  /** Tells now, or within a quarter of a second together with what else happens until then. */
  private tell(now: boolean): void {
    if (this.closed) return;
    if (!now) {
      this.tellTimer ??= setTimeout(() => this.tell(true), TELL_MS);
      return;
    }
    clearTimeout(this.tellTimer);
    this.tellTimer = undefined;
    try {
      this.tellActivity();
      this.options.news.changed(this.state());
    } catch (caught) {
      // The index cannot be read (a disk that failed): nothing else of this pair can go on either.
      if (this.opened === undefined) throw caught;
      this.broke(caught);
    }
  }

  private tellActivity(): void {
    const newest = this.opened?.activity({ limit: TOLD_ROWS }) ?? [];
    const since = newest.filter(({ atMs }) => atMs >= this.told.atMs);
    // Rows come newest first: of the millisecond that was told in part, the last ones are those that were.
    const sameMs = since.filter(({ atMs }) => atMs === this.told.atMs).length;
    const rows = since.slice(0, since.length - Math.min(sameMs, this.told.rows));
    const [first] = rows;
    if (first === undefined) return;
    this.told = { atMs: first.atMs, rows: since.filter(({ atMs }) => atMs === first.atMs).length };
    this.options.news.happened(rows.map((row) => activityRow(this.config.id, row)));
  }
}

function haltOf(fault: SyncError | undefined, stored: string | undefined): { readonly halted?: ErrorInfo } {
  if (fault !== undefined) return { halted: describeError(fault) };
  if (stored === undefined || !isSyncErrorCode(stored)) return {};
  return { halted: { code: stored, ...errorText({ code: stored, message: stored }) } };
}
