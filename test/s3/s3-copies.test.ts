import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import { startLocalStore, type LocalStore } from '../../sync-engine/local-store/index.ts';
import type { ObjectAccount } from '../../sync-engine/ports/object-store.ts';
import { MIB, noise } from './conformance/subject.ts';

let directory: string;
let server: LocalStore;
let account: ObjectAccount;
let outsider: S3Client;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'windlass-copies-'));
  server = await startLocalStore({ directory });
  const { endpoint, region, credentials } = server;
  account = createS3Account({
    endpoint,
    region,
    credentials: { kind: 'static', ...credentials },
    copyPartsAbove: 6 * MIB,
    copyPartSize: 5 * MIB,
  });
  outsider = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await account.bucket('bucket').administration.create();
});

afterAll(async () => {
  outsider.destroy();
  await account.close();
  await server.close();
  await rm(directory, { recursive: true });
});

describe('a copy of an object another program wrote', () => {
  it.each([
    ['at once', 1000],
    ['by parts', 7 * MIB],
  ])('%s keeps its content type when the metadata is replaced', async (_how, size) => {
    const Bucket = 'bucket';
    await outsider.send(
      new PutObjectCommand({
        Bucket,
        Key: 'page',
        Body: noise(size),
        ContentType: 'text/html; charset=utf-8',
      }),
    );
    const source = { bucket: Bucket, key: 'page', size };
    await account.bucket(Bucket).copyFrom(source, 'copy', { metadata: { original: 'pagé' } });
    expect(await outsider.send(new HeadObjectCommand({ Bucket, Key: 'copy' }))).toMatchObject({
      ContentType: 'text/html; charset=utf-8',
      ContentLength: size,
    });
    expect((await account.bucket(Bucket).head('copy'))?.metadata).toEqual({ original: 'pagé' });
  });
});
