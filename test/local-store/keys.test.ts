import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Bucket, bytesOf, clientFor, failure, freshBucket, put, temporaryDirectory } from './harness.ts';

const oddKeys = [
  'plain',
  'with space',
  ' leading and trailing ',
  '100%',
  '%41%2F',
  'plus+plus',
  'Ünïcödé NFC',
  'u\u0308 NFD',
  'ü NFC',
  '日本語',
  '😀 astral',
  '\uffff beside astral',
  'trailing dot.',
  '.hidden',
  'back\\slash',
  'new\nline',
  'carriage\rreturn',
  'tab\t',
  '\u0001 control \u007f',
  'quotes "\'`',
  '& < > ; entities &amp; &#13;',
  '?query=1#fragment',
  '*!()~$@=:,',
  'a//b',
  './a',
  '../../../../escape',
  'a/../b',
  '/leading slash',
  '//',
  '/',
  'k',
  'k/',
  'k/x',
  'Case',
  'case',
  '007',
  '1e3',
  'true',
  '__proto__',
  'constructor',
  'a'.repeat(1024),
  'é'.repeat(512),
];

async function allKeys(
  client: S3Client,
  options: { MaxKeys?: number; EncodingType?: 'url' } = {},
): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await client.send(
      new ListObjectsV2Command({ Bucket, ContinuationToken, ...options }),
    );
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}

function inByteOrder(keys: readonly string[]): string[] {
  return keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

test('odd keys are stored, read, listed in byte order, copied and deleted exactly', async () => {
  const directory = await temporaryDirectory();
  const { store, client } = await freshBucket({ directory: join(directory, 'store') });
  for (const key of oddKeys) await put(client, key, `body of ${key}`);
  for (const key of oddKeys) {
    expect((await bytesOf(client, key)).toString()).toBe(`body of ${key}`);
    const CopySource = `${Bucket}/${encodeURIComponent(key)}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    expect((await bytesOf(client, 'copy')).toString()).toBe(`body of ${key}`);
  }
  const expected = inByteOrder([...oddKeys, 'copy']);
  for (const MaxKeys of [1, 3, 1000]) {
    const decode = (key: string): string => decodeURIComponent(key.replaceAll('+', ' '));
    expect((await allKeys(client, { MaxKeys, EncodingType: 'url' })).map(decode)).toEqual(expected);
  }
  const Objects = [...oddKeys, 'copy'].map((Key) => ({ Key }));
  expect(
    (await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))).Errors,
  ).toBeUndefined();
  expect(await allKeys(clientFor(store))).toEqual([]);
  expect(await readdir(directory)).toEqual(['store']);
});

test('without url encoding, keys an XML 1.0 reader can read come back exactly', async () => {
  const { client } = await freshBucket();
  // oxlint-disable-next-line no-control-regex -- what XML 1.0 has no way to say
  const readable = oddKeys.filter((key) => !/[\u0000-\u0008\u000b-\u001f\uffff]/u.test(key));
  for (const key of readable) await put(client, key);
  expect(await allKeys(client)).toEqual(inByteOrder(readable));
});

test('a key over 1,024 bytes is KeyTooLongError', async () => {
  const { client } = await freshBucket();
  expect(await failure(put(client, 'é'.repeat(513), 'x'))).toMatchObject({
    name: 'KeyTooLongError',
    status: 400,
  });
});

test('keys that differ only in case or normal form are different objects', async () => {
  const { client } = await freshBucket();
  await put(client, 'ü', 'NFC');
  expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'u\u0308' })))).toMatchObject({
    status: 404,
  });
  expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: 'Ü' })))).toMatchObject({
    status: 404,
  });
});
