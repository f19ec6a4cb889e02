import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { fail, SyncFailure } from '../../../core/error.ts';
import type { TrashIndex } from '../../../ports/trash-index.ts';
import type { ThreadAnswer, ThreadCall, ThreadData, ThreadMethod } from './trash-index-protocol.ts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The index on a thread of its own, started at the first call: a search through a million paths holds up nobody else. The thread keeps no
 * process alive by itself. Should it end, calls under way reject and the next one starts another.
 */
export function openTrashIndexThread(data: ThreadData): TrashIndex {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let thread: Worker | undefined;

  const lost = (worker: Worker, why: Error): void => {
    if (thread === worker) thread = undefined;
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  };

  const start = (): Worker => {
    const worker = new Worker(scriptBeside(import.meta.url), { workerData: data });
    worker.on('message', (answer: ThreadAnswer) => {
      const call = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) worker.unref();
      if ('error' in answer) call?.reject(new SyncFailure(answer.error));
      else if ('bug' in answer) call?.reject(new Error(`the thread of the trash index: ${answer.bug}`));
      else call?.resolve(answer.value);
    });
    worker.on('error', (caught) =>
      lost(worker, fail('index-io', 'the thread of the trash index failed', { cause: caught })),
    );
    worker.on('exit', () => lost(worker, fail('aborted', 'the trash index was closed')));
    return worker;
  };

  const call = <T>(method: ThreadMethod, ...args: readonly unknown[]): Promise<T> => {
    thread ??= start();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = ++calls;
    waiting.set(id, { resolve, reject });
    thread.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    thread.postMessage({ id, method, args } satisfies ThreadCall);
    return promise as Promise<T>;
  };

  return {
    summary: () => call('summary'),
    oldestMs: () => call('oldestMs'),
    async beginListing() {
      await call('beginListing');
      return {
        add: (entries) => call('add', entries),
        finish: (facts) => call('finish', facts),
        giveUp: () => call('giveUp'),
      };
    },
    open: (filter, sort) => call('open', filter, sort),
    narrow: (selection, options) => call('narrow', selection, options),
    rows: (view, offset, limit) => call('rows', view, offset, limit),
    close: (view) => call('close', view),
    facets: () => call('facets'),
    histogram: (view, bars) => call('histogram', view, bars),
    versions: (name) => call('versions', name),
    forget: (view, offset, limit) => call('forget', view, offset, limit),
    async end() {
      const worker = thread;
      if (worker === undefined) return;
      await call('end');
      thread = undefined;
      await worker.terminate();
    },
  };
}

/** Another script of this folder, `.ts` beside sources and `.js` beside what was built. */
function scriptBeside(url: string): string {
  const here = fileURLToPath(url);
  return path.join(path.dirname(here), `trash-index-worker${path.extname(here)}`);
}
