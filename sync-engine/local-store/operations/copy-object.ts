import { invalidArgument, S3Error } from '../errors.ts';
import { type Answer, xmlAnswer } from '../http/answer.ts';
import { decodeComponent } from '../http/request.ts';
import type { Version } from '../storage/versions.ts';
import { checkReadConditions, checkWriteConditions } from './conditions.ts';
import { headersToStore, versionIdHeader } from './object-headers.ts';
import { bucketName, type Call, objectKey } from './operation.ts';
import { findVersion } from './read-object.ts';
import { live, maxSinglePutBytes } from './write-object.ts';

export async function copyObject(call: Call): Promise<Answer> {
  const { storage, head } = call;
  const key = objectKey(call);
  const source = readCopySource(call);
  const directive = head.header('x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw invalidArgument('Unknown metadata directive.', 'x-amz-metadata-directive', directive);
  }
  const toItself = source.bucket === bucketName(call) && source.key === key && source.versionId === undefined;
  if (toItself && directive === 'COPY') {
    throw new S3Error('InvalidRequest', {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.",
    });
  }
  const replacement = headersToStore(head);
  const copied = await storage.change((transaction) => {
    // Source and destination are looked at in the same change that writes: nothing can come between.
    const from = copySourceVersion(call, source);
    if (from.size > maxSinglePutBytes) {
      throw new S3Error('InvalidRequest', {
        message: `The specified copy source is larger than the maximum allowable size for a copy source: ${maxSinglePutBytes}`,
      });
    }
    const bucket = storage.buckets.get(bucketName(call));
    checkWriteConditions(head, live(storage.versions.latest(bucket, key)), key);
    storage.bodies.retain(from.segments);
    // The bytes are shared, so the ETag stays the source's own, also when that came from a multipart upload.
    const { size, etag, checksum, segments } = from;
    const headers = directive === 'COPY' ? from.headers : replacement;
    const version = { key, size, etag, modifiedMs: call.now(), headers, checksum, segments };
    return { from, version, versionId: storage.versions.put(bucket, version, transaction) };
  });
  const answer = xmlAnswer('CopyObjectResult', {
    LastModified: new Date(copied.version.modifiedMs).toISOString(),
    ETag: `"${copied.version.etag}"`,
  });
  const headers = { ...versionIdHeader(copied.versionId), ...sourceVersionHeader(copied.from) };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Where a copy reads from. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** `x-amz-copy-source: [/]bucket/key[?versionId=id]`, percent-encoded; also asks whether reading it is allowed. */
export function readCopySource(call: Call): CopySource {
  const header = call.head.header('x-amz-copy-source') ?? '';
  const [path = '', versionId] = header.split('?versionId=');
  const decoded = decodeComponent(path).replace(/^\//u, '');
  const slash = decoded.indexOf('/');
  const bucket = decoded.slice(0, slash);
  const key = decoded.slice(slash + 1);
  if (slash < 1 || key === '') {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  }
  call.permit(versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', `${bucket}/${key}`);
  return { bucket, key, versionId };
}

/** The source's version, its conditions checked. */
export function copySourceVersion(call: Call, source: CopySource): Version {
  const version = findVersion(call, source.bucket, source.key, source.versionId);
  checkReadConditions(call.head, version, 'x-amz-copy-source-');
  return version;
}

export function sourceVersionHeader(version: Version): Readonly<Record<string, string>> {
  const id = versionIdHeader(version.versionId)['x-amz-version-id'];
  return id === undefined ? {} : { 'x-amz-copy-source-version-id': id };
}
