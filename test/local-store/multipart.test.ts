import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
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

const mebi = 1024 ** 2;
const Key = 'dir/large & odd';
const first = Buffer.alloc(5 * mebi, 'first part ');
const second = Buffer.alloc(5 * mebi + 1, 'second part ');
const last = Buffer.from('the end');

async function begin(client: S3Client, options: object = {}): Promise<string> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...options }));
  return UploadId ?? '';
}

async function part(
  client: S3Client,
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
): Promise<CompletedPart> {
  const done = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag: done.ETag, ChecksumCRC32: done.ChecksumCRC32 };
}

function complete(
  client: S3Client,
  UploadId: string,
  Parts: CompletedPart[],
  options: object = {},
): Promise<{ ETag?: string | undefined }> {
  return client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...options }),
  );
}

test('parts put out of order, one of them twice, become the object in part order', async () => {
  const { client } = await freshBucket();
  const id = await begin(client, { Metadata: { mtime: '5' }, ContentType: 'text/plain' });
  const three = await part(client, id, 30, last);
  await part(client, id, 2, Buffer.alloc(6 * mebi));
  const one = await part(client, id, 1, first);
  const two = await part(client, id, 2, second);
  const { ETag } = await complete(client, id, [one, two, three]);
  const md5s = [first, second, last].map((bytes) => createHash('md5').update(bytes).digest());
  expect(ETag).toBe(`"${createHash('md5').update(Buffer.concat(md5s)).digest('hex')}-3"`);
  expect((await bytesOf(client, Key)).equals(Buffer.concat([first, second, last]))).toBe(true);
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
  expect(head).toMatchObject({ ETag, Metadata: { mtime: '5' }, ContentType: 'text/plain' });
  expect(await failure(complete(client, id, [one]))).toMatchObject({ name: 'NoSuchUpload', status: 404 });
});

test('an upload goes on after the store was stopped and started', async () => {
  const directory = await temporaryDirectory();
  const before = await startLocalStore({ directory });
  const earlier = clientFor(before);
  await earlier.send(new CreateBucketCommand({ Bucket }));
  const id = await begin(earlier);
  await part(earlier, id, 1, first);
  earlier.destroy();
  await before.close();

  const client = clientFor(await freshStore({ directory }));
  const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  expect(Uploads).toMatchObject([{ Key, UploadId: id }]);
  const { Parts = [] } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId: id }));
  expect(Parts).toMatchObject([{ PartNumber: 1, Size: first.length }]);
  const done = Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
  await complete(client, id, [...done, await part(client, id, 2, last)]);
  expect((await bytesOf(client, Key)).equals(Buffer.concat([first, last]))).toBe(true);
});

describe('completing is refused', () => {
  test('for parts that are missing, changed, out of order or too small', async () => {
    const { client } = await freshBucket();
    const id = await begin(client);
    const small = await part(client, id, 1, last);
    const end = await part(client, id, 2, last);
    expect(await failure(complete(client, id, [small, end]))).toMatchObject({
      name: 'EntityTooSmall',
      status: 400,
    });
    expect(await failure(complete(client, id, [end, small]))).toMatchObject({ name: 'InvalidPartOrder' });
    expect(await failure(complete(client, id, [{ ...end, PartNumber: 7 }]))).toMatchObject({
      name: 'InvalidPart',
    });
    const changed = { ...small, ETag: '"00000000000000000000000000000000"' };
    expect(await failure(complete(client, id, [changed]))).toMatchObject({ name: 'InvalidPart' });
    expect(await failure(complete(client, id, []))).toMatchObject({ name: 'MalformedXML' });
    expect(await failure(bytesOf(client, Key))).toMatchObject({ name: 'NoSuchKey' });
    await complete(client, id, [end]);
    expect((await bytesOf(client, Key)).equals(last)).toBe(true);
  });

  test('when its condition does not hold, and the upload stays', async () => {
    const { client } = await freshBucket();
    const { ETag } = await put(client, Key, 'there first');
    const id = await begin(client);
    const parts = [await part(client, id, 1, last)];
    expect(await failure(complete(client, id, parts, { IfNoneMatch: '*' }))).toMatchObject({
      name: 'PreconditionFailed',
    });
    expect((await bytesOf(client, Key)).toString()).toBe('there first');
    await complete(client, id, parts, { IfMatch: ETag });
    expect((await bytesOf(client, Key)).equals(last)).toBe(true);
  });

  test('for all but one of eight racers that must be first', async () => {
    const { client } = await freshBucket();
    const ids = await Promise.all(Array.from({ length: 8 }, () => begin(client)));
    const parts = await Promise.all(
      ids.map((id, racer) => part(client, id, 1, Buffer.from(`racer ${racer}`))),
    );
    const race = ids.map((id, racer) => complete(client, id, [parts[racer] ?? {}], { IfNoneMatch: '*' }));
    const results = await Promise.allSettled(race);
    const winners = results.flatMap(({ status }, racer) => (status === 'fulfilled' ? [racer] : []));
    expect(winners).toHaveLength(1);
    expect((await bytesOf(client, Key)).toString()).toBe(`racer ${winners[0]}`);
  });
});

describe('checksums', () => {
  test.each(['CRC32', 'SHA256'] as const)('of the parts make a composite %s', async (ChecksumAlgorithm) => {
    const { client } = await freshBucket();
    const name = `Checksum${ChecksumAlgorithm}` as const;
    const UploadId = await begin(client, { ChecksumAlgorithm });
    const parts: CompletedPart[] = [];
    for (const [at, Body] of [first, last].entries()) {
      const command = new UploadPartCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: at + 1,
        Body,
        ChecksumAlgorithm,
      });
      const done = await client.send(command);
      parts.push({ PartNumber: at + 1, ETag: done.ETag, [name]: done[name] });
    }
    await complete(client, UploadId, parts);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head.ChecksumType).toBe('COMPOSITE');
    expect(head[name]).toMatch(/=-2$/u);
    expect((await bytesOf(client, Key)).equals(Buffer.concat([first, last]))).toBe(true);
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    'of the parts are combined into the %s of the whole',
    async (ChecksumAlgorithm) => {
      const { client } = await freshBucket();
      const name = `Checksum${ChecksumAlgorithm}` as const;
      const UploadId = await begin(client, { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' });
      const parts: CompletedPart[] = [];
      for (const [at, Body] of [first, second, last].entries()) {
        const command = new UploadPartCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: at + 1,
          Body,
          ChecksumAlgorithm,
        });
        parts.push({ PartNumber: at + 1, ETag: (await client.send(command)).ETag });
      }
      await complete(client, UploadId, parts);
      const head = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      // The same bytes in one PUT, whose checksum the SDK computed.
      const whole = { Bucket, Key: 'whole', Body: Buffer.concat([first, second, last]), ChecksumAlgorithm };
      expect(head[name]).toBe((await client.send(new PutObjectCommand(whole)))[name]);
      expect(head.ChecksumType).toBe('FULL_OBJECT');
    },
  );
});

describe('part copy', () => {
  test('builds an object from ranges of others without their bytes crossing the wire', async () => {
    const { client } = await freshBucket();
    const source = Buffer.concat([first, second]);
    const { ETag } = await put(client, 'source', source);
    const UploadId = await begin(client);
    const copy = async (PartNumber: number, CopySourceRange: string): Promise<CompletedPart> => {
      const command = { Bucket, Key, UploadId, PartNumber, CopySource: `${Bucket}/source`, CopySourceRange };
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({ ...command, CopySourceIfMatch: ETag }),
      );
      return { PartNumber, ETag: CopyPartResult?.ETag };
    };
    const cut = 5 * mebi + 12_345;
    const parts = [await copy(1, `bytes=0-${cut - 1}`), await copy(2, `bytes=${cut}-${source.length - 1}`)];
    await complete(client, UploadId, parts);
    await put(client, 'source', 'replaced');
    expect((await bytesOf(client, Key)).equals(source)).toBe(true);
  });

  test('refuses a range outside its source and a source that changed', async () => {
    const { client } = await freshBucket();
    await put(client, 'source', '0123456789');
    const UploadId = await begin(client);
    const copy = (options: object): Promise<unknown> =>
      client.send(
        new UploadPartCopyCommand({
          Bucket,
          Key,
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          ...options,
        }),
      );
    expect(await failure(copy({ CopySourceRange: 'bytes=5-10' }))).toMatchObject({ name: 'InvalidArgument' });
    expect(await failure(copy({ CopySourceRange: 'bytes=5-' }))).toMatchObject({ name: 'InvalidArgument' });
    expect(await failure(copy({ CopySourceIfMatch: '"0"' }))).toMatchObject({ name: 'PreconditionFailed' });
  });
});

test('an aborted upload is gone, and its parts with it', async () => {
  const { client } = await freshBucket();
  const UploadId = await begin(client);
  await part(client, UploadId, 1, first);
  await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  expect(await failure(part(client, UploadId, 2, last))).toMatchObject({ name: 'NoSuchUpload', status: 404 });
  expect((await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
});

test('parts and uploads are listed page by page', async () => {
  const { client } = await freshBucket();
  const create = async (key: string): Promise<string> =>
    (await client.send(new CreateMultipartUploadCommand({ Bucket, Key: key }))).UploadId ?? '';
  const expected: string[] = [];
  for (const key of ['a', 'b/1', 'b/1', 'b/2', 'c']) expected.push(`${key} ${await create(key)}`);

  const seen: string[] = [];
  let KeyMarker: string | undefined;
  let UploadIdMarker: string | undefined;
  do {
    const page = await client.send(
      new ListMultipartUploadsCommand({ Bucket, MaxUploads: 2, KeyMarker, UploadIdMarker }),
    );
    seen.push(...(page.Uploads ?? []).map((upload) => `${upload.Key} ${upload.UploadId}`));
    KeyMarker = page.IsTruncated === true ? page.NextKeyMarker : undefined;
    UploadIdMarker = page.NextUploadIdMarker;
  } while (KeyMarker !== undefined);
  expect(seen.toSorted()).toEqual(expected.toSorted());
  const grouped = await client.send(new ListMultipartUploadsCommand({ Bucket, Delimiter: '/', Prefix: 'b' }));
  expect(grouped.CommonPrefixes).toEqual([{ Prefix: 'b/' }]);

  const UploadId = await begin(client);
  for (let number = 1; number <= 5; number++)
    await part(client, UploadId, number, Buffer.from(`part ${number}`));
  const numbers: (number | undefined)[] = [];
  let PartNumberMarker: string | undefined;
  do {
    const page = await client.send(
      new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2, PartNumberMarker }),
    );
    numbers.push(...(page.Parts ?? []).map(({ PartNumber }) => PartNumber));
    PartNumberMarker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
  } while (PartNumberMarker !== undefined);
  expect(numbers).toEqual([1, 2, 3, 4, 5]);
});
