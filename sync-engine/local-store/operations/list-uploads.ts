import { type Answer, xmlAnswer } from '../http/answer.ts';
import { commonPrefix, startsWith } from '../storage/listing.ts';
import type { Upload } from '../storage/uploads.ts';
import { maxPage } from './list-objects.ts';
import { requestedUpload } from './multipart.ts';
import { checksumElements } from './object-headers.ts';
import { bucketName, type Call, countParameter, listingEncoder, objectKey, owner } from './operation.ts';

export function listParts(call: Call): Answer {
  const { storage, head } = call;
  const upload = requestedUpload(call);
  const encode = listingEncoder(head);
  const marker = countParameter(head, 'part-number-marker', 0);
  const maxParts = Math.min(countParameter(head, 'max-parts', maxPage), maxPage);
  const found = storage.uploads.parts(upload, marker, maxParts + 1);
  const page = found.slice(0, maxParts);
  return xmlAnswer('ListPartsResult', {
    Bucket: bucketName(call),
    EncodingType: head.query('encoding-type'),
    Key: encode(objectKey(call)),
    UploadId: upload.uploadId,
    Initiator: owner,
    Owner: owner,
    StorageClass: 'STANDARD',
    ChecksumAlgorithm: upload.checksum?.name.toUpperCase(),
    ChecksumType: upload.checksum?.type,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: maxParts,
    IsTruncated: found.length > page.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modifiedMs).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...checksumElements(part.checksum, false),
    })),
  });
}

export function listMultipartUploads(call: Call): Answer {
  const { head } = call;
  const encode = listingEncoder(head);
  const prefix = head.query('prefix') ?? '';
  const delimiter = head.query('delimiter') ?? '';
  const keyMarker = head.query('key-marker') ?? '';
  const uploadIdMarker = head.query('upload-id-marker') ?? '';
  const maxUploads = Math.min(countParameter(head, 'max-uploads', maxPage), maxPage);
  const page = collect(call, { prefix, delimiter, keyMarker, uploadIdMarker, limit: maxUploads });
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: bucketName(call),
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadIdMarker,
    NextKeyMarker: page.next && encode(page.next.key),
    NextUploadIdMarker: page.next?.uploadId,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: head.query('encoding-type'),
    MaxUploads: maxUploads,
    IsTruncated: page.next !== undefined,
    Upload: page.uploads.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.uploadId,
      Initiator: owner,
      Owner: owner,
      StorageClass: 'STANDARD',
      Initiated: new Date(upload.createdMs).toISOString(),
      ChecksumAlgorithm: upload.checksum?.name.toUpperCase(),
      ChecksumType: upload.checksum?.type,
    })),
    CommonPrefixes: page.commonPrefixes.map((text) => ({ Prefix: encode(text) })),
  });
}

interface UploadsQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly keyMarker: string;
  /** Ignored without a key marker, as on AWS. */
  readonly uploadIdMarker: string;
  readonly limit: number;
}

interface UploadsPage {
  readonly uploads: readonly Upload[];
  readonly commonPrefixes: readonly string[];
  /** The last entry, when there are more. */
  readonly next: { readonly key: string; readonly uploadId: string } | undefined;
}

function collect(call: Call, query: UploadsQuery): UploadsPage {
  const { prefix, delimiter, keyMarker, uploadIdMarker, limit } = query;
  const uploads: Upload[] = [];
  const commonPrefixes: string[] = [];
  let last: { readonly key: string; readonly uploadId: string } | undefined;
  const prefixBytes = Buffer.from(prefix);
  const from = Buffer.from(keyMarker);
  const bucket = call.storage.buckets.get(bucketName(call));
  for (const upload of call.storage.uploads.list(
    bucket,
    Buffer.compare(from, prefixBytes) > 0 ? from : prefixBytes,
  )) {
    if (!startsWith(Buffer.from(upload.key), prefixBytes)) break;
    const group = commonPrefix(upload.key, prefix, delimiter);
    const seen = upload.key === keyMarker && (uploadIdMarker === '' || upload.uploadId <= uploadIdMarker);
    if (seen || (group !== undefined && (group === commonPrefixes.at(-1) || group === keyMarker))) continue;
    if (uploads.length + commonPrefixes.length === limit) return { uploads, commonPrefixes, next: last };
    if (group === undefined) uploads.push(upload);
    else commonPrefixes.push(group);
    last = group === undefined ? upload : { key: group, uploadId: '' };
  }
  return { uploads, commonPrefixes, next: undefined };
}
