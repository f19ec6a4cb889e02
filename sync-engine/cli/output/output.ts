import { styleText } from 'node:util';
import type { CliRecord } from '../../contract/events.ts';
import type { CliIo } from '../io.ts';
import { createProgressBar, type BarState } from './progress-bar.ts';

/**
 * What a command says. Answers go to stdout: text for people, or with `--json` one record a line. What is going on goes to
 * stderr, so that an answer can be piped.
 */
export interface Output {
  readonly json: boolean;
  readonly verbose: boolean;
  /** One piece of the answer: the record with `--json`, else the text (nothing when there is none for people). */
  emit(record: CliRecord, text?: string): void;
  /** Resolves once whoever reads the answer has caught up: for answers without end, which would pile up in memory. */
  readOn(): Promise<void>;
  /** Part of the answer that is for people only. */
  line(text?: string): void;
  /** What is going on, for people only; silent with `--quiet`. */
  note(text: string): void;
  /** The same, but said with `--quiet` and `--json` too. */
  warn(text: string): void;
  progress(label: string, state: BarState): void;
  clearProgress(): void;
  /** Coloured where the terminal is, and NO_COLOR is not set. */
  paint(style: Style, text: string): string;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

export function createOutput(io: CliIo, options: OutputOptions): Output {
  const { json, quiet, verbose } = options;
  const bar = createProgressBar(io.stderr, io.env);
  const coloured = wantsColour(io);
  const write = (stream: CliIo['stdout'], text: string): void => {
    bar.clear();
    stream.write(`${text}\n`);
  };
  return {
    json,
    verbose,
    emit(record, text) {
      if (json) write(io.stdout, JSON.stringify(record));
      else if (text !== undefined) write(io.stdout, text);
    },
    async readOn() {
      const { stdout } = io;
      if (!stdout.writableNeedDrain || stdout.destroyed) return;
      await new Promise<void>((done) => {
        const goOn = (): void => {
          for (const event of CAUGHT_UP) stdout.off(event, goOn);
          done();
        };
        for (const event of CAUGHT_UP) stdout.on(event, goOn);
      });
    },
    line(text = '') {
      if (!json) write(io.stdout, text);
    },
    note(text) {
      if (!quiet && !json) write(io.stderr, text);
    },
    warn: (text) => write(io.stderr, text),
    progress(label, state) {
      if (!quiet && !json) bar.update(label, state);
    },
    clearProgress: () => bar.clear(),
    paint: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
  };
}

/** A reader that went away never asks for more. */
const CAUGHT_UP = ['drain', 'close', 'error'] as const;

/** NO_COLOR (https://no-color.org) set to anything but the empty string turns colour off. */
function wantsColour({ env, stdout, stderr }: CliIo): boolean {
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  return stderr.isTTY === true && 'isTTY' in stdout && stdout.isTTY === true;
}
