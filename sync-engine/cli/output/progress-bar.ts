import { formatBytes, formatDuration } from './format.ts';
import type { CliIo } from '../io.ts';

/** Absolute totals of the work at hand; the engine's progress has this shape. */
export interface BarState {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** 0 while unknown. */
  readonly bytesPerSecond: number;
  /** The rate was measured for long enough to tell by it how long the rest takes. */
  readonly steady: boolean;
}

/** One line on a terminal that is drawn over again; elsewhere a line now and then, so that logs stay readable. */
export interface ProgressBar {
  update(label: string, state: BarState): void;
  /** Takes the line away, before something else is written and at the end. */
  clear(): void;
}

/** Redrawing more often is flicker. */
const REDRAW_MS = 100;
const BAR_WIDTH = 24;
const ERASE_LINE = '\r\u001b[2K';

export function createProgressBar(stream: CliIo['stderr'], env: CliIo['env']): ProgressBar {
  return stream.isTTY === true && env['TERM'] !== 'dumb' ? terminalBar(stream) : plainLines(stream);
}

function terminalBar(stream: CliIo['stderr']): ProgressBar {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let visible = false;
  return {
    update(label, state) {
      const now = performance.now();
      if (now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      visible = true;
      stream.write(ERASE_LINE + barText(label, state).slice(0, (stream.columns ?? 80) - 1));
    },
    clear() {
      if (visible) stream.write(ERASE_LINE);
      visible = false;
    },
  };
}

/** Transfers below both of these are over before anybody asks how far they are. */
const WORTH_BYTES = 8 * 1024 * 1024;
const WORTH_FILES = 500;

/** A line for every quarter of larger transfers. */
function plainLines(stream: CliIo['stderr']): ProgressBar {
  let quarter = 0;
  return {
    update(label, state) {
      if (state.bytesTotal < WORTH_BYTES && state.filesTotal < WORTH_FILES) return;
      const now = Math.floor(shareDone(state) * 4);
      if (now > quarter) stream.write(`${barText(label, state)}\n`);
      quarter = now;
    },
    clear() {},
  };
}

/** `photos  [#####-----]  42 %  12/30 files  3.2/9.9 MiB  1.1 MiB/s  6.1 s left` */
export function barText(label: string, state: BarState): string {
  const share = shareDone(state);
  const filled = Math.round(share * BAR_WIDTH);
  const rate = state.bytesPerSecond;
  const left = Math.max(0, state.bytesTotal - state.bytesDone);
  return [
    label,
    `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`,
    `${Math.floor(share * 100)} %`.padStart(5),
    `${state.filesDone}/${state.filesTotal} files`,
    `${formatBytes(state.bytesDone)} of ${formatBytes(state.bytesTotal)}`,
    ...(rate > 0 ? [`${formatBytes(rate)}/s`] : []),
    ...(rate > 0 && state.steady ? [`${formatDuration((left / rate) * 1000)} left`] : []),
  ].join('  ');
}

/** Bytes tell it better than files, but ten thousand empty files are work too. */
function shareDone({ filesDone, filesTotal, bytesDone, bytesTotal }: BarState): number {
  const total = bytesTotal > 0 ? bytesTotal : filesTotal;
  const done = bytesTotal > 0 ? bytesDone : filesDone;
  return total === 0 ? 1 : Math.min(1, done / total);
}
