import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import { fail, hasCode } from '../../core/error.ts';
import type {
  CallOptions,
  MultipartOperations,
  PendingUpload,
  UploadedPart,
  UploadRef,
} from '../../ports/object-store.ts';
import { call, required, watched, type Wire } from './call.ts';
import type { CallFacts } from './errors.ts';
import { bareEtag } from './etag.ts';
import { decodeListedKey } from './keys.ts';
import { settleWritten } from './settle.ts';
import { attributesOf, conditionalWrite, uploadChecksum } from './writing.ts';

export function multipartOperations(wire: Wire): MultipartOperations {
  const { client, bucket: Bucket } = wire;
  const facts = (action: string, key: string): CallFacts => ({ action, bucket: Bucket, key, ofUpload: true });
  const refer = ({ key, uploadId }: UploadRef) => ({ Bucket, Key: key, UploadId: uploadId });

  return {
    async create(key, options = {}) {
      const output = await call({ action: 's3:PutObject', bucket: Bucket, key }, options.signal, (http) =>
        client.send(
          new CreateMultipartUploadCommand({
            Bucket,
            Key: key,
            ...attributesOf(options),
            ...uploadChecksum(wire),
          }),
          http,
        ),
      );
      return { uploadId: required(output.UploadId, 'UploadId') };
    },

    async uploadPart(upload, partNumber, body, options = {}) {
      const output = await call(facts('s3:PutObject', upload.key), options.signal, (http) =>
        client.send(
          new UploadPartCommand({
            ...refer(upload),
            PartNumber: partNumber,
            Body: body,
            ContentLength: body.byteLength,
          }),
          watched(http, options.onProgress),
        ),
      );
      return { partNumber, etag: bareEtag(required(output.ETag, 'ETag')), size: body.byteLength };
    },

    listParts: (upload, options) => listParts(wire, upload, options),

    async complete(upload, parts, options = {}) {
      const output = await conditionalWrite(wire, upload.key, options, (conditions) =>
        call(facts('s3:PutObject', upload.key), options.signal, (http) =>
          client.send(
            new CompleteMultipartUploadCommand({
              ...refer(upload),
              MultipartUpload: {
                Parts: parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: `"${etag}"` })),
              },
              ...conditions,
            }),
            http,
          ),
        ),
      ).catch((caught: unknown) => missingOr(wire, upload, caught));
      options.onProgress?.(parts.reduce((sum, { size }) => sum + size, 0));
      return settleWritten(wire, upload.key, output.ETag, { parts, signal: options.signal });
    },

    async abort(upload, options = {}) {
      try {
        await call(facts('s3:AbortMultipartUpload', upload.key), options.signal, (http) =>
          client.send(new AbortMultipartUploadCommand(refer(upload)), http),
        );
      } catch (caught) {
        if (!hasCode(caught, 'upload-missing')) throw caught;
      }
    },

    list: (prefix, options) => listUploads(wire, prefix, options),
  };
}

/**
 * Ceph RGW 16 answers 500 ("completion is already in progress") for an upload that is gone, where S3 says NoSuchUpload:
 * the same question about its parts tells. Rejects in any case.
 */
async function missingOr(wire: Wire, upload: UploadRef, caught: unknown): Promise<never> {
  if (hasCode(caught, 'server-error')) await listParts(wire, upload);
  throw caught;
}

async function listParts(
  wire: Wire,
  upload: UploadRef,
  { signal }: CallOptions = {},
): Promise<readonly UploadedPart[]> {
  const { client, bucket: Bucket } = wire;
  const facts: CallFacts = {
    action: 's3:ListMultipartUploadParts',
    bucket: Bucket,
    key: upload.key,
    ofUpload: true,
  };
  const parts: UploadedPart[] = [];
  let marker: string | undefined;
  for (;;) {
    const command = new ListPartsCommand({
      Bucket,
      Key: upload.key,
      UploadId: upload.uploadId,
      PartNumberMarker: marker,
    });
    const page = await call(facts, signal, (http) => client.send(command, http));
    for (const { PartNumber, ETag, Size } of page.Parts ?? [])
      parts.push({
        partNumber: required(PartNumber, 'PartNumber'),
        etag: bareEtag(ETag),
        size: required(Size, 'Size'),
      });
    if (page.IsTruncated !== true) return parts.sort((a, b) => a.partNumber - b.partNumber);
    marker = nextMarker(marker, page.NextPartNumberMarker);
  }
}

async function listUploads(
  wire: Wire,
  prefix: string,
  { signal }: CallOptions = {},
): Promise<readonly PendingUpload[]> {
  const { client, bucket: Bucket } = wire;
  const uploads: PendingUpload[] = [];
  let keyMarker: string | undefined;
  let idMarker: string | undefined;
  for (;;) {
    const command = new ListMultipartUploadsCommand({
      Bucket,
      Prefix: prefix,
      EncodingType: 'url',
      KeyMarker: keyMarker,
      UploadIdMarker: idMarker,
    });
    const page = await call({ action: 's3:ListBucketMultipartUploads', bucket: Bucket }, signal, (http) =>
      client.send(command, http),
    );
    // RGW 16 encodes the keys it was asked to encode, and does not say so.
    for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
      uploads.push({
        key: decodeListedKey(required(Key, 'Key'), 'url'),
        uploadId: required(UploadId, 'UploadId'),
        startedMs: required(Initiated, 'Initiated').getTime(),
      });
    if (page.IsTruncated !== true) return uploads;
    const before = `${keyMarker}\n${idMarker}`;
    keyMarker = decodeListedKey(page.NextKeyMarker ?? '', page.EncodingType);
    idMarker = page.NextUploadIdMarker;
    nextMarker(before, `${keyMarker}\n${idMarker}`);
  }
}

function nextMarker(before: string | undefined, next: string | undefined): string {
  if (next === undefined || next === before)
    throw fail('listing-incomplete', 'the listing stops in the middle, without a way to go on');
  return next;
}
