import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the app itself has to say; the engine keeps its own log. Never given a secret or a file's content. */
export interface DesktopLog {
  warn(message: string, fields?: Readonly<Record<string, string | number>>): void;
}

/** The log begins anew at this size (bytes); one earlier file is kept. */
const LONGEST = 1024 * 1024;

/** Appends JSON lines to a file. A log that cannot be written is not worth stopping for. */
export function openDesktopLog(file: string): DesktopLog {
  return {
    warn(message, fields = {}) {
      try {
        mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONGEST) renameSync(file, `${file}.1`);
        const line = JSON.stringify({ time: new Date().toISOString(), level: 'warn', message, ...fields });
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // A full disk, say: the engine reports that where it matters.
      }
    },
  };
}
