import { hasCode } from '../../core/error.ts';
import type { CallOptions, ObjectHead, ObjectStore, PutOptions, Written } from '../../ports/object-store.ts';
import { aroundCalls } from './around-calls.ts';
import { multipartEtag } from './multipart-etag.ts';
import { resumedContent, resumedDelete, resumedListing } from './resuming.ts';
import { createRetry, isTransient, type Retry, type RetryOptions } from './retry.ts';

/**
 * Tries again what failed transiently, with jittered, growing waits; a listing goes on after the last key, a body after the
 * last byte of the same version. A server's Retry-After is obeyed.
 *
 * A write that failed transiently may have happened all the same. When its next try is then refused by its own condition
 * (or finds its upload gone), the object there is looked at: if it carries what we sent, the write was ours.
 */
export function retrying(store: ObjectStore, options: RetryOptions): ObjectStore {
  const retry = createRetry(options);
  const again = aroundCalls(store, ({ signal }, run) => retry(run, signal));
  const look = (key: string, signal: AbortSignal | undefined) =>
    retry(() => store.head(key, { signal }), signal);

  return {
    ...again,
    list: (prefix, listOptions) => resumedListing(store, retry, { prefix, options: listOptions }),
    get: (key, getOptions) => resumedContent(store, retry, { key, options: getOptions }),

    put: (key, body, putOptions = {}) =>
      settle(
        retry,
        () => store.put(key, body, putOptions),
        async () => isOurs(await look(key, putOptions.signal), putOptions, body.byteLength),
        putOptions,
      ),

    putStream: (key, source, putOptions = {}) =>
      settle(
        retry,
        () => store.putStream(key, source, putOptions),
        async () => isOurs(await look(key, putOptions.signal), putOptions, source.size),
        putOptions,
      ),

    copyFrom: (source, key, copyOptions = {}) =>
      settle(
        retry,
        () => store.copyFrom(source, key, copyOptions),
        async () => {
          const head = await look(key, copyOptions.signal);
          // Without new metadata, only an ETag that a simple copy keeps tells.
          const kept = copyOptions.ifSourceMatch !== undefined && head?.etag === copyOptions.ifSourceMatch;
          return kept ? head : isOurs(head, copyOptions, source.size);
        },
        copyOptions,
      ),

    deleteMany: (keys, callOptions) => resumedDelete(store, retry, { keys, options: callOptions }),

    multipart: {
      ...again.multipart,
      complete(upload, parts, putOptions = {}) {
        const size = parts.reduce((sum, part) => sum + part.size, 0);
        return settle(
          retry,
          () => store.multipart.complete(upload, parts, putOptions),
          async () => {
            const head = await look(upload.key, putOptions.signal);
            const usual = multipartEtag(parts);
            return usual !== undefined && head?.etag === usual ? head : isOurs(head, putOptions, size);
          },
          putOptions,
        );
      },
    },
  };
}

/** Retries a write; `ours` looks whether the object there is what an earlier, unanswered try wrote. */
async function settle(
  retry: Retry,
  write: () => Promise<Written>,
  ours: () => Promise<ObjectHead | undefined>,
  { signal }: CallOptions,
): Promise<Written> {
  let unanswered = false;
  return retry(async () => {
    try {
      return await write();
    } catch (caught) {
      if (unanswered && hasCode(caught, 'precondition-failed', 'upload-missing')) {
        const head = await ours();
        if (head !== undefined) return { etag: head.etag, modifiedMs: head.modifiedMs };
      }
      unanswered ||= isTransient(caught);
      throw caught;
    }
  }, signal);
}

/** The object when it has the size and all the metadata we sent, content hash included; undefined when that cannot be said. */
function isOurs(
  head: ObjectHead | undefined,
  { metadata = {} }: Pick<PutOptions, 'metadata'>,
  size: number,
): ObjectHead | undefined {
  if (head === undefined || head.size !== size || metadata['sha256'] === undefined) return undefined;
  const same = Object.entries(metadata).every(([name, value]) => head.metadata[name.toLowerCase()] === value);
  return same ? head : undefined;
}
