import type { Readable } from 'node:stream';

import {
  GetObjectCommand,
  HeadObjectCommand,
  type GetObjectCommandOutput,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';

import { fail, hasCode } from '../../core/error.ts';
import type { CallOptions, GetOptions, ObjectContent, ObjectHead } from '../../ports/object-store.ts';
import { call, required, throwIfAborted, type Wire } from './call.ts';
import { mapS3Error, type CallFacts } from './errors.ts';
import { bareEtag } from './etag.ts';
import { decodeMetadata } from './metadata.ts';

/**
 * Without `s3:ListBucket`, S3 answers 403 for a key that is not there (HeadObject, "Permissions"): that is `access-denied`
 * here too, since nobody may conclude from it that the key is missing. An answer to HEAD has no body and so no code;
 * to say more than "403" the first byte is asked for by GET, whose refusal carries the reason.
 */
export async function headObject(
  wire: Wire,
  key: string,
  options: CallOptions = {},
): Promise<ObjectHead | undefined> {
  const output = await rawHead(wire, key, options);
  return output === undefined ? undefined : headOf(output, required(output.ContentLength, 'Content-Length'));
}

/** The same with every header, for copies. */
export async function rawHead(
  wire: Wire,
  key: string,
  { signal }: CallOptions,
): Promise<HeadObjectCommandOutput | undefined> {
  const { client, bucket: Bucket } = wire;
  const facts: CallFacts = { action: 's3:GetObject', bucket: Bucket, key };
  try {
    return await call(facts, signal, (http) =>
      client.send(new HeadObjectCommand({ Bucket, Key: key }), http),
    );
  } catch (caught) {
    if (hasCode(caught, 'object-missing')) return undefined;
    if (hasCode(caught, 'access-denied', 'bad-request')) await explainRefusal(wire, key, { signal });
    throw caught;
  }
}

/** Rejects with the reason a GET is refused for; resolves when it is not refused, or for a missing object. */
async function explainRefusal(wire: Wire, key: string, options: CallOptions): Promise<void> {
  try {
    const { body } = await getObject(wire, key, { ...options, range: { start: 0, end: 0 } });
    for await (const _chunk of body) break;
  } catch (caught) {
    if (!hasCode(caught, 'object-missing', 'bad-request')) throw caught;
  }
}

export async function getObject(
  wire: Wire,
  key: string,
  { signal, ifMatch, range }: GetOptions = {},
): Promise<ObjectContent> {
  const { client, bucket: Bucket, observer } = wire;
  const facts: CallFacts = { action: 's3:GetObject', bucket: Bucket, key };
  const output = await call(facts, signal, (http) =>
    client.send(
      new GetObjectCommand({
        Bucket,
        Key: key,
        // Reads take quotes everywhere (measured on RGW); writes do not: see etag.ts.
        ...(ifMatch === undefined ? {} : { IfMatch: `"${ifMatch}"` }),
        ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }),
      }),
      http,
    ),
  );
  const stream = required(output.Body, 'body') as Readable;
  try {
    const size = wholeSize(output, range);
    const expected = range === undefined ? size : range.end - range.start + 1;
    const body = readBody({ stream, expected, signal, facts, received: (bytes) => observer.received(bytes) });
    return { ...headOf(output, size), body };
  } catch (caught) {
    stream.destroy();
    throw caught;
  }
}

function headOf(output: GetObjectCommandOutput | HeadObjectCommandOutput, size: number): ObjectHead {
  return {
    size,
    etag: required(bareEtag(output.ETag) || undefined, 'ETag'),
    modifiedMs: required(output.LastModified, 'Last-Modified').getTime(),
    metadata: decodeMetadata(output.Metadata),
  };
}

/** The object's whole size; rejects when the answer is not the range that was asked for. */
function wholeSize(output: GetObjectCommandOutput, range: GetOptions['range']): number {
  if (range === undefined) return required(output.ContentLength, 'Content-Length');
  const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(output.ContentRange ?? '') ?? [];
  if (size === undefined) throw fail('unsupported', 'the provider ignored the Range header');
  // A range past the end is cut by HTTP; the caller then believes in another object than the one that is there.
  if (Number(start) !== range.start || Number(end) !== range.end)
    throw fail('bad-request', `asked for bytes ${range.start}-${range.end}, got ${output.ContentRange}`);
  return Number(size);
}

interface BodyOptions {
  readonly stream: Readable;
  readonly expected: number;
  readonly signal: AbortSignal | undefined;
  readonly facts: CallFacts;
  readonly received: (bytes: number) => void;
}

async function* readBody(options: BodyOptions): AsyncGenerator<Uint8Array> {
  const { stream, expected, signal, facts, received } = options;
  const { bucket = '', key = '' } = facts;
  const onAbort = (): void => void stream.destroy(new DOMException('cancelled', 'AbortError'));
  signal?.addEventListener('abort', onAbort, { once: true });
  let read = 0;
  try {
    throwIfAborted(signal);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      read += chunk.byteLength;
      received(chunk.byteLength);
      yield chunk;
    }
  } catch (caught) {
    throwIfAborted(signal);
    throw mapS3Error(caught, facts);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // Ends the connection when the reader stopped early; a body read to its end has given it back already.
    stream.destroy();
  }
  if (read !== expected)
    throw fail('network', `the body ended after ${read} of ${expected} bytes`, { bucket, key });
}
