import { execFileSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/** Skips the running test, saying why, on a machine that lacks what it needs; fails it where WINDLASS_REQUIRE_ALL=1 asks for every suite. */
export function needs(context: TestContext, possible: boolean, what: string): void {
  if (possible) return;
  if (process.env['WINDLASS_REQUIRE_ALL'] === '1') throw new Error(`this machine lacks ${what}`);
  console.warn(`SKIPPED: '${context.task.name}' needs ${what}`);
  context.skip();
}

/** Whether a command can be run and ends well. */
export function can(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
