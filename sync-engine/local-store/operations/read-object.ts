import { invalidArgument, S3Error } from '../errors.ts';
import { type Answer, emptyAnswer } from '../http/answer.ts';
import { sliceSegments } from '../storage/bodies.ts';
import type { Version } from '../storage/versions.ts';
import { checkReadConditions } from './conditions.ts';
import { versionHeaders, versionIdHeader } from './object-headers.ts';
import { bucketName, type Call, objectKey } from './operation.ts';

/** The version a read is about. @throws S3Error NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker) */
export function findVersion(
  call: Call,
  bucketName: string,
  key: string,
  versionId: string | undefined,
): Version {
  const bucket = call.storage.buckets.get(bucketName);
  if (versionId === '') throw invalidArgument('Version id cannot be the empty string', 'versionId', '');
  const version =
    versionId === undefined
      ? call.storage.versions.latest(bucket, key)
      : call.storage.versions.find(bucket, key, versionId);
  if (version === undefined) {
    // As on AWS: who may not list must not learn whether a key exists.
    call.permit('s3:ListBucket', bucketName);
    if (versionId === undefined) throw new S3Error('NoSuchKey', { details: { Key: key } });
    throw new S3Error('NoSuchVersion', { details: { Key: key, VersionId: versionId } });
  }
  if (version.deleteMarker) {
    const headers = { 'x-amz-delete-marker': 'true', ...versionIdHeader(version.versionId) };
    if (versionId === undefined) throw new S3Error('NoSuchKey', { details: { Key: key }, headers });
    throw new S3Error('MethodNotAllowed', {
      details: { Method: call.head.verb, ResourceType: 'DeleteMarker' },
      headers: { ...headers, Allow: 'DELETE', 'Last-Modified': new Date(version.modifiedMs).toUTCString() },
    });
  }
  return version;
}

export function getObject(call: Call): Answer {
  const { version, range, headers } = prepare(call);
  const segments =
    range === undefined ? version.segments : sliceSegments(version.segments, range.start, range.length);
  return { status: range === undefined ? 200 : 206, headers, body: call.storage.bodies.read(segments) };
}

export function headObject(call: Call): Answer {
  const { range, headers } = prepare(call);
  return emptyAnswer(range === undefined ? 200 : 206, headers);
}

interface Range {
  readonly start: number;
  readonly length: number;
}

function prepare(call: Call): {
  version: Version;
  range: Range | undefined;
  headers: Record<string, string>;
} {
  const { head } = call;
  const version = findVersion(call, bucketName(call), objectKey(call), head.query('versionId'));
  checkReadConditions(head, version);
  const range = parseRange(head.header('range'), version.size);
  const headers = versionHeaders(version, head);
  headers['Content-Length'] = String(range?.length ?? version.size);
  if (range !== undefined) {
    headers['Content-Range'] = `bytes ${range.start}-${range.start + range.length - 1}/${version.size}`;
    // The stored checksum is that of the whole object; beside a range it would make clients reject good bytes.
    for (const name of Object.keys(headers)) if (name.startsWith('x-amz-checksum-')) delete headers[name];
  }
  return { version, range, headers };
}

/** One byte range (RFC 9110 section 14.1.2); anything else, several ranges included, is ignored as S3 ignores it. */
export function parseRange(header: string | undefined, size: number): Range | undefined {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header?.trim() ?? '');
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (match === null || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start > end) {
    throw new S3Error('InvalidRange', {
      details: { RangeRequested: header ?? '', ActualObjectSize: String(size) },
      headers: { 'Content-Range': `bytes */${size}` },
    });
  }
  return { start, length: end - start + 1 };
}
