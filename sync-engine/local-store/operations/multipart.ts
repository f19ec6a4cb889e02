import { S3Error } from '../errors.ts';
import { type Answer, emptyAnswer, xmlAnswer } from '../http/answer.ts';
import type { RequestHead } from '../http/request.ts';
import { parseXml, type XmlElement } from '../http/xml.ts';
import { isChecksumName, type PlannedChecksum } from '../payload/checksums.ts';
import { combineChecksums, multipartEtag } from '../payload/combine-checksums.ts';
import type { Part, Upload } from '../storage/uploads.ts';
import { bareEtag, checkWriteConditions } from './conditions.ts';
import { checksumElements, checksumHeaders, headersToStore, versionIdHeader } from './object-headers.ts';
import { bucketName, type Call, objectKey } from './operation.ts';
import { live, maxSinglePutBytes } from './write-object.ts';

/** "Amazon S3 multipart upload limits": parts 1 to 10,000, each but the last of 5 MiB or more. */
export const maxParts = 10_000;
const minPartBytes = 5 * 1024 ** 2;

export async function createMultipartUpload(call: Call): Promise<Answer> {
  const { storage, head } = call;
  await call.body.text();
  const headers = headersToStore(head);
  const checksum = plannedChecksum(head);
  const key = objectKey(call);
  const uploadId = await storage.change(() => {
    const bucket = storage.buckets.get(bucketName(call));
    return storage.uploads.create(bucket, { key, createdMs: call.now(), headers, checksum });
  });
  const answer = xmlAnswer('InitiateMultipartUploadResult', {
    Bucket: bucketName(call),
    Key: key,
    UploadId: uploadId,
  });
  const planned =
    checksum === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': checksum.name.toUpperCase(), 'x-amz-checksum-type': checksum.type };
  return { ...answer, headers: { ...answer.headers, ...planned } };
}

export async function uploadPart(call: Call): Promise<Answer> {
  const { storage } = call;
  const number = partNumber(call.head);
  requestedUpload(call);
  const { body, size, md5Hex, checksum } = await call.body.receive(maxSinglePutBytes);
  await storage.changeWithBody(body, (segments, transaction) => {
    // Looked up again: the upload may have ended while the part came in.
    const part = { number, size, etag: md5Hex, modifiedMs: call.now(), checksum, segments };
    storage.uploads.putPart(requestedUpload(call), part, transaction);
  });
  return emptyAnswer(200, { ETag: `"${md5Hex}"`, ...checksumHeaders({ checksum }, false) });
}

export async function abortMultipartUpload(call: Call): Promise<Answer> {
  const { storage } = call;
  await storage.change((transaction) => storage.uploads.remove(requestedUpload(call), transaction));
  return emptyAnswer(204);
}

export async function completeMultipartUpload(call: Call): Promise<Answer> {
  const { storage, head } = call;
  const key = objectKey(call);
  const named = parseXml(await call.body.text(), 'CompleteMultipartUpload')
    .children('Part')
    .map(parseNamedPart);
  const { versionId, etag, checksum } = await storage.change((transaction) => {
    const bucket = storage.buckets.get(bucketName(call));
    const upload = requestedUpload(call);
    const parts = choose(
      named,
      new Map(storage.uploads.parts(upload, 0, maxParts).map((part) => [part.number, part])),
    );
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    checkTotal(head, size);
    checkWriteConditions(head, live(storage.versions.latest(bucket, key)), key);
    const etag = multipartEtag(parts.map((part) => part.etag));
    const checksum = upload.checksum && combineChecksums(upload.checksum, parts);
    checkWholeChecksum(head, upload, checksum?.value);
    const segments = parts.flatMap((part) => part.segments);
    storage.bodies.retain(segments);
    storage.uploads.remove(upload, transaction);
    const version = { key, size, etag, modifiedMs: call.now(), headers: upload.headers, checksum, segments };
    return { versionId: storage.versions.put(bucket, version, transaction), etag, checksum };
  });
  const answer = xmlAnswer('CompleteMultipartUploadResult', {
    Location: `http://${head.header('host') ?? ''}${head.rawPath}`,
    Bucket: bucketName(call),
    Key: key,
    ETag: `"${etag}"`,
    ...checksumElements(checksum),
  });
  return { ...answer, headers: { ...answer.headers, ...versionIdHeader(versionId) } };
}

/** The upload a request names. @throws S3Error NoSuchBucket, NoSuchUpload */
export function requestedUpload(call: Call): Upload {
  const bucket = call.storage.buckets.get(bucketName(call));
  return call.storage.uploads.get(bucket, objectKey(call), call.head.query('uploadId') ?? '');
}

export function partNumber(head: RequestHead): number {
  const number = Number(head.query('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > maxParts) {
    throw new S3Error('InvalidArgument', {
      message: `Part number must be an integer between 1 and ${maxParts}, inclusive`,
      details: { ArgumentName: 'partNumber', ArgumentValue: head.query('partNumber') ?? '' },
    });
  }
  return number;
}

interface NamedPart {
  readonly number: number;
  readonly etag: string;
}

function parseNamedPart(element: XmlElement): NamedPart {
  const number = Number(element.child('PartNumber')?.text);
  const etag = element.child('ETag')?.text;
  if (!Number.isInteger(number) || etag === undefined) throw new S3Error('MalformedXML');
  return { number, etag: bareEtag(etag) };
}

/** The parts the client named, checked as S3 checks them. */
function choose(named: readonly NamedPart[], stored: ReadonlyMap<number, Part>): readonly Part[] {
  if (named.length === 0) throw new S3Error('MalformedXML');
  if (named.some(({ number }, at) => number <= (named[at - 1]?.number ?? 0)))
    throw new S3Error('InvalidPartOrder');
  return named.map(({ number, etag }, at) => {
    const part = stored.get(number);
    if (part === undefined || part.etag !== etag) {
      throw new S3Error('InvalidPart', { details: { PartNumber: String(number), ETag: etag } });
    }
    if (part.size < minPartBytes && at < named.length - 1) {
      throw new S3Error('EntityTooSmall', {
        details: {
          ProposedSize: String(part.size),
          MinSizeAllowed: String(minPartBytes),
          PartNumber: String(number),
          ETag: etag,
        },
      });
    }
    return part;
  });
}

function plannedChecksum(head: RequestHead): PlannedChecksum | undefined {
  const name = head.header('x-amz-checksum-algorithm')?.toLowerCase();
  if (name === undefined) return undefined;
  const type = head.header('x-amz-checksum-type') ?? (name === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  const impossible = name === 'crc64nvme' ? 'COMPOSITE' : name.startsWith('sha') ? 'FULL_OBJECT' : undefined;
  if (!isChecksumName(name) || (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') || type === impossible) {
    throw new S3Error('InvalidRequest', {
      message: `The ${type} checksum type cannot be used with the ${name} checksum algorithm.`,
    });
  }
  return { name, type };
}

function checkTotal(head: RequestHead, size: number): void {
  const claimed = head.header('x-amz-mp-object-size');
  if (claimed !== undefined && Number(claimed) !== size) {
    throw new S3Error('InvalidRequest', {
      message: `The provided 'x-amz-mp-object-size' header value ${claimed} does not match what was computed: ${size}`,
    });
  }
}

/** A checksum of the whole object may come with the completion; it must then be right. */
function checkWholeChecksum(head: RequestHead, upload: Upload, value: string | undefined): void {
  if (upload.checksum?.type !== 'FULL_OBJECT') return;
  const claimed = head.header(`x-amz-checksum-${upload.checksum.name}`);
  if (claimed !== undefined && claimed !== value) {
    throw new S3Error('BadDigest', {
      message: `The ${upload.checksum.name} you specified did not match the calculated checksum.`,
    });
  }
}
