import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Bounds } from './clamp-bounds.ts';

/** What is remembered of the window from one run to the next. `bounds` are those it has when it is not maximised. */
const WindowState = z.strictObject({ bounds: Bounds, maximised: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

/** Undefined at the first run, and for a file that does not hold what we wrote: the window then opens as at first. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** In one step, so that a crash leaves the state of before or of now. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const fresh = `${file}.new`;
  writeFileSync(fresh, JSON.stringify(state), { mode: 0o600 });
  renameSync(fresh, file);
}
