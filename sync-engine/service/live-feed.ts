import type { AppState, LiveEvent } from '../contract/api/index.ts';

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type LiveNews = DistributiveOmit<Exclude<LiveEvent, { type: 'snapshot' }>, 'seq'>;

/** Events kept for clients that were away for a moment. */
const KEPT = 1_000;

/** Numbers what happens, keeps the last of it, and gives every listener all of it in order. */
export class LiveFeed {
  private readonly snapshot: () => AppState;
  private readonly kept: LiveEvent[] = [];
  private readonly listeners = new Set<() => void>();
  private seq: number;

  /** Numbers begin with the time, so that those of an earlier run are never taken for ours. */
  constructor(snapshot: () => AppState, firstSeq = Date.now()) {
    this.snapshot = snapshot;
    this.seq = firstSeq;
  }

  publish(news: LiveNews): void {
    this.seq++;
    this.kept.push({ ...news, seq: this.seq });
    if (this.kept.length > KEPT) this.kept.splice(0, this.kept.length - KEPT);
    for (const wake of this.listeners) wake();
  }

  /**
   * What came after `since`, then everything as it happens, until `signal`. A listener that is behind by more than is kept
   * gets a snapshot instead of what it missed; so does one without `since`, or with a number of another run.
   */
  async *listen(since: number | undefined, signal: AbortSignal): AsyncGenerator<LiveEvent> {
    let at = since ?? -1;
    let woken = Promise.withResolvers<void>();
    const wake = (): void => woken.resolve();
    this.listeners.add(wake);
    signal.addEventListener('abort', wake, { once: true });
    try {
      while (!signal.aborted) {
        woken = Promise.withResolvers<void>();
        const oldest = this.kept[0]?.seq ?? this.seq + 1;
        if (at > this.seq || at + 1 < oldest) {
          at = this.seq;
          yield { type: 'snapshot', seq: at, state: this.snapshot() };
          continue;
        }
        const news = this.kept.slice(this.kept.length - (this.seq - at));
        for (const event of news) {
          if (signal.aborted) return;
          at = event.seq;
          yield event;
        }
        if (at === this.seq) await woken.promise;
      }
    } finally {
      this.listeners.delete(wake);
    }
  }
}
