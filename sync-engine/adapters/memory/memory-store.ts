import { fail, toSyncError } from '../../core/error.ts';
import type {
  BucketAdministration,
  BucketTraits,
  ByteSource,
  CopyOptions,
  CopySource,
  DeleteFailure,
  ObjectStore,
  PutOptions,
  Written,
} from '../../ports/object-store.ts';
import type { RequestObserver } from '../object-store/requests.ts';
import { multipartEtag } from '../object-store/multipart-etag.ts';
import { md5, type MemoryBucket } from './memory-bucket.ts';
import { memoryMultipart } from './memory-multipart.ts';
import type { Ask, Enter } from './memory-request.ts';
import { attributesOf, cut, headOf, inChunks, lowerKeys } from './memory-object.ts';

/** Which conditions are honoured; the others are ignored without a word, as some providers do. */
export type MemoryTraits = Omit<BucketTraits, 'probedAtMs'>;

/** The S3 adapter sends a stream above this many bytes by parts of this size (s3/upload-stream.ts). */
const STREAM_PART = 8 * 1024 * 1024;

export interface StoreParts {
  readonly name: string;
  readonly enter: Enter;
  /** The bucket a copy reads from. */
  readonly source: (bucket: string, ask: Ask) => MemoryBucket;
  readonly administration: BucketAdministration;
  readonly traits: MemoryTraits;
  readonly pageSize: number;
  readonly observer: RequestObserver;
}

export function memoryStore(parts: StoreParts): ObjectStore {
  const { name, enter, traits, observer } = parts;
  const missing = (key: string) => fail('object-missing', 'there is no such object', { bucket: name, key });

  function write(key: string, bytes: Uint8Array, options: PutOptions & { readonly etag?: string }): Written {
    const bucket = enter(
      { kind: 'PUT', action: 's3:PutObject', key, sent: bytes.byteLength },
      options.signal,
    );
    bucket.check(key, honoured(options, traits.putIfAbsent, traits.putIfMatch));
    const etag = options.etag ?? md5(bytes);
    bucket.put(key, bytes.slice(), { ...attributesOf(options), etag });
    options.onProgress?.(bytes.byteLength);
    return { etag, modifiedMs: undefined };
  }

  return {
    bucket: name,

    async *list(prefix, options = {}) {
      let after = options.startAfter;
      for (;;) {
        const bucket = enter({ kind: 'LIST', action: 's3:ListBucket' }, options.signal);
        const page = bucket.page(prefix, after, parts.pageSize);
        const last = page.at(-1)?.key;
        const more = last !== undefined && bucket.page(prefix, last, 1).length > 0;
        if (page.length > 0) yield page;
        if (!more) return;
        after = last;
      }
    },

    async head(key, { signal } = {}) {
      const object = enter({ kind: 'HEAD', action: 's3:GetObject', key }, signal).get(key);
      return object === undefined ? undefined : headOf(object);
    },

    async get(key, { signal, ifMatch, range } = {}) {
      const bucket = enter({ kind: 'GET', action: 's3:GetObject', key }, signal);
      const object = bucket.get(key);
      if (object === undefined) throw missing(key);
      bucket.check(key, { ifMatch });
      const bytes = cut(object, range);
      return { ...headOf(object), body: inChunks(bytes, signal, (count) => observer.received(count)) };
    },

    put: async (key, body, options = {}) => write(key, body, options),

    async putStream(key, source, options = {}) {
      const bytes = await readSource(source, options.signal);
      const count = Math.ceil(source.size / STREAM_PART);
      if (count <= 1) return write(key, bytes, options);
      // The effect is one; the requests are those of an upload by parts: create, the parts (write counts one), complete.
      enter({ kind: 'POST', action: 's3:PutObject', key }, options.signal);
      for (let part = 1; part < count; part++)
        enter({ kind: 'PUT', action: 's3:PutObject', key }, options.signal);
      enter({ kind: 'POST', action: 's3:PutObject', key }, options.signal);
      const slices = Array.from({ length: count }, (_, at) =>
        bytes.subarray(at * STREAM_PART, (at + 1) * STREAM_PART),
      );
      const etag = multipartEtag(slices.map((slice) => ({ etag: md5(slice) }))) ?? md5(bytes);
      const conditions = traits.completeConditions ? {} : { ifMatch: undefined, ifAbsent: undefined };
      return write(key, bytes, { ...options, ...conditions, etag });
    },

    async copyFrom(source: CopySource, key: string, options: CopyOptions = {}) {
      const target = enter({ kind: 'COPY', action: 's3:PutObject', key }, options.signal);
      const from = parts.source(source.bucket, { kind: 'COPY', action: 's3:GetObject', key: source.key });
      const object = from.get(source.key);
      if (object === undefined) throw missing(source.key);
      if (traits.copySourceIfMatch) from.check(source.key, { ifMatch: options.ifSourceMatch });
      if (traits.copyTargetConditions) target.check(key, options);
      const { bytes, etag, contentType } = object;
      const metadata = options.metadata === undefined ? object.metadata : lowerKeys(options.metadata);
      const copied = target.put(key, bytes, {
        contentType,
        metadata,
        etag: etag.includes('-') ? md5(bytes) : etag,
      });
      return { etag: copied.etag, modifiedMs: copied.modifiedMs };
    },

    async delete(key, { signal, ifMatch } = {}) {
      const bucket = enter({ kind: 'DELETE', action: 's3:DeleteObject', key }, signal);
      if (bucket.get(key) === undefined) return;
      if (traits.deleteIfMatch) bucket.check(key, { ifMatch });
      bucket.delete(key);
    },

    async deleteMany(keys, { signal } = {}) {
      const failures: DeleteFailure[] = [];
      for (let at = 0; at < keys.length; at += 1000) {
        const batch = keys.slice(at, at + 1000);
        try {
          const bucket = enter({ kind: 'POST', action: 's3:DeleteObject' }, signal);
          for (const key of batch) bucket.delete(key);
        } catch (caught) {
          const error = toSyncError(caught);
          // S3 answers for every key; only a refusal of the whole request rejects.
          if (error.code !== 'access-denied') throw caught;
          failures.push(...batch.map((key) => ({ key, error: { ...error, key } })));
        }
      }
      return failures;
    },

    multipart: memoryMultipart(enter, traits.completeConditions),
    administration: parts.administration,
    clockOffsetMs: () => 0,
  };
}

function honoured(options: PutOptions, ifAbsent: boolean, ifMatch: boolean) {
  return {
    ifAbsent: ifAbsent ? options.ifAbsent : undefined,
    ifMatch: ifMatch ? options.ifMatch : undefined,
  };
}

async function readSource(source: ByteSource, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  if (source.size > 0)
    for await (const chunk of source.open(0, source.size - 1)) {
      if (signal?.aborted === true) throw fail('aborted', 'cancelled');
      chunks.push(chunk.slice());
    }
  const bytes = Buffer.concat(chunks);
  if (bytes.byteLength !== source.size)
    throw fail('content-mismatch', `the source gave ${bytes.byteLength} bytes instead of ${source.size}`);
  return bytes;
}
