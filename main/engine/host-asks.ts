import type { FromEngine, HostAsk, ToEngine } from './messages.ts';

/** Questions of the engine's process to the main process, each waiting for its answer. */
export class HostAsks {
  private readonly post: (message: FromEngine) => void;
  private readonly waiting = new Map<number, PromiseWithResolvers<string | undefined>>();
  private last = 0;

  constructor(post: (message: FromEngine) => void) {
    this.post = post;
  }

  /**
   * Resolves when it was done, with what there is to tell; rejects with what the main process said, or when `limitMs`
   * milliseconds went by.
   */
  ask(ask: HostAsk, limitMs?: number): Promise<string | undefined> {
    const id = ++this.last;
    const answer = Promise.withResolvers<string | undefined>();
    this.waiting.set(id, answer);
    this.post({ type: 'ask', id, ask });
    if (limitMs === undefined) return answer.promise;
    const limit = setTimeout(() => {
      this.waiting.delete(id);
      answer.reject(new Error(`no answer to ${ask.kind} within ${limitMs / 1000} s`));
    }, limitMs);
    return answer.promise.finally(() => clearTimeout(limit));
  }

  answered({ id, fault, value }: Extract<ToEngine, { type: 'answer' }>): void {
    const answer = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault === undefined) answer?.resolve(value);
    else answer?.reject(new Error(fault));
  }
}
