import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  Bucket,
  bytesOf,
  clientFor,
  failure,
  freshBucket,
  freshStore,
  put,
  temporaryDirectory,
} from './harness.ts';

const checksumStyles = [
  ['the default checksums', {}],
  [
    'checksums only when required',
    { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
  ],
] as const;

describe.each(checksumStyles)('with %s', (_name, config) => {
  test.each([0, 1, 4096, 65_536, 65_537, 3_000_000])('%i bytes come back as they were put', async (size) => {
    const { client } = await freshBucket({}, config);
    const Body = Buffer.alloc(size, 'windlass ');
    const { ETag } = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a/b',
        Body,
        Metadata: { mtime: '1.5' },
        ContentType: 'text/plain',
      }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a/b' }));
    expect(head).toMatchObject({
      ETag,
      ContentLength: size,
      ContentType: 'text/plain',
      Metadata: { mtime: '1.5' },
    });
    expect((await bytesOf(client, 'a/b')).equals(Body)).toBe(true);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents).toMatchObject([{ Key: 'a/b', Size: size, ETag }]);
  });

  test('a stream of known length is stored without its chunk framing', async () => {
    const { client } = await freshBucket({}, config);
    const bytes = Buffer.alloc(300_000, 'stream ');
    const Body = Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]);
    await client.send(new PutObjectCommand({ Bucket, Key: 's', Body, ContentLength: bytes.length }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 's' }));
    expect(head.ContentEncoding).toBeUndefined();
    expect((await bytesOf(client, 's')).equals(bytes)).toBe(true);
  });

  test('lib-storage uploads a large stream in parts', async () => {
    const { client } = await freshBucket({}, config);
    const bytes = Buffer.alloc(12 * 1024 ** 2, 'part ');
    const upload = new Upload({ client, params: { Bucket, Key: 'large', Body: Readable.from([bytes]) } });
    expect((await upload.done()).ETag).toMatch(/-3"$/u);
    expect((await bytesOf(client, 'large')).equals(bytes)).toBe(true);
  });
});

/** Of the nine bytes `123456789`: the check values in the catalogue of parametrised CRC algorithms, and sha1sum's and sha256sum's. */
const known = {
  CRC32: 'y/Q5Jg==',
  CRC32C: '4waSgw==',
  CRC64NVME: 'rosUhgp5mIg=',
  SHA1: '98O8HYCOBHMq32eZZczDTKeuNEE=',
  SHA256: 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
};

test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  'a %s checksum is verified, kept and given back',
  async (ChecksumAlgorithm) => {
    const { client } = await freshBucket();
    const name = `Checksum${ChecksumAlgorithm}` as const;
    const sent = await client.send(
      new PutObjectCommand({ Bucket, Key: 'a', Body: '123456789', ChecksumAlgorithm }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));
    expect(head[name]).toBe(sent[name]);
    expect(head[name]).toBe(known[ChecksumAlgorithm]);
    const wrong = { Bucket, Key: 'a', Body: 'other bytes', [name]: sent[name] };
    expect(await failure(client.send(new PutObjectCommand(wrong)))).toMatchObject({
      name: 'BadDigest',
      status: 400,
    });
    expect((await bytesOf(client, 'a')).toString()).toBe('123456789');
  },
);

test('Content-MD5 is verified', async () => {
  const { client } = await freshBucket();
  const md5 = (ContentMD5: string): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'hello', ContentMD5 }));
  await md5('XUFAKrxLKna5cZ2REBfFkg==');
  expect(await failure(md5('AAAAAAAAAAAAAAAAAAAAAA=='))).toMatchObject({ name: 'BadDigest' });
  expect(await failure(md5('not base64'))).toMatchObject({ name: 'InvalidDigest' });
});

describe('reading', () => {
  test.each([
    ['bytes=0-2', '012', 'bytes 0-2/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-4', '6789', 'bytes 6-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=0-1,3-4', '0123456789', undefined],
    ['lines=1-2', '0123456789', undefined],
  ])('Range %s gives %s', async (Range, text, ContentRange) => {
    const { client } = await freshBucket();
    await put(client, 'digits', '0123456789');
    const answer = await client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
    expect(await answer.Body?.transformToString()).toBe(text);
    expect(answer.ContentRange).toBe(ContentRange);
  });

  test('a range beyond the end is InvalidRange', async () => {
    const { client } = await freshBucket();
    await put(client, 'digits', '0123456789');
    const get = client.send(new GetObjectCommand({ Bucket, Key: 'digits', Range: 'bytes=10-' }));
    expect(await failure(get)).toMatchObject({ name: 'InvalidRange', status: 416 });
  });

  test('a range of a large object is that range', async () => {
    const { client } = await freshBucket();
    const bytes = Buffer.from(Array.from({ length: 2_000_000 }, (_, at) => at % 251));
    await put(client, 'large', bytes);
    const answer = await client.send(
      new GetObjectCommand({ Bucket, Key: 'large', Range: 'bytes=999999-1500000' }),
    );
    expect(
      Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(
        bytes.subarray(999_999, 1_500_001),
      ),
    ).toBe(true);
  });

  test('what the query overrides is overridden', async () => {
    const { client } = await freshBucket();
    await put(client, 'a');
    const overrides = {
      ResponseContentType: 'text/x-odd',
      ResponseContentDisposition: 'attachment; filename="é"',
    };
    const answer = await client.send(new GetObjectCommand({ Bucket, Key: 'a', ...overrides }));
    expect(answer.ContentType).toBe('text/x-odd');
  });

  test('system headers and metadata are kept', async () => {
    const { client } = await freshBucket();
    const kept = {
      CacheControl: 'no-cache',
      ContentDisposition: 'inline',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      ContentType: 'text/html; charset=utf-8',
      Metadata: { 'with-dash': 'a  b', mtime: '1700000000.123456789' },
    };
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', ...kept }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    expect(head).toMatchObject(kept);
  });

  test('LIST has milliseconds, HEAD whole seconds, of the same instant', async () => {
    const { client } = await freshBucket();
    await put(client, 'a');
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    const listed = Contents?.[0]?.LastModified?.getTime() ?? 0;
    expect(head.LastModified?.getTime()).toBe(Math.floor(listed / 1000) * 1000);
  });
});

describe('copying', () => {
  test('a copy outlives its source, across buckets', async () => {
    const { client } = await freshBucket();
    await client.send(new CreateBucketCommand({ Bucket: 'other' }));
    const bytes = Buffer.alloc(200_000, 'copied ');
    await put(client, 'a', bytes);
    await client.send(new CopyObjectCommand({ Bucket: 'other', Key: 'b', CopySource: `${Bucket}/a` }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(await failure(bytesOf(client, 'a'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'other', Key: 'b' }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  });

  test('metadata is copied, or replaced when asked', async () => {
    const { client } = await freshBucket();
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Metadata: { v: '1' } }));
    const CopySource = `${Bucket}/a`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'same', CopySource }));
    const replace = { MetadataDirective: 'REPLACE', Metadata: { v: '2' } } as const;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource, ...replace }));
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'same' }))).Metadata).toEqual({ v: '1' });
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).Metadata).toEqual({ v: '2' });
    expect(await failure(client.send(new CopyObjectCommand({ Bucket, Key: 'a', CopySource })))).toMatchObject(
      {
        name: 'InvalidRequest',
      },
    );
  });

  test('nothing to copy is NoSuchKey', async () => {
    const { client } = await freshBucket();
    const copy = client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/nothing` }));
    expect(await failure(copy)).toMatchObject({ name: 'NoSuchKey', status: 404 });
  });
});

describe('deleting', () => {
  test('deleting what is not there succeeds', async () => {
    const { client } = await freshBucket();
    const { $metadata } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'nothing' }));
    expect($metadata.httpStatusCode).toBe(204);
  });

  test('a batch tells per key what happened', async () => {
    const { client } = await freshBucket();
    const { ETag } = await put(client, 'match');
    await put(client, 'keep');
    await put(client, 'plain & <odd>\r\n"');
    const Objects = [
      { Key: 'match', ETag },
      { Key: 'keep', ETag: '"00000000000000000000000000000000"' },
      { Key: 'plain & <odd>\r\n"' },
      { Key: 'nothing' },
    ];
    const result = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(result.Deleted?.map(({ Key }) => Key)).toEqual(['match', 'plain & <odd>\r\n"', 'nothing']);
    expect(result.Errors).toMatchObject([{ Key: 'keep', Code: 'PreconditionFailed' }]);
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['keep']);
  });

  test('a batch of a thousand keys full of entities is read whole', async () => {
    const { client } = await freshBucket();
    const Objects = Array.from({ length: 1000 }, (_, at) => ({ Key: `${'&'.repeat(100)}${at}` }));
    const result = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(result.Deleted).toHaveLength(1000);
  });
});

describe('buckets', () => {
  test('are made, listed, located and deleted when empty', async () => {
    const { client } = await freshBucket();
    await client.send(new CreateBucketCommand({ Bucket: 'a.second-one' }));
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['a.second-one', Bucket]);
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('us-east-1');
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBeFalsy();
    await put(client, 'a');
    const remove = (): Promise<unknown> => client.send(new DeleteBucketCommand({ Bucket }));
    expect(await failure(remove())).toMatchObject({ name: 'BucketNotEmpty', status: 409 });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await remove();
    expect(await failure(client.send(new HeadBucketCommand({ Bucket })))).toMatchObject({ status: 404 });
    expect(await failure(put(client, 'a'))).toMatchObject({ name: 'NoSuchBucket', status: 404 });
  });

  test('of another region say so', async () => {
    const { client } = await freshBucket({ region: 'eu-central-1' });
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-central-1');
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe('eu-central-1');
  });

  test('cannot be made twice, or with a name S3 would not take', async () => {
    const { client } = await freshBucket();
    const create = (name: string): Promise<unknown> => client.send(new CreateBucketCommand({ Bucket: name }));
    expect(await failure(create(Bucket))).toMatchObject({ name: 'BucketAlreadyOwnedByYou', status: 409 });
    for (const name of ['ab', 'Upper', '192.168.0.1', 'a..b', '-dash']) {
      expect(await failure(create(name))).toMatchObject({ name: 'InvalidBucketName', status: 400 });
    }
  });

  test('answer by virtual host as by path', async () => {
    const { store } = await freshBucket();
    const endpoint = `http://s3.localhost:${store.port}`;
    // Not every resolver knows names under localhost; the store only looks at the Host header.
    const httpAgent = { lookup: toLoopback };
    const client = clientFor(
      { ...store, endpoint },
      { forcePathStyle: false, requestHandler: { httpAgent } },
    );
    await put(client, 'dir/a', 'by host');
    expect((await bytesOf(clientFor(store), 'dir/a')).toString()).toBe('by host');
  });
});

const toLoopback: LookupFunction = (_name, options, done) => {
  if (options.all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

test('what is not implemented says so', async () => {
  const { store } = await freshBucket();
  const client = clientFor(store);
  const tagged = client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x', Tagging: 'a=b' }));
  expect(await failure(tagged)).toMatchObject({ name: 'NotImplemented', status: 501 });
});

test('requests are counted by verb and operation, and logged without secrets', async () => {
  const records: unknown[] = [];
  const store = await freshStore({ log: (record) => records.push(record) });
  const client = clientFor(store);
  await client.send(new CreateBucketCommand({ Bucket }));
  await put(client, 'a');
  await put(client, 'b');
  await failure(bytesOf(client, 'nothing'));
  expect(store.requestCounts).toEqual({
    byVerb: { PUT: 3, GET: 1 },
    byOperation: { CreateBucket: 1, PutObject: 2, GetObject: 1 },
  });
  expect(records.at(-1)).toMatchObject({
    operation: 'GetObject',
    key: 'nothing',
    status: 404,
    code: 'NoSuchKey',
  });
  expect(JSON.stringify(records)).not.toContain(store.credentials.secretAccessKey);
});

test('a second store on the same directory is refused', async () => {
  const directory = await temporaryDirectory();
  await freshStore({ directory });
  await expect(freshStore({ directory })).rejects.toThrow('another embedded store is using this directory');
});
