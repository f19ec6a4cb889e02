import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandOutput,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import {
  type LocalStore,
  type LocalStoreOptions,
  startLocalStore,
} from '../../sync-engine/local-store/index.ts';
import { diskFolder } from '../tools/temporary-files.ts';

/** The bucket of tests that need one. */
export const Bucket = 'box';

/** A fresh directory, removed with the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(diskFolder(), 'windlass-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A store of the test's own, closed with the test. */
export async function freshStore(options: Partial<LocalStoreOptions> = {}): Promise<LocalStore> {
  const directory = options.directory ?? (await temporaryDirectory());
  const store = await startLocalStore({ ...options, directory });
  onTestFinished(() => store.close());
  return store;
}

/** The AWS SDK's own client on a store, with its newest defaults unless told otherwise. */
export function clientFor(
  store: Pick<LocalStore, 'endpoint' | 'region' | 'credentials'>,
  config: S3ClientConfig = {},
): S3Client {
  const client = new S3Client({
    endpoint: store.endpoint,
    region: store.region,
    credentials: store.credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    ...config,
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** A store, a client on it, and a bucket. */
export async function freshBucket(
  options: Partial<LocalStoreOptions> = {},
  config: S3ClientConfig = {},
): Promise<{ store: LocalStore; client: S3Client }> {
  const store = await freshStore(options);
  const client = clientFor(store, config);
  await client.send(new CreateBucketCommand({ Bucket }));
  return { store, client };
}

export function put(
  client: S3Client,
  Key: string,
  Body: string | Buffer = Key,
): Promise<PutObjectCommandOutput> {
  return client.send(new PutObjectCommand({ Bucket, Key, Body }));
}

export async function bytesOf(client: S3Client, Key: string, VersionId?: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

export interface Failure {
  readonly name: string;
  readonly status: number | undefined;
  readonly message: string;
}

/** The `name`, HTTP status and message of the error a call ends with. */
export async function failure(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error ? (error.$metadata as { httpStatusCode?: number }) : {};
    return { name: error.name, status: metadata.httpStatusCode, message: error.message };
  }
  throw new Error('the call was expected to fail, but it succeeded');
}
