import { invalidArgument } from '../errors.ts';
import { type Answer, xmlAnswer } from '../http/answer.ts';
import type { XmlValue } from '../http/xml.ts';
import type { StoredChecksum } from '../payload/checksums.ts';
import type { Cursor, ListedObject, Listing } from '../storage/listing.ts';
import { bucketName, type Call, countParameter, listingEncoder, owner } from './operation.ts';

/** S3 returns at most 1,000 keys a page, whatever is asked. */
export const maxPage = 1000;

export function listObjectsV2(call: Call): Answer {
  const { head } = call;
  const token = head.query('continuation-token');
  const startAfter = head.query('start-after');
  const after = token === undefined ? keyCursor(startAfter) : readToken(token);
  const { listing, encode, common } = list(call, after);
  const withOwner = head.query('fetch-owner') === 'true';
  return xmlAnswer('ListBucketResult', {
    ...common,
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: listing.next && writeToken(listing.next),
    KeyCount: listing.objects.length + listing.commonPrefixes.length,
    Contents: listing.objects.map((object) => renderObject(object, encode, withOwner)),
    CommonPrefixes: listing.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  });
}

export function listObjectsV1(call: Call): Answer {
  const marker = call.head.query('marker');
  const { listing, encode, common } = list(call, keyCursor(marker));
  return xmlAnswer('ListBucketResult', {
    ...common,
    Marker: encode(marker ?? ''),
    NextMarker: listing.next && encode(listing.next.text),
    Contents: listing.objects.map((object) => renderObject(object, encode, true)),
    CommonPrefixes: listing.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  });
}

interface Page {
  readonly listing: Listing;
  readonly encode: (text: string) => string;
  readonly common: Readonly<Record<string, XmlValue>>;
}

function list(call: Call, after: Cursor | undefined): Page {
  const { head, storage } = call;
  const encode = listingEncoder(head);
  const prefix = head.query('prefix') ?? '';
  const delimiter = head.query('delimiter') ?? '';
  const maxKeys = Math.min(countParameter(head, 'max-keys', maxPage), maxPage);
  const bucket = storage.buckets.get(bucketName(call));
  const listing = storage.objects.list(bucket, {
    prefix,
    delimiter,
    after,
    limit: maxKeys,
  });
  const common = {
    Name: bucket.name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: head.query('encoding-type'),
    IsTruncated: listing.next !== undefined,
  };
  return { listing, encode, common };
}

function renderObject(object: ListedObject, encode: (text: string) => string, withOwner: boolean): XmlValue {
  const checksum = object.checksum === null ? undefined : (JSON.parse(object.checksum) as StoredChecksum);
  return {
    Key: encode(object.key),
    LastModified: new Date(object.modifiedMs).toISOString(),
    ETag: `"${object.etag}"`,
    ChecksumAlgorithm: checksum?.name.toUpperCase(),
    Size: object.size,
    Owner: withOwner ? owner : undefined,
    StorageClass: 'STANDARD',
  };
}

function keyCursor(text: string | undefined): Cursor | undefined {
  return text === undefined || text === '' ? undefined : { kind: 'key', text };
}

/** A continuation token is the cursor itself, made opaque. */
function writeToken(cursor: Cursor): string {
  return Buffer.from(`${cursor.kind}:${cursor.text}`).toString('base64url');
}

function readToken(token: string): Cursor {
  const match = /^(key|prefix):(.+)$/su.exec(Buffer.from(token, 'base64url').toString());
  if (match?.[2] === undefined) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return { kind: match[1] === 'key' ? 'key' : 'prefix', text: match[2] };
}
