import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3Server } from '../tools/rgw.ts';

/** A bucket as another tool sees it: the engine's own adapter has no part in this. */
export interface BucketView {
  /** SHA-256 in hex of every object's content, by key. */
  readonly hashes: () => Promise<ReadonlyMap<string, string>>;
  /** Keys of the multipart uploads that were begun and neither completed nor aborted. */
  readonly uploadsUnderWay: () => Promise<readonly string[]>;
  readonly close: () => void;
}

export function viewBucket(server: S3Server, bucket: string): BucketView {
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const hashOf = async (key: string): Promise<string> => {
    const hash = createHash('sha256');
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (Body === undefined) throw new Error(`${bucket}: ${key} came without a body`);
    for await (const chunk of Body as AsyncIterable<Uint8Array>) hash.update(chunk);
    return hash.digest('hex');
  };
  return {
    async hashes() {
      const hashes = new Map<string, string>();
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
        for (const { Key = '' } of Contents) hashes.set(Key, await hashOf(Key));
      }
      return hashes;
    },
    async uploadsUnderWay() {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      return Uploads.map((upload) => upload.Key ?? '');
    },
    close: () => client.destroy(),
  };
}
