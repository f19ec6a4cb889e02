import {
  GetBucketLifecycleConfigurationCommand,
  ListObjectsV2Command,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { DeskServer } from './desk.ts';

/** The first 1,000 keys of a bucket, as any other client sees them. */
export async function bucketKeys(s3: DeskServer, bucket: string): Promise<readonly string[]> {
  const { Contents = [] } = await asAnother(s3, (client) =>
    client.send(new ListObjectsV2Command({ Bucket: bucket })),
  );
  return Contents.map(({ Key = '' }) => Key);
}

export interface PutRequest {
  readonly bucket: string;
  readonly key: string;
  readonly body: string;
}

/** Writes an object as any other client does. */
export async function putObject(s3: DeskServer, { bucket, key, body }: PutRequest): Promise<void> {
  await asAnother(s3, (client) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })),
  );
}

/** Has a bucket keep every version of its objects. */
export async function keepVersions(s3: DeskServer, bucket: string): Promise<void> {
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await asAnother(s3, (client) =>
    client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration })),
  );
}

/** Has the provider delete what lies below a prefix after some days, by a rule that is not Windlass's. */
export async function expireFiles(s3: DeskServer, bucket: string, prefix: string): Promise<void> {
  const rule = {
    ID: 'clean-up',
    Status: 'Enabled',
    Filter: { Prefix: prefix },
    Expiration: { Days: 30 },
  } as const;
  await asAnother(s3, (client) =>
    client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket,
        LifecycleConfiguration: { Rules: [rule] },
      }),
    ),
  );
}

/** What the provider deletes by itself: the prefixes of its rules, with the days. */
export async function expiries(
  s3: DeskServer,
  bucket: string,
): Promise<readonly (readonly [string, number])[]> {
  const { Rules = [] } = await asAnother(s3, (client) =>
    client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })),
  );
  return Rules.flatMap(({ Filter, Prefix, Expiration }) =>
    Expiration?.Days === undefined ? [] : [[Filter?.Prefix ?? Prefix ?? '', Expiration.Days] as const],
  );
}

async function asAnother<T>(s3: DeskServer, work: (client: S3Client) => Promise<T>): Promise<T> {
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}
