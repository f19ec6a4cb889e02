import { ListObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bucket, clientFor, failure, freshBucket, put } from './harness.ts';

interface Query {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
}

/** Everything a listing says, page after page, as one list of keys and common prefixes in the order given. */
async function listV2(client: S3Client, query: Query): Promise<string[]> {
  const entries: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, ...query, ContinuationToken }));
    const found = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ];
    expect(page.KeyCount).toBe(found.length);
    expect(found.length).toBeLessThanOrEqual(query.MaxKeys ?? 1000);
    entries.push(...found.filter((entry) => entry !== undefined));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return entries;
}

async function listV1(client: S3Client, query: Query): Promise<string[]> {
  const entries: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await client.send(new ListObjectsCommand({ Bucket, ...query, Marker }));
    const found = [
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ];
    entries.push(...found.filter((entry) => entry !== undefined));
    Marker = page.IsTruncated === true ? page.NextMarker : undefined;
  } while (Marker !== undefined);
  return entries;
}

/** What a listing must hold, computed the plain way. */
function model(keys: readonly string[], { Prefix = '', Delimiter = '' }: Query): string[] {
  const entries = keys
    .filter((key) => key.startsWith(Prefix))
    .map((key) => {
      const at = Delimiter === '' ? -1 : key.indexOf(Delimiter, Prefix.length);
      return at < 0 ? key : key.slice(0, at + Delimiter.length);
    });
  return [...new Set(entries)].sort();
}

test('a listing holds what a plain filter holds, for any prefix, delimiter and page size, in both versions', async () => {
  const { client } = await freshBucket();
  const part = fc.constantFrom('a', 'b', 'ab', '/', '//', '-', '.');
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
  const keys = [...new Set(fc.sample(name, { numRuns: 120, seed: 7 }))];
  for (const key of keys) await put(client, key, 'x');
  const query = fc.record({
    Prefix: fc.oneof(fc.constant(''), name),
    Delimiter: fc.constantFrom('', '/', '-', '//', 'ab'),
    MaxKeys: fc.constantFrom(1, 2, 7, 1000),
  });
  const check = async (asked: Query): Promise<void> => {
    const expected = model(keys, asked);
    expect((await listV2(client, asked)).sort()).toEqual(expected);
    expect((await listV1(client, asked)).sort()).toEqual(expected);
  };
  await fc.assert(fc.asyncProperty(query, check), { numRuns: 40, seed: 11 });
});

test('start-after lists strictly after a key that need not exist', async () => {
  const { client } = await freshBucket();
  for (const key of ['a', 'b', 'b/c', 'd']) await put(client, key);
  const after = async (StartAfter: string): Promise<unknown> => {
    const page = await client.send(new ListObjectsV2Command({ Bucket, StartAfter }));
    return page.Contents?.map(({ Key }) => Key);
  };
  expect(await after('b')).toEqual(['b/c', 'd']);
  expect(await after('aa')).toEqual(['b', 'b/c', 'd']);
  expect(await after('d')).toBeUndefined();
});

test('max-keys 0 lists nothing and is not truncated', async () => {
  const { client } = await freshBucket();
  await put(client, 'a');
  const page = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
  expect(page).toMatchObject({ KeyCount: 0, IsTruncated: false });
});

test('nonsense parameters are InvalidArgument, a missing bucket is NoSuchBucket', async () => {
  const { store, client } = await freshBucket();
  const list = (query: object): Promise<unknown> =>
    client.send(new ListObjectsV2Command({ Bucket, ...query }));
  expect(await failure(list({ MaxKeys: -1 }))).toMatchObject({ name: 'InvalidArgument', status: 400 });
  expect(await failure(list({ ContinuationToken: 'nonsense' }))).toMatchObject({ name: 'InvalidArgument' });
  expect(await failure(list({ EncodingType: 'gzip' }))).toMatchObject({ name: 'InvalidArgument' });
  const elsewhere = clientFor(store).send(new ListObjectsV2Command({ Bucket: 'nothing' }));
  expect(await failure(elsewhere)).toMatchObject({ name: 'NoSuchBucket', status: 404 });
});
