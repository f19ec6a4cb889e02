import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { Bucket, bytesOf, failure, freshBucket, put } from './harness.ts';

const otherEtag = '"00000000000000000000000000000000"';
const failed = { name: 'PreconditionFailed', status: 412 };

async function withObject(): Promise<{ client: S3Client; ETag: string }> {
  const { client } = await freshBucket();
  const { ETag = '' } = await put(client, 'a', 'one');
  return { client, ETag };
}

describe('writing', () => {
  const write = (client: S3Client, Key: string, condition: object): Promise<unknown> =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: 'two', ...condition }));

  test('If-None-Match: * writes only what is not there', async () => {
    const { client } = await withObject();
    expect(await failure(write(client, 'a', { IfNoneMatch: '*' }))).toMatchObject(failed);
    expect((await bytesOf(client, 'a')).toString()).toBe('one');
    await write(client, 'b', { IfNoneMatch: '*' });
    expect(await failure(write(client, 'b', { IfNoneMatch: otherEtag }))).toMatchObject({
      name: 'NotImplemented',
    });
  });

  test.each(['quoted', 'unquoted'])(
    'If-Match with the ETag %s writes only over that version',
    async (form) => {
      const { client, ETag } = await withObject();
      expect(await failure(write(client, 'a', { IfMatch: otherEtag }))).toMatchObject(failed);
      await write(client, 'a', { IfMatch: form === 'quoted' ? ETag : ETag.replaceAll('"', '') });
      expect((await bytesOf(client, 'a')).toString()).toBe('two');
      expect(await failure(write(client, 'a', { IfMatch: ETag }))).toMatchObject(failed);
      expect(await failure(write(client, 'b', { IfMatch: ETag }))).toMatchObject({
        name: 'NoSuchKey',
        status: 404,
      });
    },
  );

  test('a refused large body leaves nothing behind', async () => {
    const { client } = await withObject();
    const large = new PutObjectCommand({ Bucket, Key: 'a', Body: Buffer.alloc(1_000_000), IfNoneMatch: '*' });
    expect(await failure(client.send(large))).toMatchObject(failed);
    expect((await bytesOf(client, 'a')).toString()).toBe('one');
  });
});

describe('racing', () => {
  const rounds = 20;
  const racers = Array.from({ length: 8 }, (_, racer) => racer);

  /** Runs a race and returns who won; it must be exactly one. */
  async function winner(act: (racer: number) => Promise<unknown>): Promise<number> {
    const results = await Promise.allSettled(racers.map(act));
    const winners = racers.filter((racer) => results[racer]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    return winners[0] ?? -1;
  }

  // The large bodies go to files and arrive in pieces, so these racers overlap for longer.
  test.each([20, 100_000])('of eight creators of %i bytes, exactly one wins', async (size) => {
    const { client } = await freshBucket();
    const body = (racer: number): Buffer => Buffer.alloc(size, `racer ${racer} `);
    for (let round = 0; round < rounds; round++) {
      const Key = `race-${round}`;
      const won = await winner((racer) =>
        client.send(new PutObjectCommand({ Bucket, Key, Body: body(racer), IfNoneMatch: '*' })),
      );
      expect((await bytesOf(client, Key)).equals(body(won))).toBe(true);
    }
  });

  test('of eight replacers of one version, exactly one wins', async () => {
    const { client, ETag } = await withObject();
    let IfMatch = ETag;
    for (let round = 0; round < rounds; round++) {
      const Body = (racer: number): string => `round ${round} racer ${racer}`;
      const current = IfMatch;
      const won = await winner((racer) =>
        client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: Body(racer), IfMatch: current })),
      );
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
      IfMatch = head.ETag ?? '';
      expect((await bytesOf(client, 'a')).toString()).toBe(Body(won));
    }
  });

  test('of a conditional delete and a conditional write of one version, exactly one wins', async () => {
    const { client } = await freshBucket();
    for (let round = 0; round < rounds; round++) {
      const { ETag: IfMatch } = await put(client, 'a', `round ${round}`);
      const results = await Promise.allSettled([
        client.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch })),
        client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'kept', IfMatch })),
      ]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const left = await bytesOf(client, 'a').catch((error: unknown) => error);
      const expected = results[1].status === 'fulfilled' ? Buffer.from('kept') : { name: 'NoSuchKey' };
      expect(left).toMatchObject(expected);
    }
  });
});

describe('reading', () => {
  const get = (client: S3Client, condition: object): Promise<GetObjectCommandOutput> =>
    client.send(new GetObjectCommand({ Bucket, Key: 'a', ...condition }));
  const past = new Date('2001-01-01T00:00:00Z');
  const future = new Date(Date.now() + 3_600_000);

  test('conditions that hold let it through', async () => {
    const { client, ETag } = await withObject();
    const answers = [
      { IfMatch: ETag },
      { IfMatch: `${otherEtag}, ${ETag}` },
      { IfMatch: '*' },
      { IfNoneMatch: otherEtag },
      { IfModifiedSince: past },
      { IfUnmodifiedSince: future },
      { IfMatch: ETag, IfUnmodifiedSince: past },
      { IfMatch: ETag, Range: 'bytes=0-1' },
    ].map(async (condition) => (await get(client, condition)).$metadata.httpStatusCode);
    expect(await Promise.all(answers)).toEqual([200, 200, 200, 200, 200, 200, 200, 206]);
  });

  test('conditions that do not hold are 412 or 304', async () => {
    const { client, ETag } = await withObject();
    expect(await failure(get(client, { IfMatch: otherEtag }))).toMatchObject(failed);
    expect(await failure(get(client, { IfUnmodifiedSince: past }))).toMatchObject(failed);
    expect(await failure(get(client, { IfMatch: otherEtag, Range: 'bytes=0-1' }))).toMatchObject(failed);
    expect(await failure(get(client, { IfNoneMatch: ETag }))).toMatchObject({ status: 304 });
    expect(await failure(get(client, { IfModifiedSince: future }))).toMatchObject({ status: 304 });
    expect(await failure(get(client, { IfNoneMatch: ETag, IfModifiedSince: past }))).toMatchObject({
      status: 304,
    });
  });
});

describe('copying', () => {
  const copy = (client: S3Client, condition: object): Promise<unknown> =>
    client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a`, ...condition }));

  test('the source must meet its conditions', async () => {
    const { client, ETag } = await withObject();
    expect(await failure(copy(client, { CopySourceIfMatch: otherEtag }))).toMatchObject(failed);
    expect(await failure(copy(client, { CopySourceIfNoneMatch: ETag }))).toMatchObject(failed);
    expect(await failure(bytesOf(client, 'b'))).toMatchObject({ name: 'NoSuchKey' });
    await copy(client, { CopySourceIfMatch: ETag });
    expect((await bytesOf(client, 'b')).toString()).toBe('one');
  });

  test('the destination must meet its conditions', async () => {
    const { client, ETag } = await withObject();
    expect(await failure(copy(client, { IfMatch: ETag }))).toMatchObject({ name: 'NoSuchKey', status: 404 });
    await copy(client, { IfNoneMatch: '*' });
    expect(await failure(copy(client, { IfNoneMatch: '*' }))).toMatchObject(failed);
    expect(await failure(copy(client, { IfMatch: otherEtag }))).toMatchObject(failed);
    await copy(client, { IfMatch: ETag });
  });
});

test('a delete with If-Match deletes only that version', async () => {
  const { client, ETag } = await withObject();
  const remove = (IfMatch: string): Promise<unknown> =>
    client.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch }));
  expect(await failure(remove(otherEtag))).toMatchObject(failed);
  expect((await bytesOf(client, 'a')).toString()).toBe('one');
  await remove(ETag);
  expect(await failure(remove(ETag))).toMatchObject({ name: 'NoSuchKey', status: 404 });
});
