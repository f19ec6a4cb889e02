import { type Answer, emptyAnswer } from '../http/answer.ts';
import type { Version } from '../storage/versions.ts';
import { checkWriteConditions } from './conditions.ts';
import { checksumHeaders, headersToStore, versionIdHeader } from './object-headers.ts';
import { bucketName, type Call, objectKey } from './operation.ts';

/** The most one PUT, part or copy may hold: 5 GiB ("Amazon S3 multipart upload limits"). */
export const maxSinglePutBytes = 5 * 1024 ** 3;

export async function putObject(call: Call): Promise<Answer> {
  const { storage, head } = call;
  const key = objectKey(call);
  storage.buckets.get(bucketName(call));
  const headers = headersToStore(head);
  const { body, size, md5Hex, checksum } = await call.body.receive(maxSinglePutBytes);
  const versionId = await storage.changeWithBody(body, (segments, transaction) => {
    const bucket = storage.buckets.get(bucketName(call));
    checkWriteConditions(head, live(storage.versions.latest(bucket, key)), key);
    const version = { key, size, etag: md5Hex, modifiedMs: call.now(), headers, checksum, segments };
    return storage.versions.put(bucket, version, transaction);
  });
  return emptyAnswer(200, {
    ETag: `"${md5Hex}"`,
    ...versionIdHeader(versionId),
    ...checksumHeaders({ checksum }),
  });
}

/** The current object, when the latest version is one. */
export function live(version: Version | undefined): Version | undefined {
  return version?.deleteMarker === true ? undefined : version;
}
