import type { ListOptions, ObjectAccount, ObjectStore, ObjectSummary } from '../../ports/object-store.ts';

/** One call of the port, as a decorator sees it. */
export interface CallInfo {
  /** The method, such as `put` or `multipart.complete`; `list` is one call a page. */
  readonly operation: string;
  readonly key?: string | undefined;
  /** Bytes of content the call sends. */
  readonly sentBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a call; may wait before it, run it again, or look at how it ended. */
export type Around = <T>(call: CallInfo, run: () => Promise<T>) => Promise<T>;

/** The same store with `around` round every call. */
export function aroundCalls(store: ObjectStore, around: Around): ObjectStore {
  const { multipart, administration } = store;
  return {
    bucket: store.bucket,
    list: (prefix, options) => pages(store, around, { prefix, options }),
    head: (key, options) =>
      around({ operation: 'head', key, signal: options?.signal }, () => store.head(key, options)),
    get: (key, options) =>
      around({ operation: 'get', key, signal: options?.signal }, () => store.get(key, options)),
    put: (key, body, options) =>
      around({ operation: 'put', key, sentBytes: body.byteLength, signal: options?.signal }, () =>
        store.put(key, body, options),
      ),
    putStream: (key, source, options) =>
      around({ operation: 'putStream', key, sentBytes: source.size, signal: options?.signal }, () =>
        store.putStream(key, source, options),
      ),
    copyFrom: (source, key, options) =>
      around({ operation: 'copyFrom', key, signal: options?.signal }, () =>
        store.copyFrom(source, key, options),
      ),
    delete: (key, options) =>
      around({ operation: 'delete', key, signal: options?.signal }, () => store.delete(key, options)),
    deleteMany: (keys, options) =>
      around({ operation: 'deleteMany', signal: options?.signal }, () => store.deleteMany(keys, options)),
    multipart: {
      create: (key, options) =>
        around({ operation: 'multipart.create', key, signal: options?.signal }, () =>
          multipart.create(key, options),
        ),
      uploadPart: (upload, partNumber, body, options) =>
        around(
          {
            operation: 'multipart.uploadPart',
            key: upload.key,
            sentBytes: body.byteLength,
            signal: options?.signal,
          },
          () => multipart.uploadPart(upload, partNumber, body, options),
        ),
      listParts: (upload, options) =>
        around({ operation: 'multipart.listParts', key: upload.key, signal: options?.signal }, () =>
          multipart.listParts(upload, options),
        ),
      complete: (upload, parts, options) =>
        around({ operation: 'multipart.complete', key: upload.key, signal: options?.signal }, () =>
          multipart.complete(upload, parts, options),
        ),
      abort: (upload, options) =>
        around({ operation: 'multipart.abort', key: upload.key, signal: options?.signal }, () =>
          multipart.abort(upload, options),
        ),
      list: (prefix, options) =>
        around({ operation: 'multipart.list', signal: options?.signal }, () =>
          multipart.list(prefix, options),
        ),
    },
    administration: {
      find: (options) =>
        around({ operation: 'find', signal: options?.signal }, () => administration.find(options)),
      create: (options) =>
        around({ operation: 'create', signal: options?.signal }, () => administration.create(options)),
      lifecycle: (options) =>
        around({ operation: 'lifecycle', signal: options?.signal }, () => administration.lifecycle(options)),
      setLifecycle: (rules, options) =>
        around({ operation: 'setLifecycle', signal: options?.signal }, () =>
          administration.setLifecycle(rules, options),
        ),
      versioning: (options) =>
        around({ operation: 'versioning', signal: options?.signal }, () =>
          administration.versioning(options),
        ),
    },
    clockOffsetMs: () => store.clockOffsetMs(),
  };
}

async function* pages(
  store: ObjectStore,
  around: Around,
  { prefix, options }: { readonly prefix: string; readonly options: ListOptions | undefined },
): AsyncGenerator<readonly ObjectSummary[]> {
  const iterator = store.list(prefix, options)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await around({ operation: 'list', signal: options?.signal }, () => iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** The account whose buckets all wear the same decorators. */
export function decorateAccount(
  account: ObjectAccount,
  decorate: (store: ObjectStore) => ObjectStore,
): ObjectAccount {
  return {
    bucket: (name) => decorate(account.bucket(name)),
    listBuckets: (options) => account.listBuckets(options),
    close: () => account.close(),
  };
}
