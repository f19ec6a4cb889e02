import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { destination as openDestination, pino, type Logger } from 'pino';
import type { Log, LogFields } from '../../ports/log.ts';
import { prettyLine } from './pretty.ts';
import { maskPatterns, redactFields, ValueMask } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface PinoLogOptions {
  readonly level: LogLevel;
  readonly destination: 'stderr' | { readonly file: string };
  /** Text for people rather than JSON. */
  readonly pretty?: boolean;
}

export interface PinoLog extends Log {
  /** From now on masks these values wherever they turn up in a line; for this log and all its children. */
  redactValues(values: readonly string[]): void;
  close(): void;
}

/** Lines that could not be written are kept up to this (bytes); later ones are dropped. */
const MOST_KEPT = 1024 * 1024;

/**
 * JSON lines on stderr or in a file (only its owner may read it; appended to). Lines are written at once, so that a crash loses
 * none. Secrets are masked: in fields by name, in text by pattern, everywhere by known value.
 */
export function createPinoLog({ level, destination, pretty = false }: PinoLogOptions): PinoLog {
  const known = new ValueMask();
  if (destination !== 'stderr') mkdirSync(path.dirname(destination.file), { recursive: true, mode: 0o700 });
  const sink = openDestination(
    destination === 'stderr'
      ? { dest: 2, sync: true }
      : { dest: destination.file, append: true, mode: 0o600, sync: true, maxLength: MOST_KEPT },
  );
  // A full disk, say, is told where it matters; without a listener it would end the process. What is not written yet is tried again.
  sink.on('error', () => undefined);
  const logger = pino(
    { level, base: null },
    {
      write(line: string) {
        const masked = known.mask(line);
        sink.write(pretty ? prettyLine(masked) : masked);
      },
    },
  );
  return {
    ...wrap(logger),
    redactValues: (values) => known.add(values),
    close() {
      sink.flushSync();
      if (destination !== 'stderr') sink.end();
    },
  };
}

function wrap(logger: Logger): Log {
  // The level is asked first: most debug lines are never written, and should not be copied either.
  const write = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: LogFields, message: string) => {
    if (logger.isLevelEnabled(level)) logger[level](redactFields(fields), maskPatterns(message));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => wrap(logger.child(redactFields(fields))),
  };
}
