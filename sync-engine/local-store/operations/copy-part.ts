import { createHash } from 'node:crypto';
import { S3Error } from '../errors.ts';
import { type Answer, xmlAnswer } from '../http/answer.ts';
import { type Segment, sliceSegments } from '../storage/bodies.ts';
import type { Version } from '../storage/versions.ts';
import { copySourceVersion, readCopySource, sourceVersionHeader } from './copy-object.ts';
import type { Call } from './operation.ts';
import { partNumber, requestedUpload } from './multipart.ts';
import { parseRange } from './read-object.ts';
import { maxSinglePutBytes } from './write-object.ts';

export async function uploadPartCopy(call: Call): Promise<Answer> {
  const { storage, head } = call;
  const number = partNumber(head);
  const source = readCopySource(call);
  const { from, part } = await storage.change((transaction) => {
    const upload = requestedUpload(call);
    const from = copySourceVersion(call, source);
    const { start, length } = sourceRange(head.header('x-amz-copy-source-range'), from.size);
    if (length > maxSinglePutBytes) {
      throw new S3Error('InvalidRequest', {
        message: `The specified copy source is larger than the maximum allowable size for a copy source: ${maxSinglePutBytes}`,
      });
    }
    const segments = sliceSegments(from.segments, start, length);
    storage.bodies.retain(segments);
    const whole = length === from.size;
    const part = {
      number,
      size: length,
      etag: partEtag(from, segments, whole),
      modifiedMs: call.now(),
      checksum: whole && from.checksum?.value.includes('-') === false ? from.checksum : undefined,
      segments,
    };
    storage.uploads.putPart(upload, part, transaction);
    return { from, part };
  });
  const answer = xmlAnswer('CopyPartResult', {
    LastModified: new Date(part.modifiedMs).toISOString(),
    ETag: `"${part.etag}"`,
  });
  return { ...answer, headers: { ...answer.headers, ...sourceVersionHeader(from) } };
}

/**
 * The MD5 of the bytes where it is known without reading them. Otherwise a name that is the same for the same bytes of
 * the same body: clients must take a copied part's ETag as it comes, and reading gigabytes only to hash them is what
 * sharing bodies saves.
 */
function partEtag(from: Version, segments: readonly Segment[], whole: boolean): string {
  if (whole && /^[0-9a-f]{32}$/u.test(from.etag)) return from.etag;
  return createHash('md5').update(JSON.stringify(segments)).digest('hex');
}

/** `bytes=first-last`, both given and inside the source; S3 takes no other form here. */
function sourceRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly length: number } {
  if (header === undefined) return { start: 0, length: size };
  const last = /^bytes=\d+-(\d+)$/u.exec(header)?.[1];
  const range = last === undefined || Number(last) >= size ? undefined : parseRange(header, size);
  if (range === undefined) {
    throw new S3Error('InvalidArgument', {
      message: `Range specified is not valid for source object of size: ${size}`,
      details: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    });
  }
  return range;
}
