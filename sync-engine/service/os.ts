import { mapEventIterator, ORPCError } from '@orpc/client';
import { implement } from '@orpc/server';
import { api, SYNC_ERROR } from '../contract/api/index.ts';
import { describeError } from '../contract/events.ts';
import { SyncFailure } from '../index.ts';

/** What a host gives with every call. */
export interface CallContext {
  /** Hears of bugs: the page is told no more than that there was one. */
  readonly bug?: (caught: unknown) => void;
}

/**
 * The contract's builder: areas implement their procedures with it. An expected failure thrown by a handler, or by the stream it
 * answers with, reaches the caller as `SYNC_ERROR` with its data; anything else is a bug and reaches it as such, without its message.
 */
export const os = implement(api)
  .$context<CallContext>()
  .use(async ({ next, errors, context }) => {
    const told = (caught: unknown): unknown => {
      if (caught instanceof ORPCError) return caught;
      if (!(caught instanceof SyncFailure)) {
        context.bug?.(caught);
        return caught;
      }
      const data = describeError(caught.error);
      return errors[SYNC_ERROR]({ message: data.title, data, cause: caught });
    };
    try {
      const result = await next();
      if (!isStream(result.output)) return result;
      const output = mapEventIterator(result.output, {
        value: (value) => Promise.resolve(value),
        error: (caught) => Promise.resolve(told(caught)),
      });
      return { ...result, output };
    } catch (caught) {
      throw told(caught);
    }
  });

/** Whether a handler answers with a stream of values. */
export function isStream(output: unknown): output is AsyncIterator<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}
