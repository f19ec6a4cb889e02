import { type Answer, xmlAnswer } from '../http/answer.ts';
import type { XmlValue } from '../http/xml.ts';
import type { ListedVersion } from '../storage/version-listing.ts';
import { maxPage } from './list-objects.ts';
import { bucketName, type Call, countParameter, listingEncoder, owner } from './operation.ts';

export function listObjectVersions(call: Call): Answer {
  const { head, storage } = call;
  const encode = listingEncoder(head);
  const prefix = head.query('prefix') ?? '';
  const delimiter = head.query('delimiter') ?? '';
  const keyMarker = head.query('key-marker') ?? '';
  const versionIdMarker = head.query('version-id-marker') ?? '';
  const limit = Math.min(countParameter(head, 'max-keys', maxPage), maxPage);
  const bucket = storage.buckets.get(bucketName(call));
  const page = storage.allVersions.list(bucket, { prefix, delimiter, keyMarker, versionIdMarker, limit });
  const render = (version: ListedVersion): XmlValue => ({
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: version.latest,
    LastModified: new Date(version.modifiedMs).toISOString(),
    ...(version.deleteMarker
      ? {}
      : { ETag: `"${version.etag}"`, Size: version.size, StorageClass: 'STANDARD' }),
    Owner: owner,
  });
  return xmlAnswer('ListVersionsResult', {
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: versionIdMarker,
    NextKeyMarker: page.next && encode(page.next.key),
    NextVersionIdMarker: page.next?.versionId,
    MaxKeys: limit,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: head.query('encoding-type'),
    IsTruncated: page.next !== undefined,
    Version: page.versions.filter((version) => !version.deleteMarker).map(render),
    DeleteMarker: page.versions.filter((version) => version.deleteMarker).map(render),
    CommonPrefixes: page.commonPrefixes.map((text) => ({ Prefix: encode(text) })),
  });
}
