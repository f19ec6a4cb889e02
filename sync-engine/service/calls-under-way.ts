import { ORPCError } from '@orpc/client';
import type { StandardHandlerOptions } from '@orpc/server/standard';
import { isStream, type CallContext } from './os.ts';

type Interceptors = NonNullable<StandardHandlerOptions<CallContext>['clientInterceptors']>;
export type CallInterceptor = Interceptors[number];

/** How long calls may take to end once they are cancelled (milliseconds): a folder on a share that went away may hold one for ever. */
const PATIENCE_MS = 5_000;

interface Call {
  readonly ended: Promise<void>;
  cancel(): void;
}

/**
 * The calls that pages have under way. A page may go in the middle of one, and with it the service: what is still being looked up
 * then must neither find half of it gone nor write after its end.
 */
export class CallsUnderWay {
  private readonly calls = new Set<Call>();
  private closed = false;

  /** Of a handler that serves pages: lets nothing in after the end, and nothing go on. */
  readonly interceptor: CallInterceptor = async (call) => {
    if (this.closed) throw new ORPCError('SERVICE_UNAVAILABLE', { message: 'the service is closing' });
    const controller = new AbortController();
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    let stream: Stream | undefined;
    const underWay: Call = {
      ended,
      cancel() {
        controller.abort();
        // One that nobody reads any more hears of no signal.
        stream?.return?.().catch(() => undefined);
      },
    };
    const follow = (): void => controller.abort(call.signal?.reason);
    const end = (): void => {
      call.signal?.removeEventListener('abort', follow);
      this.calls.delete(underWay);
      resolve();
    };
    this.calls.add(underWay);
    call.signal?.addEventListener('abort', follow);
    if (call.signal?.aborted === true) follow();
    try {
      const output = await call.next({ ...call, signal: controller.signal });
      if (isStream(output)) stream = endingWith(output, end);
      return stream ?? output;
    } finally {
      if (stream === undefined) end();
    }
  };

  /** Cancels what is under way, and waits for it. False where something did not end in time. */
  async close(): Promise<boolean> {
    this.closed = true;
    const calls = [...this.calls];
    for (const call of calls) call.cancel();
    const { promise: late, resolve } = Promise.withResolvers<false>();
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    try {
      return await Promise.race([Promise.all(calls.map(({ ended }) => ended)).then(() => true), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

type Stream = AsyncIterator<unknown, unknown, void>;

/** The same stream, whose end is told: at its last value, at its failure, or when nobody reads on, be it before the first. */
function endingWith(stream: Stream, end: () => void): Stream & AsyncIterable<unknown, unknown, void> {
  return {
    async next() {
      try {
        const result = await stream.next();
        if (result.done === true) end();
        return result;
      } catch (caught) {
        end();
        throw caught;
      }
    },
    async return(value) {
      try {
        await stream.return?.(value);
        return { done: true, value };
      } finally {
        end();
      }
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
