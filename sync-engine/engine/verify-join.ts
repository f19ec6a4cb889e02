import type { LocalEntry, RemoteEntry } from '../core/entry.ts';
import { compareUtf8 } from '../core/path.ts';
import { prefetched } from './batches.ts';
import type { BatchSource } from './batches.ts';
import { remoteInOrder } from './observe.ts';
import type { Ignored } from './observe.ts';
import type { PairContext } from './pair.ts';

/** What the two sides hold under one identity. */
export interface Both {
  readonly local: LocalEntry | undefined;
  readonly remote: RemoteEntry | undefined;
  /** True below a folder that could not be listed: absence tells nothing there. */
  readonly unseen: boolean;
  /** True for one more spelling of an identity that has come already. */
  readonly clash: boolean;
}

/** Both sides merged by identity, what is ignored left out. Holds a batch of each at a time. */
export async function* bothSides(context: PairContext, ignored: Ignored): AsyncGenerator<Both> {
  const locals = oneByOne(prefetched(context.tree.scan({ ignored, signal: context.signal })));
  const remotes = oneByOne(await remoteInOrder(context));
  let unseenUnder: string | undefined;
  let lastId: string | undefined;
  try {
    let local = await locals.next();
    let remote = await remotes.next();
    while (local !== undefined || remote !== undefined) {
      const order = compareIds(local?.id, remote?.id);
      const both = { local: order <= 0 ? local : undefined, remote: order >= 0 ? remote : undefined };
      const id = (both.local ?? both.remote)?.id ?? '';
      if (both.local?.kind === 'unseen') unseenUnder = id;
      const hidden = both.remote !== undefined && both.local === undefined && ignored(both.remote.path);
      const unseen = unseenUnder !== undefined && id.startsWith(unseenUnder);
      if (!hidden) yield { ...both, unseen, clash: id === lastId };
      lastId = id;
      if (order <= 0) local = await locals.next();
      if (order >= 0) remote = await remotes.next();
    }
  } finally {
    await Promise.all([locals.close(), remotes.close()]);
  }
}

/** What is not there comes last. */
function compareIds(a: string | undefined, b: string | undefined): number {
  if (a === undefined) return 1;
  return b === undefined ? -1 : compareUtf8(a, b);
}

function oneByOne<T>(source: BatchSource<T>) {
  let batch: readonly T[] = [];
  let at = 0;
  return {
    async next(): Promise<T | undefined> {
      if (at === batch.length) {
        batch = await source.next();
        at = 0;
      }
      return batch[at++];
    },
    close: () => source.close(),
  };
}
