import type {
  ByteSource,
  ObjectContent,
  ObjectStore,
  PutOptions,
  SentListener,
} from '../../ports/object-store.ts';
import type { AdaptiveGate } from './adaptive-gate.ts';
import { aroundCalls } from './around-calls.ts';
import type { Pace } from './bandwidth.ts';

export interface ThrottlingOptions {
  /** Shared by all buckets of one endpoint: it is the server that has had enough, not the bucket. */
  readonly gate: AdaptiveGate;
  readonly up: Pace;
  readonly down: Pace;
}

/** Calls with more content than this (bytes) are slow for other reasons than a busy server. */
const SMALL_BYTES = 64 * 1024;

/**
 * Holds calls back: so many at once as the gate allows, content no faster than the bandwidths. A `get` counts as running
 * until its headers are there (a body its reader forgot would block the gate for ever), a `putStream` as one call.
 * Belongs inside the retrying decorator, so that every try passes the gate.
 */
export function throttling(store: ObjectStore, { gate, up, down }: ThrottlingOptions): ObjectStore {
  const gated = aroundCalls(store, ({ sentBytes = 0, signal }, run) =>
    gate.run(run, { signal, small: sentBytes <= SMALL_BYTES }),
  );
  return {
    ...gated,
    async get(key, options) {
      const content = await gated.get(key, options);
      return { ...content, body: paced(content, down, options?.signal) };
    },
    async put(key, body, options) {
      await up.take(body.byteLength, options?.signal, options?.onProgress);
      return gated.put(key, body, options);
    },
    putStream: (key, source, options) => gated.putStream(key, pacedSource(source, up, options), options),
    multipart: {
      ...gated.multipart,
      async uploadPart(upload, partNumber, body, options) {
        await up.take(body.byteLength, options?.signal, options?.onProgress);
        return gated.multipart.uploadPart(upload, partNumber, body, options);
      },
    },
  };
}

async function* paced(
  { body }: Pick<ObjectContent, 'body'>,
  bandwidth: Pace,
  signal: AbortSignal | undefined,
  onPassed?: SentListener,
): AsyncGenerator<Uint8Array> {
  let before = 0;
  for await (const chunk of body) {
    const told = before;
    await bandwidth.take(chunk.byteLength, signal, onPassed && ((bytes) => onPassed(told + bytes)));
    before += chunk.byteLength;
    yield chunk;
  }
}

/** Tells how far it is while a limit holds it back: the store sends in large parts, and says nothing while it gathers one. */
function pacedSource(source: ByteSource, bandwidth: Pace, options: PutOptions = {}): ByteSource {
  const { signal, onProgress } = options;
  return {
    size: source.size,
    open: (start, end) =>
      paced(
        { body: source.open(start, end) },
        bandwidth,
        signal,
        onProgress && ((bytes) => onProgress(start + bytes)),
      ),
  };
}
