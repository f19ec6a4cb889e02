import { Readable } from 'node:stream';

import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
  type S3Client,
  type UploadPartCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

import { fail } from '../../core/error.ts';
import type {
  ByteSource,
  PutOptions,
  SentListener,
  UploadedPart,
  Written,
} from '../../ports/object-store.ts';
import { call, throwIfAborted, watched, type Wire } from './call.ts';
import { bareEtag } from './etag.ts';
import { settleWritten } from './settle.ts';
import { attributesOf, conditionalWrite, putObject, type ConditionFields } from './writing.ts';

/** Bytes in a part, and parts under way at once: what is held in memory is their product. */
const PART_SIZE = 8 * 1024 * 1024;
const LANES = 4;
/** Source: S3 User Guide, "Multipart upload limits". */
const MAX_PARTS = 10_000;

/**
 * lib-storage's Upload, with three things it does not do: the first failure stops the other lanes (it would send the
 * whole file first), so does the AbortSignal (it would reject at once and go on in the background), and its promise
 * settles only after the multipart upload is gone.
 */
export async function uploadStream(
  wire: Wire,
  key: string,
  source: ByteSource,
  options: PutOptions = {},
): Promise<Written> {
  throwIfAborted(options.signal);
  if (source.size <= PART_SIZE) return putObject(wire, key, await readWhole(source, options.signal), options);
  return conditionalWrite(wire, key, options, (conditions) =>
    call({ action: 's3:PutObject', bucket: wire.bucket, key }, options.signal, () =>
      sendParts(wire, key, { source, options, conditions }),
    ),
  );
}

interface SendOptions {
  readonly source: ByteSource;
  readonly options: PutOptions;
  readonly conditions: ConditionFields;
}

async function sendParts(
  wire: Wire,
  key: string,
  { source, options, conditions }: SendOptions,
): Promise<Written> {
  const sender = partSender(wire.client, options);
  const upload = new Upload({
    client: sender.client,
    params: {
      Bucket: wire.bucket,
      Key: key,
      Body: Readable.from(exactly(source, sender.signal), { objectMode: false }),
      ContentLength: source.size,
      ...attributesOf(options),
      ...conditions,
    },
    partSize: Math.max(PART_SIZE, Math.ceil(source.size / MAX_PARTS)),
    queueSize: LANES,
  });
  try {
    const output = await upload.done();
    return await settleWritten(wire, key, output.ETag, { parts: sender.parts(), signal: options.signal });
  } catch (caught) {
    throw sender.firstFailure() ?? caught;
  }
}

interface PartSender {
  /** The client as Upload sees it: `signal` ends every request but the first and the clean-up, and one failure ends them all. */
  readonly client: S3Client;
  readonly signal: AbortSignal;
  parts(): readonly UploadedPart[];
  firstFailure(): unknown;
}

function partSender(client: S3Client, { signal: outer, onProgress }: PutOptions): PartSender {
  const stop = new AbortController();
  const signal = outer === undefined ? stop.signal : AbortSignal.any([stop.signal, outer]);
  const parts: UploadedPart[] = [];
  let failure: unknown;
  let sent = 0;

  /** Counts what one part has sent into the whole. */
  function counted(): SentListener {
    let ofPart = 0;
    return (bytes) => {
      sent += bytes - ofPart;
      ofPart = bytes;
      onProgress?.(sent);
    };
  }

  async function send(command: Parameters<S3Client['send']>[0]): Promise<unknown> {
    // A clean-up that fails must not hide why it was needed; what stays falls to the lifecycle rule for stale uploads.
    if (command instanceof AbortMultipartUploadCommand) return client.send(command).catch(() => undefined);
    try {
      // An upload that was begun but whose id nobody heard could not be cleaned up: beginning it is never cut short.
      const abortable = !(command instanceof CreateMultipartUploadCommand);
      const onSent = counted();
      const output = await client.send(command, watched(abortable ? { abortSignal: signal } : {}, onSent));
      if (command instanceof UploadPartCommand) {
        const size = (command.input.Body as Uint8Array).byteLength;
        onSent(size);
        parts.push({
          partNumber: command.input.PartNumber ?? 0,
          etag: bareEtag((output as UploadPartCommandOutput).ETag),
          size,
        });
      }
      return output;
    } catch (caught) {
      failure ??= caught;
      stop.abort();
      throw caught;
    }
  }

  return {
    client: Object.create(client, { send: { value: send } }) as S3Client,
    signal,
    parts: () => parts.toSorted((a, b) => a.partNumber - b.partNumber),
    firstFailure: () => failure,
  };
}

/** The source's bytes, stopping with `signal`; rejects when there are more or fewer than promised. */
async function* exactly(source: ByteSource, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  let read = 0;
  if (source.size > 0)
    for await (const chunk of source.open(0, source.size - 1)) {
      throwIfAborted(signal);
      read += chunk.byteLength;
      yield chunk;
    }
  if (read !== source.size)
    throw fail('content-mismatch', `the source gave ${read} bytes instead of ${source.size}`);
}

async function readWhole(source: ByteSource, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exactly(source, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
