/** The thread that trash-index-thread.ts starts: answers calls on one index, in their order. */
import { parentPort, workerData } from 'node:worker_threads';
import { SyncFailure } from '../../../core/error.ts';
import type { TrashListingWriter } from '../../../ports/trash-index.ts';
import { systemRandom } from '../../system/system-random.ts';
import { createTrashIndex } from './trash-index.ts';
import type { ThreadAnswer, ThreadCall, ThreadData } from './trash-index-protocol.ts';

const index = createTrashIndex({ ...(workerData as ThreadData), random: systemRandom });
let listing: TrashListingWriter | undefined;

/** The parent's types vouch for the arguments: it is the same program. */
async function answer({ id, method, args }: ThreadCall): Promise<ThreadAnswer> {
  try {
    return { id, value: await perform(method, args) };
  } catch (caught) {
    if (caught instanceof SyncFailure) return { id, error: caught.error };
    return { id, bug: caught instanceof Error ? (caught.stack ?? caught.message) : String(caught) };
  }
}

async function perform(method: ThreadCall['method'], args: readonly unknown[]): Promise<unknown> {
  if (method === 'beginListing') {
    listing = await index.beginListing();
    return undefined;
  }
  const owner = method === 'add' || method === 'finish' || method === 'giveUp' ? listing : index;
  const work = (owner as unknown as Record<string, (...given: readonly unknown[]) => unknown>)[method];
  return await work?.(...args);
}

parentPort?.on('message', (call: ThreadCall) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void answer(call).then((reply) => parentPort?.postMessage(reply));
});
