import { setTimeout as sleep } from 'node:timers/promises';
import type { TrashListing } from '../../../contract/api/index.ts';
import { describeError } from '../../../contract/events.ts';
import {
  hasCode,
  SyncFailure,
  toSyncError,
  type Retention,
  type SyncError,
  type TrashIndex,
  type TrashIndexRow,
  type TrashRow,
} from '../../../index.ts';
import type { RunningPair } from '../../context.ts';

/** Entries that go to the index at once, and the longest that fewer wait, milliseconds. */
const BATCH = 5_000;
const BATCH_MS = 1_000;
/** Progress is told no more often (milliseconds). Source: the contract. */
const TELL_MS = 250;
const DAY_MS = 86_400_000;

/** The trash of one pair as the app shows it: the local copy of its list, kept up to date by listings that all callers share. */
export class TrashShelf {
  readonly index: TrashIndex;
  private readonly pair: () => RunningPair;
  private readonly closing = new AbortController();
  private running: Promise<void> | undefined;
  /** A listing was asked for while one was under way that may have been past it already. */
  private again = false;
  private failure: SyncError | undefined;
  /** Undefined: not known yet; null: no rule. */
  private days: number | null | undefined;

  constructor(index: TrashIndex, pair: () => RunningPair) {
    this.index = index;
    this.pair = pair;
  }

  async listing(): Promise<TrashListing> {
    const { entries, bytes, listedAtMs } = await this.index.summary();
    return {
      state: this.stateNow(listedAtMs),
      entries,
      bytes,
      ...(listedAtMs === undefined ? {} : { listedAtMs }),
      ...(this.failure === undefined || this.running !== undefined
        ? {}
        : { error: describeError(this.failure) }),
    };
  }

  /** Lists the bucket again, or joins the listing that is under way, and tells how it goes; ends with `ready` or `failed`. */
  async *refresh(signal: AbortSignal): AsyncGenerator<TrashListing> {
    void this.list();
    while (!signal.aborted) {
      const listing = await this.listing();
      yield listing;
      if (listing.state === 'ready' || listing.state === 'failed') return;
      await Promise.race([this.running, sleep(TELL_MS, undefined, { ref: false })]);
    }
  }

  /**
   * The earliest that any file of the pair is known of, wherever its versions are now, on whichever device it began; milliseconds since
   * the epoch. Undefined while the list is not whole, the pair not open or never synced, or some of it not tracked here:
   * then it may lie further back.
   */
  async knownSinceMs(): Promise<number | undefined> {
    const { listedAtMs } = await this.index.summary();
    if (listedAtMs === undefined || this.pair().state().lastSyncMs === undefined) return undefined;
    try {
      const known = this.pair().engine().oldestMs();
      return known === undefined ? undefined : Math.min(known, (await this.index.oldestMs()) ?? known);
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
      return undefined;
    }
  }

  /** Has the list made anew behind everybody's back: the recycle bucket was changed from here. */
  relist(): void {
    if (this.closing.signal.aborted) return;
    if (this.running === undefined) void this.list();
    else this.again = true;
  }

  /** When a rule of the bucket, the soonest, removes what was deleted then; undefined without one, or while none is known. */
  expiresAtMs(deletedAtMs: number): number | undefined {
    return typeof this.days === 'number' ? deletedAtMs + this.days * DAY_MS : undefined;
  }

  /** Whether what was deleted is in the folder again; nobody knows while the pair is not open. */
  isBack({ path, reason }: Pick<TrashIndexRow, 'path' | 'reason'>): boolean {
    if (reason !== 'd') return false;
    try {
      return this.pair().engine().bin.isBack(path);
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
      return false;
    }
  }

  /** Takes up what is known of the retention rule. */
  retentionIs({ expiry }: Retention): void {
    this.days = expiry?.days ?? null;
  }

  /** Asks for the retention rule, once; who may not see it goes without. Never rejects: callers do not wait for it. */
  async learnRetention(): Promise<void> {
    if (this.days !== undefined) return;
    this.days = null;
    try {
      this.retentionIs(await this.pair().engine().bin.retention(this.closing.signal));
    } catch (caught) {
      if (!hasCode(caught, 'access-denied')) this.days = undefined;
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
    await this.index.end();
  }

  private stateNow(listedAtMs: number | undefined): TrashListing['state'] {
    if (this.running !== undefined) return 'listing';
    if (this.failure !== undefined) return 'failed';
    return listedAtMs === undefined ? 'empty' : 'ready';
  }

  /** Never rejects: how it ended is in the listing. */
  private list(): Promise<void> {
    this.running ??= this.listUntilDone();
    return this.running;
  }

  private async listUntilDone(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.listAll();
        this.failure = undefined;
      } catch (caught) {
        this.failure = toSyncError(caught);
      }
    } while (this.again && !this.closing.signal.aborted);
    this.running = undefined;
  }

  private async listAll(): Promise<void> {
    const { signal } = this.closing;
    const { bin } = this.pair().engine();
    this.days = undefined;
    const [{ devices: known }] = await Promise.all([this.index.summary(), this.learnRetention()]);
    const writer = await this.index.beginListing();
    try {
      let batch: TrashRow[] = [];
      let flushedMs = performance.now();
      for await (const row of bin.list({ signal })) {
        batch.push(row);
        if (batch.length < BATCH && performance.now() - flushedMs < BATCH_MS) continue;
        await writer.add(batch);
        batch = [];
        flushedMs = performance.now();
      }
      await writer.add(batch);
      // A device's name expires with the entries; what was known once stays known.
      const devices = { ...known, ...(await bin.devices(signal)) };
      await writer.finish({ listedAtMs: Date.now(), devices });
    } catch (caught) {
      await writer.giveUp();
      throw caught;
    }
  }
}
