/** Structured logging. Implementations redact secrets by field name; callers never pass one on purpose. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A logger that adds `fields` to every record. */
  child(fields: LogFields): Log;
}

export type LogFields = Readonly<Record<string, unknown>>;
