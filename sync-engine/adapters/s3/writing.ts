import { PutObjectCommand } from '@aws-sdk/client-s3';

import { fail, hasCode } from '../../core/error.ts';
import type { PutOptions, WriteConditions, Written } from '../../ports/object-store.ts';
import { call, watched, type Wire } from './call.ts';
import { bareEtag } from './etag.ts';
import { encodeMetadata } from './metadata.ts';
import { headObject } from './reading.ts';

export async function putObject(
  wire: Wire,
  key: string,
  body: Uint8Array,
  options: PutOptions = {},
): Promise<Written> {
  const { client, bucket: Bucket } = wire;
  const output = await conditionalWrite(wire, key, options, (conditions) =>
    call({ action: 's3:PutObject', bucket: Bucket, key }, options.signal, (http) =>
      client.send(
        new PutObjectCommand({
          Bucket,
          Key: key,
          Body: body,
          ContentLength: body.byteLength,
          ...attributesOf(options),
          ...conditions,
        }),
        watched(http, options.onProgress),
      ),
    ),
  );
  options.onProgress?.(body.byteLength);
  return { etag: bareEtag(output.ETag), modifiedMs: undefined };
}

export interface ConditionFields {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
}

/**
 * Runs a write with its conditions in the spelling this bucket takes. AWS answers 404 when If-Match meets no object at
 * all, RGW 412: both are a lost race.
 */
export async function conditionalWrite<T>(
  wire: Wire,
  key: string,
  options: WriteConditions & { readonly signal?: AbortSignal | undefined },
  write: (conditions: ConditionFields) => Promise<T>,
): Promise<T> {
  const absent = options.ifAbsent === true ? { IfNoneMatch: '*' } : {};
  try {
    return await wire.spelling.write(
      options.ifMatch,
      (etag) => write(etag === undefined ? absent : { ...absent, IfMatch: etag }),
      async () => (await headObject(wire, key, { signal: options.signal }))?.etag,
    );
  } catch (caught) {
    if (options.ifMatch === undefined || !hasCode(caught, 'object-missing')) throw caught;
    throw fail('precondition-failed', 'the object to replace is gone', {
      bucket: wire.bucket,
      key,
      cause: caught,
    });
  }
}

/** Metadata and content type as the SDK wants them. */
export function attributesOf(options: PutOptions): {
  readonly Metadata?: Record<string, string>;
  readonly ContentType?: string;
} {
  return {
    ...(options.metadata === undefined ? {} : { Metadata: encodeMetadata(options.metadata) }),
    ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
  };
}

/**
 * Parts that carry a CRC-32 must be announced, or S3 refuses them ("Checksum Type mismatch occurred, expected checksum Type:
 * null"); of the full-object type, because the composite one wants every part's checksum again at the end, which an upload
 * that goes on after a restart does not have. Source: S3 User Guide, "Checking object integrity for data uploads".
 */
export function uploadChecksum({ checksums }: Wire): {
  readonly ChecksumAlgorithm?: 'CRC32';
  readonly ChecksumType?: 'FULL_OBJECT';
} {
  return checksums ? { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } : {};
}
