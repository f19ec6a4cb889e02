import path from 'node:path';

/** This file lies in `sync-engine/cli` of a checkout; in what is built, one folder deeper. */
const CHECKOUT = path.resolve(import.meta.dirname, '../..');

/**
 * The folder the command line was typed in: relative paths mean what they mean there. `npm run windlass` starts in the checkout's own
 * folder, and tells in INIT_CWD where it was called (https://docs.npmjs.com/cli/commands/npm-run). Undefined where the process is in
 * the right folder already.
 */
export function typedIn(env: Readonly<Record<string, string | undefined>>, cwd: string): string | undefined {
  const isDevScript = env['npm_lifecycle_event'] === 'windlass' && cwd === CHECKOUT;
  return isDevScript ? env['INIT_CWD'] : undefined;
}
