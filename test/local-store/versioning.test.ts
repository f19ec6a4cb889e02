import {
  CopyObjectCommand,
  type DeleteMarkerEntry,
  type ObjectVersion,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  GetBucketVersioningCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, bytesOf, failure, freshBucket, put } from './harness.ts';

async function versioned(): Promise<S3Client> {
  const { client } = await freshBucket();
  await setVersioning(client, 'Enabled');
  return client;
}

async function setVersioning(client: S3Client, Status: 'Enabled' | 'Suspended'): Promise<void> {
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
}

/** All versions, newest first for each key, page by page: `key/version id`, with ` (marker)` and ` *` for the latest. */
async function history(client: S3Client, MaxKeys = 1000): Promise<string[]> {
  const rows: string[] = [];
  let KeyMarker: string | undefined;
  let VersionIdMarker: string | undefined;
  do {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket, MaxKeys, KeyMarker, VersionIdMarker }),
    );
    const row = (item: DeleteMarkerEntry | ObjectVersion, kind: string): string =>
      `${item.Key}/${item.VersionId}${kind}${item.IsLatest === true ? ' *' : ''}`;
    rows.push(...(page.Versions ?? []).map((version) => row(version, '')));
    rows.push(...(page.DeleteMarkers ?? []).map((marker) => row(marker, ' (marker)')));
    KeyMarker = page.IsTruncated === true ? page.NextKeyMarker : undefined;
    VersionIdMarker = page.NextVersionIdMarker;
  } while (KeyMarker !== undefined);
  return rows;
}

test('a bucket without versioning has no version ids', async () => {
  const { client } = await freshBucket();
  expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  expect((await put(client, 'a')).VersionId).toBeUndefined();
  expect(await history(client)).toEqual(['a/null *']);
});

test('overwritten and deleted versions stay readable by their ids', async () => {
  const client = await versioned();
  const one = await put(client, 'a', 'one');
  const two = await put(client, 'a', 'two');
  const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(marker.DeleteMarker).toBe(true);
  expect(await failure(bytesOf(client, 'a'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
  expect((await bytesOf(client, 'a', one.VersionId)).toString()).toBe('one');
  expect((await bytesOf(client, 'a', two.VersionId)).toString()).toBe('two');
  expect(await failure(bytesOf(client, 'a', marker.VersionId))).toMatchObject({
    name: 'MethodNotAllowed',
    status: 405,
  });
  expect(await failure(bytesOf(client, 'a', 'unknown'))).toMatchObject({
    name: 'NoSuchVersion',
    status: 404,
  });
  expect((await client.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();
  expect(await history(client)).toEqual([
    `a/${two.VersionId}`,
    `a/${one.VersionId}`,
    `a/${marker.VersionId} (marker) *`,
  ]);
});

test('removing the delete marker brings the object back; removing the latest version brings back the one before', async () => {
  const client = await versioned();
  await put(client, 'a', 'one');
  const two = await put(client, 'a', 'two');
  const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  const remove = (VersionId: string | undefined): Promise<unknown> =>
    client.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
  await remove(marker.VersionId);
  expect((await bytesOf(client, 'a')).toString()).toBe('two');
  await remove(two.VersionId);
  expect((await bytesOf(client, 'a')).toString()).toBe('one');
});

test('an old version can be copied over the latest', async () => {
  const client = await versioned();
  const one = await put(client, 'a', 'one');
  await put(client, 'a', 'two');
  const CopySource = `${Bucket}/a?versionId=${one.VersionId}`;
  const copied = await client.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource }));
  expect(copied.CopySourceVersionId).toBe(one.VersionId);
  const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
  expect(head.VersionId).toBe(copied.VersionId);
  expect((await bytesOf(client, 'a')).toString()).toBe('one');
});

test('while suspended, writes and deletes replace only the null version', async () => {
  const client = await versioned();
  const kept = await put(client, 'a', 'kept');
  await setVersioning(client, 'Suspended');
  await put(client, 'a', 'null one');
  await put(client, 'a', 'null two');
  expect(await history(client)).toEqual(['a/null *', `a/${kept.VersionId}`]);
  expect((await bytesOf(client, 'a', 'null')).toString()).toBe('null two');
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(await history(client)).toEqual([`a/${kept.VersionId}`, 'a/null (marker) *']);
  expect((await bytesOf(client, 'a', kept.VersionId)).toString()).toBe('kept');
});

test('If-None-Match: * succeeds over a delete marker', async () => {
  const client = await versioned();
  await put(client, 'a', 'one');
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'two', IfNoneMatch: '*' }));
  expect((await bytesOf(client, 'a')).toString()).toBe('two');
});

test('versions are listed page by page, and keep a bucket from being deleted', async () => {
  const client = await versioned();
  for (const key of ['a', 'b', 'c']) {
    for (let round = 0; round < 3; round++) await put(client, key, `round ${round}`);
  }
  expect(await history(client, 2)).toEqual(await history(client));
  expect(await history(client)).toHaveLength(9);
  for (const key of ['a', 'b', 'c']) await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
  const remove = client.send(new DeleteBucketCommand({ Bucket }));
  expect(await failure(remove)).toMatchObject({ name: 'BucketNotEmpty', status: 409 });
});
