import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  GetObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { LocalStore } from '../../sync-engine/local-store/index.ts';
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
import { hmac, presign, type RawAnswer, send, sha256, sign, type Signed } from './signed-request.ts';

const hour = 3_600_000;

describe('signed headers', () => {
  test.each([
    ['a wrong secret', { secretAccessKey: 'wrong' }, 0, 'SignatureDoesNotMatch'],
    ['an unknown key', { accessKeyId: 'UNKNOWN' }, 0, 'InvalidAccessKeyId'],
    ['a clock 16 minutes slow', {}, -16 * 60_000, 'RequestTimeTooSkewed'],
    ['a clock 16 minutes fast', {}, 16 * 60_000, 'RequestTimeTooSkewed'],
  ])('%s is refused', async (_name, changed, systemClockOffset, name) => {
    const store = await freshStore();
    const client = clientFor(store, { systemClockOffset, credentials: { ...store.credentials, ...changed } });
    expect(await failure(client.send(new ListBucketsCommand({})))).toMatchObject({ name, status: 403 });
  });

  test('a clock 14 minutes off is let in, and any region may be signed for', async () => {
    const store = await freshStore();
    const client = clientFor(store, { systemClockOffset: 14 * 60_000, region: 'ap-south-1' });
    expect((await client.send(new ListBucketsCommand({}))).$metadata.httpStatusCode).toBe(200);
  });

  test('no signature at all is AccessDenied, spelled as S3 spells errors', async () => {
    const store = await freshStore();
    const answer = await send(store, { verb: 'GET', target: '/box/a%20b' });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('application/xml');
    const id = answer.headers['x-amz-request-id'];
    expect(answer.body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message>' +
        `<Resource>/box/a%20b</Resource><RequestId>${String(id)}</RequestId><HostId>windlass-store</HostId></Error>`,
    );
  });

  test('a query, header or path changed on the way is refused', async () => {
    const { store } = await freshBucket();
    const { headers } = sign(store, { verb: 'GET', path: '/box', query: 'list-type=2' });
    const tryIt = async (target: string, more: Record<string, string> = {}): Promise<RawAnswer> =>
      send(store, { verb: 'GET', target, headers: { ...headers, ...more } });
    expect((await tryIt('/box?list-type=2')).status).toBe(200);
    expect((await tryIt('/box?list-type=2&prefix=a')).body).toContain('SignatureDoesNotMatch');
    expect((await tryIt('/other?list-type=2')).body).toContain('SignatureDoesNotMatch');
    expect((await tryIt('/box?list-type=2', { 'x-amz-meta-added': '1' })).body).toContain('not signed');
  });

  test('a body other than the signed one is XAmzContentSHA256Mismatch and is not stored', async () => {
    const { store, client } = await freshBucket();
    const { headers } = sign(store, { verb: 'PUT', path: '/box/a', payloadHash: sha256('signed') });
    const answer = await send(store, { verb: 'PUT', target: '/box/a', headers, body: 'other!' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
    expect(await failure(bytesOf(client, 'a'))).toMatchObject({ name: 'NoSuchKey' });
  });

  test('a body without a length is MissingContentLength', async () => {
    const { store } = await freshBucket();
    const { headers } = sign(store, { verb: 'PUT', path: '/box/a' });
    const chunked = { ...headers, 'transfer-encoding': 'chunked' };
    const answer = await send(store, { verb: 'PUT', target: '/box/a', headers: chunked, body: 'x' });
    expect([answer.status, answer.body]).toEqual([411, expect.stringContaining('MissingContentLength')]);
  });
});

describe('presigned URLs', () => {
  test('read and write until they expire', async () => {
    const { store } = await freshBucket();
    const write = presign(store, { verb: 'PUT', path: '/box/a', expires: 60 });
    expect((await send(store, { verb: 'PUT', target: write, body: 'by URL' })).status).toBe(200);
    const read = { verb: 'GET', path: '/box/a', expires: 60 };
    expect((await send(store, { verb: 'GET', target: presign(store, read) })).body).toBe('by URL');
    const expired = presign(store, { ...read, at: Date.now() - 61_000 });
    expect((await send(store, { verb: 'GET', target: expired })).body).toContain('Request has expired');
    const early = presign(store, { ...read, at: Date.now() + hour });
    expect((await send(store, { verb: 'GET', target: early })).body).toContain('Request is not yet valid');
  });

  test('are good for what was signed only', async () => {
    const { store, client } = await freshBucket();
    await put(client, 'a', 'one');
    const target = presign(store, { verb: 'GET', path: '/box/a', expires: 60 });
    expect((await send(store, { verb: 'DELETE', target })).body).toContain('SignatureDoesNotMatch');
    expect((await send(store, { verb: 'GET', target: target.replace('/a?', '/b?') })).body).toContain(
      'SignatureDoesNotMatch',
    );
    expect(
      (await send(store, { verb: 'GET', target: target.replace('Expires=60', 'Expires=600') })).body,
    ).toContain('SignatureDoesNotMatch');
    const tooLong = presign(store, { verb: 'GET', path: '/box/a', expires: 604_801 });
    expect((await send(store, { verb: 'GET', target: tooLong })).status).toBe(400);
  });
});

describe('aws-chunked bodies with signed chunks', () => {
  const emptyHash = sha256('');
  const pieces = [Buffer.alloc(65_536, 'a'), Buffer.alloc(1000, 'b'), Buffer.alloc(0)];
  const length = 66_536;

  /** Frames and signs the pieces as "Transferring Payload in Multiple Chunks" tells. */
  function frame(seed: Signed): { body: Buffer; last: string } {
    let last = seed.signature;
    const framed = pieces.map((piece) => {
      const text = ['AWS4-HMAC-SHA256-PAYLOAD', seed.amzDate, seed.scope, last, emptyHash, sha256(piece)];
      last = hmac(seed.key, text.join('\n')).toString('hex');
      const end = piece.length === 0 ? '' : '\r\n';
      return Buffer.concat([
        Buffer.from(`${piece.length.toString(16)};chunk-signature=${last}\r\n`),
        piece,
        Buffer.from(end),
      ]);
    });
    return { body: Buffer.concat(framed), last };
  }

  function begin(store: LocalStore, kind: string, headers: Record<string, string> = {}): Signed {
    const more = {
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(length),
      ...headers,
    };
    return sign(store, { verb: 'PUT', path: '/box/a', payloadHash: kind, headers: more });
  }

  test('are decoded and stored when every signature is right', async () => {
    const { store, client } = await freshBucket();
    const seed = begin(store, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
    const body = Buffer.concat([frame(seed).body, Buffer.from('\r\n')]);
    expect((await send(store, { verb: 'PUT', target: '/box/a', headers: seed.headers, body })).status).toBe(
      200,
    );
    expect((await bytesOf(client, 'a')).equals(Buffer.concat(pieces))).toBe(true);
  });

  test('are refused when a byte of a chunk was changed, or a chunk is missing', async () => {
    const { store, client } = await freshBucket();
    const seed = begin(store, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
    const body = Buffer.concat([frame(seed).body, Buffer.from('\r\n')]);
    const changed = Buffer.from(body);
    changed[50_000] = 0x7a;
    const first = await send(store, { verb: 'PUT', target: '/box/a', headers: seed.headers, body: changed });
    expect(first.body).toContain('SignatureDoesNotMatch');
    const cut = body.subarray(0, 66_000);
    const second = await send(store, { verb: 'PUT', target: '/box/a', headers: seed.headers, body: cut });
    expect(second.body).toContain('IncompleteBody');
    expect(await failure(bytesOf(client, 'a'))).toMatchObject({ name: 'NoSuchKey' });
  });

  test('may end in a signed trailer, whose checksum and signature are verified', async () => {
    const { store, client } = await freshBucket();
    const attempt = async (crc: string, tamper = false): Promise<RawAnswer> => {
      const kind = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
      const seed = begin(store, kind, { 'x-amz-trailer': 'x-amz-checksum-crc32' });
      const { body, last } = frame(seed);
      const hash = sha256(`x-amz-checksum-crc32:${crc}\n`);
      const text = ['AWS4-HMAC-SHA256-TRAILER', seed.amzDate, seed.scope, last, hash].join('\n');
      const signature = tamper ? '0'.repeat(64) : hmac(seed.key, text).toString('hex');
      const trailer = `x-amz-checksum-crc32:${crc}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
      const whole = Buffer.concat([body, Buffer.from(trailer)]);
      return send(store, { verb: 'PUT', target: '/box/a', headers: seed.headers, body: whole });
    };
    const { ChecksumCRC32 = '' } = await client.send(
      new PutObjectCommand({ Bucket, Key: 'same', Body: Buffer.concat(pieces), ChecksumAlgorithm: 'CRC32' }),
    );
    expect((await attempt(ChecksumCRC32, true)).body).toContain('SignatureDoesNotMatch');
    expect((await attempt('AAAAAA==')).body).toContain('BadDigest');
    expect(await failure(bytesOf(client, 'a'))).toMatchObject({ name: 'NoSuchKey' });
    expect((await attempt(ChecksumCRC32)).status).toBe(200);
    expect((await bytesOf(client, 'a')).equals(Buffer.concat(pieces))).toBe(true);
  });
});

describe('the deny list', () => {
  test('refuses an action with AccessDenied naming it, and can be changed while running', async () => {
    const { store, client } = await freshBucket();
    await put(client, 'a');
    store.deny(['s3:PutObject']);
    expect(await failure(put(client, 'b'))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
      message: expect.stringContaining(
        'is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::box/b"',
      ),
    });
    expect((await bytesOf(client, 'a')).toString()).toBe('a');
    store.deny([]);
    await put(client, 'b');
  });

  test('hides missing keys from who may not list', async () => {
    const { client } = await freshBucket({ deny: ['s3:ListBucket'] });
    const get = client.send(new GetObjectCommand({ Bucket, Key: 'nothing' }));
    expect(await failure(get)).toMatchObject({ name: 'AccessDenied', status: 403 });
    expect(await failure(client.send(new HeadBucketCommand({ Bucket })))).toMatchObject({ status: 403 });
  });
});

test('keys are made once, at random, for their owner only', async () => {
  const directory = await temporaryDirectory();
  const first = await freshStore({ directory });
  const path = join(directory, '.store', 'credentials.json');
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(first.credentials);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await first.close();
  const second = await freshStore({ directory });
  expect(second.credentials).toEqual(first.credentials);
  expect((await freshStore()).credentials).not.toEqual(first.credentials);
});
