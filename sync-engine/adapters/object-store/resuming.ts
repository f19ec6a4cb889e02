import { retryClass, SyncFailure } from '../../core/error.ts';
import type {
  CallOptions,
  DeleteFailure,
  GetOptions,
  ListOptions,
  ObjectContent,
  ObjectStore,
  ObjectSummary,
} from '../../ports/object-store.ts';
import { isTransient, type Retry } from './retry.ts';

interface Listing {
  readonly prefix: string;
  readonly options: ListOptions | undefined;
}

/** A listing whose failed page is asked for again, from the last key on; every page has all the tries. */
export async function* resumedListing(
  store: ObjectStore,
  retry: Retry,
  { prefix, options }: Listing,
): AsyncGenerator<readonly ObjectSummary[]> {
  let after = options?.startAfter;
  const open = (): AsyncIterator<readonly ObjectSummary[]> =>
    store.list(prefix, { ...options, startAfter: after })[Symbol.asyncIterator]();
  let iterator = open();
  let broken = false;
  try {
    for (;;) {
      const next = await retry(async () => {
        if (broken) iterator = open();
        broken = true;
        const result = await iterator.next();
        broken = false;
        return result;
      }, options?.signal);
      if (next.done === true) return;
      after = next.value.at(-1)?.key ?? after;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

interface Reading {
  readonly key: string;
  readonly options: GetOptions | undefined;
}

/** A body that goes on after its last byte when the connection breaks, as long as the object is the same version. */
export async function resumedContent(
  store: ObjectStore,
  retry: Retry,
  { key, options }: Reading,
): Promise<ObjectContent> {
  const content = await retry(() => store.get(key, options), options?.signal);
  const start = options?.range?.start ?? 0;
  const end = options?.range?.end ?? content.size - 1;
  return { ...content, body: resumedBody(store, retry, { key, options, content, start, end }) };
}

interface Body extends Reading {
  readonly content: ObjectContent;
  readonly start: number;
  readonly end: number;
}

async function* resumedBody(
  store: ObjectStore,
  retry: Retry,
  { key, options, content, start, end }: Body,
): AsyncGenerator<Uint8Array> {
  let body: AsyncIterable<Uint8Array> = content.body;
  let at = start;
  // Each break must be paid for with at least one byte, or the loop could go on for ever.
  let before = start;
  for (;;) {
    try {
      for await (const chunk of body) {
        at += chunk.byteLength;
        yield chunk;
      }
      return;
    } catch (caught) {
      if (!isTransient(caught)) throw caught;
      if (at > end) return;
      if (at === before) throw caught;
    }
    before = at;
    const range = { start: at, end };
    const rest = await retry(
      () => store.get(key, { ...options, range, ifMatch: content.etag }),
      options?.signal,
    );
    body = rest.body;
  }
}

interface Deletion {
  readonly keys: readonly string[];
  readonly options: CallOptions | undefined;
}

/** A batch delete that answers key by key: those that failed transiently are tried again by themselves. */
export async function resumedDelete(
  store: ObjectStore,
  retry: Retry,
  { keys, options }: Deletion,
): Promise<readonly DeleteFailure[]> {
  const settled: DeleteFailure[] = [];
  let stubborn: readonly DeleteFailure[] = [];
  let left = keys;
  try {
    await retry(async () => {
      const failures = await store.deleteMany(left, options);
      stubborn = failures.filter(({ error }) => retryClass(error.code) === 'transient');
      settled.push(...failures.filter((failure) => !stubborn.includes(failure)));
      left = stubborn.map(({ key }) => key);
      const [first] = stubborn;
      if (first !== undefined) throw new SyncFailure(first.error);
    }, options?.signal);
  } catch (caught) {
    // Out of tries: the failures are the answer. A batch that was refused whole has none and rejects.
    if (stubborn.length === 0 || !isTransient(caught)) throw caught;
  }
  return [...settled, ...stubborn];
}
