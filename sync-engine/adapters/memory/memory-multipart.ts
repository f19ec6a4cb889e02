import { fail } from '../../core/error.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { MultipartOperations, UploadedPart, UploadRef } from '../../ports/object-store.ts';
import type { RequestKind } from '../object-store/requests.ts';
import { multipartEtag } from '../object-store/multipart-etag.ts';
import { md5, type MemoryBucket, type MemoryUpload } from './memory-bucket.ts';
import type { Enter } from './memory-request.ts';
import { attributesOf } from './memory-object.ts';

/** Parts but the last are at least this large. Source: S3 User Guide, "Multipart upload limits". */
const MIN_PART_SIZE = 5 * 1024 * 1024;

export function memoryMultipart(enter: Enter, honoursConditions: boolean): MultipartOperations {
  return {
    async create(key, options = {}) {
      const bucket = enter({ kind: 'POST', action: 's3:PutObject', key }, options.signal);
      return { uploadId: bucket.startUpload(key, attributesOf(options)).uploadId };
    },

    async uploadPart(upload, partNumber, body, options = {}) {
      const ask = {
        kind: 'PUT' as RequestKind,
        action: 's3:PutObject',
        key: upload.key,
        sent: body.byteLength,
      };
      const { parts } = find(enter(ask, options.signal), upload);
      if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000)
        throw fail('bad-request', `there is no part ${partNumber}`, { key: upload.key });
      const part = { partNumber, etag: md5(body), size: body.byteLength };
      parts.set(partNumber, { ...part, bytes: body.slice() });
      return part;
    },

    async listParts(upload, options = {}) {
      const ask = { kind: 'LIST' as RequestKind, action: 's3:ListMultipartUploadParts', key: upload.key };
      const { parts } = find(enter(ask, options.signal), upload);
      return [...parts.values()]
        .map(({ partNumber, etag, size }) => ({ partNumber, etag, size }))
        .sort((a, b) => a.partNumber - b.partNumber);
    },

    async complete(upload, parts, options = {}) {
      const bucket = enter({ kind: 'POST', action: 's3:PutObject', key: upload.key }, options.signal);
      const started = find(bucket, upload);
      if (honoursConditions) bucket.check(upload.key, options);
      const bytes = join(started, parts);
      const etag = multipartEtag(parts) ?? md5(bytes);
      bucket.put(upload.key, bytes, { ...started.attributes, etag });
      bucket.uploads.delete(upload.uploadId);
      options.onProgress?.(bytes.byteLength);
      return { etag, modifiedMs: undefined };
    },

    async abort(upload, options = {}) {
      const ask = { kind: 'DELETE' as RequestKind, action: 's3:AbortMultipartUpload', key: upload.key };
      enter(ask, options.signal).uploads.delete(upload.uploadId);
    },

    async list(prefix, options = {}) {
      const bucket = enter({ kind: 'LIST', action: 's3:ListBucketMultipartUploads' }, options.signal);
      return [...bucket.uploads.values()]
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ key, uploadId, startedMs }) => ({ key, uploadId, startedMs }))
        .sort((a, b) => compareUtf8(a.key, b.key) || a.startedMs - b.startedMs);
    },
  };
}

function find(bucket: MemoryBucket, { key, uploadId }: UploadRef): MemoryUpload {
  const upload = bucket.uploads.get(uploadId);
  if (upload === undefined || upload.key !== key)
    throw fail('upload-missing', 'there is no such upload', { bucket: bucket.name, key });
  return upload;
}

function join(upload: MemoryUpload, parts: readonly UploadedPart[]): Uint8Array {
  const details = { key: upload.key };
  const stored = parts.map(({ partNumber, etag }, at) => {
    const part = upload.parts.get(partNumber);
    if (part === undefined || part.etag !== etag)
      throw fail('bad-request', `part ${partNumber} is not what was uploaded`, details);
    if (partNumber <= (parts[at - 1]?.partNumber ?? 0))
      throw fail('bad-request', 'the parts are not in order', details);
    if (at < parts.length - 1 && part.size < MIN_PART_SIZE)
      throw fail('bad-request', `part ${partNumber} is too small`, details);
    return part.bytes;
  });
  if (stored.length === 0) throw fail('bad-request', 'an object has at least one part', details);
  return Buffer.concat(stored);
}
