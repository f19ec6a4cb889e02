import type { Log, LogFields } from '../../ports/log.ts';
import { maskPatterns, redactFields } from '../log/redact.ts';

export interface LogRecord {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: LogFields;
  readonly message: string;
}

export interface MemoryLog extends Log {
  /** Oldest first, children's included. */
  readonly records: readonly LogRecord[];
}

/** Keeps what is logged, redacted as the real log does, for tests to look at. */
export function createMemoryLog(): MemoryLog {
  const records: LogRecord[] = [];
  return { ...logInto(records, {}), records };
}

function logInto(records: LogRecord[], bound: LogFields): Log {
  const write = (level: LogRecord['level']) => (fields: LogFields, message: string) => {
    records.push({ level, fields: redactFields({ ...bound, ...fields }), message: maskPatterns(message) });
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => logInto(records, { ...bound, ...fields }),
  };
}
