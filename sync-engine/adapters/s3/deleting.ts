import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';

import { hasCode, toSyncError } from '../../core/error.ts';
import type { CallOptions, DeleteFailure, DeleteOptions } from '../../ports/object-store.ts';
import { call, type Wire } from './call.ts';
import { mapS3Error, type CallFacts } from './errors.ts';
import { fitsXml } from './keys.ts';
import { headObject } from './reading.ts';

/** Keys one DeleteObjects takes. Source: S3 API Reference, DeleteObjects. */
const BATCH = 1000;

export async function deleteObject(wire: Wire, key: string, options: DeleteOptions = {}): Promise<void> {
  const { client, bucket: Bucket } = wire;
  try {
    await wire.spelling.write(
      options.ifMatch,
      (etag) =>
        call({ action: 's3:DeleteObject', bucket: Bucket, key }, options.signal, (http) =>
          client.send(
            new DeleteObjectCommand({ Bucket, Key: key, ...(etag === undefined ? {} : { IfMatch: etag }) }),
            http,
          ),
        ),
      async () => (await headObject(wire, key, { signal: options.signal }))?.etag,
    );
  } catch (caught) {
    // With If-Match, AWS answers 404 for a key that is not there.
    if (!hasCode(caught, 'object-missing')) throw caught;
  }
}

/** A key that no XML body can name goes by a DELETE of its own. */
export async function deleteObjects(
  wire: Wire,
  keys: readonly string[],
  options: CallOptions = {},
): Promise<readonly DeleteFailure[]> {
  const failures: DeleteFailure[] = [];
  const named = keys.filter(fitsXml);
  for (let at = 0; at < named.length; at += BATCH)
    failures.push(...(await deleteBatch(wire, named.slice(at, at + BATCH), options)));
  for (const key of keys.filter((key) => !fitsXml(key))) {
    try {
      await deleteObject(wire, key, options);
    } catch (caught) {
      const error = toSyncError(caught);
      if (error.code === 'aborted' || error.code === 'internal') throw caught;
      failures.push({ key, error });
    }
  }
  return failures;
}

async function deleteBatch(
  wire: Wire,
  keys: readonly string[],
  { signal }: CallOptions,
): Promise<readonly DeleteFailure[]> {
  const { client, bucket: Bucket } = wire;
  const facts: CallFacts = { action: 's3:DeleteObject', bucket: Bucket };
  const output = await call(facts, signal, (http) =>
    client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: keys.map((Key) => ({ Key })) } }),
      http,
    ),
  );
  return (output.Errors ?? []).map(({ Key: key = '', Code, Message }) => {
    const foreign = Object.assign(new Error(Message ?? ''), { Code: Code ?? 'InternalError' });
    const mapped = mapS3Error(foreign, { ...facts, key });
    const error = toSyncError(mapped);
    // A code outside the table: one key is at fault, not this program.
    return { key, error: error.code === 'internal' ? { ...error, code: 'bad-request' } : error };
  });
}
