import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  UploadPartCopyCommand,
  type HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';

import { fail } from '../../core/error.ts';
import type { CopyOptions, CopySource, Written } from '../../ports/object-store.ts';
import { call, required, type HttpOptions, type Wire } from './call.ts';
import type { CallFacts } from './errors.ts';
import { bareEtag } from './etag.ts';
import { copySource } from './keys.ts';
import { encodeMetadata } from './metadata.ts';
import { rawHead } from './reading.ts';
import { settleWritten } from './settle.ts';
import { conditionalWrite, uploadChecksum } from './writing.ts';

/** Parts of one copy under way at once; the bytes stay on the server. */
const LANES = 4;

/**
 * CopyObject, or a copy by parts where the source is too large for it. A copy needs s3:GetObject on the source and
 * s3:PutObject on the target; a refusal names the second, since it does not say which was missing.
 */
export async function copyObject(
  wire: Wire,
  source: CopySource,
  key: string,
  options: CopyOptions = {},
): Promise<Written> {
  return source.size > wire.limits.copyPartsAbove
    ? copyByParts(wire, source, key, options)
    : copyAtOnce(wire, source, key, options);
}

async function copyAtOnce(
  wire: Wire,
  source: CopySource,
  key: string,
  options: CopyOptions,
): Promise<Written> {
  const { client, bucket: Bucket } = wire;
  // Replacing the metadata replaces the content type too, so it has to be known.
  const head = options.metadata === undefined ? undefined : await sourceHead(wire, source, options);
  const output = await conditionalWrite(wire, key, options, (conditions) =>
    call(factsOf(wire, key), options.signal, (http) =>
      client.send(
        new CopyObjectCommand({
          Bucket,
          Key: key,
          CopySource: copySource(source.bucket, source.key),
          ...sourceCondition(options.ifSourceMatch ?? bareEtag(head?.ETag)),
          ...(head === undefined
            ? {}
            : { MetadataDirective: 'REPLACE' as const, ...attributes(head, options) }),
          ...conditions,
        }),
        http,
      ),
    ),
  );
  return {
    etag: required(bareEtag(output.CopyObjectResult?.ETag) || undefined, 'ETag'),
    modifiedMs: output.CopyObjectResult?.LastModified?.getTime(),
  };
}

async function copyByParts(
  wire: Wire,
  source: CopySource,
  key: string,
  options: CopyOptions,
): Promise<Written> {
  const { client, bucket: Bucket } = wire;
  const head = await sourceHead(wire, source, options);
  const etag = bareEtag(head.ETag);
  const send = <T>(request: (http: HttpOptions) => Promise<T>): Promise<T> =>
    call(factsOf(wire, key), options.signal, request);

  const created = await send((http) =>
    client.send(
      new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ...attributes(head, options),
        ...uploadChecksum(wire),
      }),
      http,
    ),
  );
  const upload = { Bucket, Key: key, UploadId: required(created.UploadId, 'UploadId') };
  try {
    const parts = await inLanes(rangesOf(source.size, wire.limits.copyPartSize), async (range, at) => {
      const PartNumber = at + 1;
      const copied = await send((http) =>
        client.send(
          new UploadPartCopyCommand({
            ...upload,
            PartNumber,
            CopySource: copySource(source.bucket, source.key),
            CopySourceRange: `bytes=${range.start}-${range.end}`,
            ...sourceCondition(etag),
          }),
          http,
        ),
      );
      return {
        PartNumber,
        ETag: required(copied.CopyPartResult?.ETag, 'ETag'),
        size: range.end - range.start + 1,
      };
    });
    // Where the source condition is ignored (RGW 16), parts of two versions could be joined: look before joining.
    await sourceHead(wire, source, { ...options, ifSourceMatch: etag });
    const output = await conditionalWrite(wire, key, options, (conditions) =>
      send((http) =>
        client.send(
          new CompleteMultipartUploadCommand({
            ...upload,
            MultipartUpload: { Parts: parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
            ...conditions,
          }),
          http,
        ),
      ),
    );
    return await settleWritten(wire, key, output.ETag, { parts: parts.map(toPart), signal: options.signal });
  } catch (caught) {
    // Cleaning up must not hide why; what stays behind falls to the lifecycle rule for stale uploads.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw caught;
  }
}

function toPart(part: { readonly PartNumber: number; readonly ETag: string; readonly size: number }) {
  return { partNumber: part.PartNumber, etag: bareEtag(part.ETag), size: part.size };
}

function factsOf(wire: Wire, key: string): CallFacts {
  return { action: 's3:PutObject', bucket: wire.bucket, key };
}

function sourceCondition(etag: string | undefined): { readonly CopySourceIfMatch?: string } {
  return etag === undefined || etag === '' ? {} : { CopySourceIfMatch: etag };
}

/** The source's headers; rejects when it is gone, or another version than the one expected. */
async function sourceHead(
  wire: Wire,
  source: CopySource,
  options: CopyOptions,
): Promise<HeadObjectCommandOutput> {
  const from: Wire = { ...wire, bucket: source.bucket };
  const facts = { bucket: source.bucket, key: source.key };
  const head = await rawHead(from, source.key, options);
  if (head === undefined) throw fail('object-missing', 'the source of the copy is gone', facts);
  if (options.ifSourceMatch !== undefined && bareEtag(head.ETag) !== options.ifSourceMatch)
    throw fail('precondition-failed', 'the source of the copy is another version by now', facts);
  return head;
}

/** What CopyObject would have taken along by itself. Tags are not among it: they need permissions of their own. */
function attributes(head: HeadObjectCommandOutput, options: CopyOptions) {
  const { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType, Metadata } = head;
  const kept = { CacheControl, ContentDisposition, ContentEncoding, ContentLanguage, ContentType };
  return { ...kept, Metadata: options.metadata === undefined ? Metadata : encodeMetadata(options.metadata) };
}

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** 10,000 parts at most (S3 User Guide, "Multipart upload limits"), so the parts of a very large object are larger. */
function rangesOf(size: number, least: number): readonly ByteRange[] {
  const partSize = Math.max(least, Math.ceil(size / 10_000));
  const count = Math.ceil(size / partSize);
  return Array.from({ length: count }, (_, at) => ({
    start: at * partSize,
    end: Math.min(size, (at + 1) * partSize) - 1,
  }));
}

/** Runs `work` over all items, a few at once, and resolves with the results in order; stops taking new ones after a failure. */
async function inLanes<T, R>(
  items: readonly T[],
  work: (item: T, at: number) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const pending = items.entries();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const [at, item] of pending) {
      if (failed) return;
      try {
        results[at] = await work(item, at);
      } catch (caught) {
        failed = true;
        throw caught;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
}
