import { exitCodeOf, type ExitCode } from '../../contract/exit-code.ts';
import { errorRecord } from '../../contract/events.ts';
import { errorText } from '../../contract/error-text.ts';
import { fail, toSyncError, type SyncError, type SyncFailure } from '../../index.ts';
import type { Output } from './output.ts';
import { printable } from './format.ts';

/** A command line that was understood, but asks for what cannot be. */
export function usageFailure(message: string): SyncFailure {
  return fail('usage', message);
}

/** Says what went wrong: title, what happened, what to do. */
export function reportError(out: Output, error: SyncError, pair?: string): void {
  if (out.json) {
    out.emit(errorRecord(error, pair));
    return;
  }
  const { title, message, remedy } = errorText(error);
  const where = pair === undefined ? '' : `${pair}: `;
  const body = [message, remedy].flatMap((part) => part.split('\n')).map(printable);
  out.warn([`${where}${out.paint('red', title)}`, ...body].join('\n  '));
}

/** True when it ended because the user wanted it to. */
export function isCancelled(caught: unknown): boolean {
  return toSyncError(caught).code === 'aborted';
}

/** Says what went wrong and returns what to exit with. Stack traces are for `--debug`. */
export function reportFailure(
  out: Output,
  caught: unknown,
  options: { readonly debug: boolean; readonly pair?: string },
): ExitCode {
  const error = toSyncError(caught);
  reportError(out, error, options.pair);
  if (options.debug && caught instanceof Error) out.warn(caught.stack ?? caught.message);
  return exitCodeOf(error);
}
