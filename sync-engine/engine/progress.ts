import type { Clock } from '../ports/clock.ts';
import type { EngineEvent, Progress } from './pair.ts';

/** At most four progress events a second: more than that no eye can follow. Source: issue 3's contract. */
const EVERY_MS = 250;
/** The rate looks back over this long, so that it is steady and still follows a change (milliseconds). */
const WINDOW_MS = 5_000;

/** Adds up what a cycle has moved, and tells about it with absolute totals. */
export class ProgressMeter {
  private readonly clock: Clock;
  private readonly emit: (event: EngineEvent) => void;
  private filesDone = 0;
  private filesTotal = 0;
  private bytesDone = 0;
  private bytesTotal = 0;
  private lastEmit = Number.NEGATIVE_INFINITY;
  private startedAt: number | undefined;
  private samples: { readonly at: number; readonly bytes: number }[] = [];

  constructor(clock: Clock, emit: (event: EngineEvent) => void) {
    this.clock = clock;
    this.emit = emit;
  }

  expect(files: number, bytes: number): void {
    this.filesTotal += files;
    this.bytesTotal += bytes;
    this.tell(true);
  }

  /** Counts bytes moved; negative when a failed try's bytes have to be moved again. */
  moved(bytes: number): void {
    this.bytesDone += bytes;
    this.tell(false);
  }

  fileDone(): void {
    this.filesDone++;
    this.tell(this.filesDone === this.filesTotal);
  }

  private tell(now: boolean): void {
    const at = this.clock.monotonic();
    if (!now && at - this.lastEmit < EVERY_MS) return;
    this.lastEmit = at;
    this.startedAt ??= at;
    this.samples.push({ at, bytes: this.bytesDone });
    while (this.samples.length > 2 && at - (this.samples[0]?.at ?? at) > WINDOW_MS) this.samples.shift();
    this.emit({ type: 'progress', progress: this.snapshot(at) });
  }

  private snapshot(at: number): Progress {
    const first = this.samples[0];
    const seconds = first === undefined ? 0 : (at - first.at) / 1000;
    const rate = seconds > 0 ? Math.max(0, (this.bytesDone - (first?.bytes ?? 0)) / seconds) : 0;
    const { filesDone, filesTotal, bytesDone, bytesTotal } = this;
    const steady = at - (this.startedAt ?? at) >= WINDOW_MS;
    return { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond: Math.round(rate), steady };
  }
}
