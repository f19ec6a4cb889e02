import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
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
import { type RawAnswer, send, sha256, sign } from './signed-request.ts';

test('a read goes on to its end though the object is deleted under it', async () => {
  const { client } = await freshBucket();
  const bytes = Buffer.alloc(20_000_000, 'long ');
  await put(client, 'a', bytes);
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
});

test('a deleted body goes from the disk once its reader has left, also in the middle', async () => {
  const directory = await temporaryDirectory();
  const client = clientFor(await freshStore({ directory }));
  await client.send(new CreateBucketCommand({ Bucket }));
  await put(client, 'a', Buffer.alloc(20_000_000));
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(await bodyFiles(directory)).toBe(1);
  (Body as Readable).destroy();
  await expect.poll(() => bodyFiles(directory)).toBe(0);
});

test('an upload cut off in the middle leaves neither object nor file', async () => {
  const directory = await temporaryDirectory();
  const store = await freshStore({ directory });
  const client = clientFor(store);
  await client.send(new CreateBucketCommand({ Bucket }));
  const { headers } = sign(store, { verb: 'PUT', path: '/box/a' });
  const outgoing = request({ port: store.port, host: '127.0.0.1', method: 'PUT', path: '/box/a' });
  for (const [name, value] of Object.entries({ ...headers, 'content-length': '5000000' }))
    outgoing.setHeader(name, value);
  outgoing.on('error', () => undefined);
  outgoing.write(Buffer.alloc(2_000_000));
  await expect.poll(() => readdir(join(directory, 'tmp'))).toHaveLength(1);
  outgoing.destroy();
  await expect.poll(() => readdir(join(directory, 'tmp'))).toEqual([]);
  expect(await failure(bytesOf(client, 'a'))).toMatchObject({ name: 'NoSuchKey' });
  expect(await bodyFiles(directory)).toBe(0);
});

test('a client that waits for 100 Continue is refused before it sends its body', async () => {
  const store = await freshStore();
  const outcome = await new Promise<string>((resolve, reject) => {
    const headers = { expect: '100-continue', 'content-length': '1000000000' };
    const outgoing = request({ port: store.port, host: '127.0.0.1', method: 'PUT', path: '/box/a', headers });
    outgoing.on('continue', () => resolve('told to go on'));
    outgoing.on('response', (response) => resolve(`${response.statusCode} ${response.headers.connection}`));
    outgoing.on('error', reject);
    outgoing.flushHeaders();
  });
  expect(outcome).toBe('403 close');
});

describe('documents', () => {
  test.each([
    ['with a DTD', '<!DOCTYPE x [<!ENTITY a "aaaa">]><Delete><Object><Key>&a;</Key></Object></Delete>'],
    ['that are cut off', '<Delete><Object><Key>a</Key>'],
    ['with another root', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['with an unknown entity', '<Delete><Object><Key>&nbsp;</Key></Object></Delete>'],
    ['that name half a character', '<Delete><Object><Key>&#xd800;</Key></Object></Delete>'],
    ['that name nothing', '<Delete></Delete>'],
    ['that are empty', ''],
    ['that are no XML', 'hello'],
  ])('%s are MalformedXML', async (_name, body) => {
    const { store } = await freshBucket();
    const plan = { verb: 'POST', path: '/box', query: 'delete=', payloadHash: sha256(body) };
    const answer = await send(store, {
      verb: 'POST',
      target: '/box?delete=',
      headers: sign(store, plan).headers,
      body,
    });
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('<Code>MalformedXML</Code>')]);
  });
});

describe('paths', () => {
  const get = (port: number, target: string): Promise<RawAnswer> => send({ port }, { verb: 'GET', target });

  test('that are not UTF-8 are InvalidURI', async () => {
    const { port } = await freshStore();
    for (const target of ['/box/%ff', '/box/%', '/%ff/a', '/box?prefix=%ff']) {
      expect((await get(port, target)).body).toContain('<Code>InvalidURI</Code>');
    }
  });

  test('that climb are keys like any other', async () => {
    const { store } = await freshBucket();
    for (const path of [
      '/box/../../../etc/passwd',
      '/box/%2e%2e/%2e%2e/etc/passwd',
      '/box/..%2f..%2fetc%2fpasswd',
    ]) {
      const signed = sign(store, { verb: 'GET', path: path.replaceAll('%2e', '.').replaceAll('%2f', '%2F') });
      const answer = await send(store, { verb: 'GET', target: path, headers: signed.headers });
      expect([answer.status, answer.body]).toEqual([404, expect.stringContaining('<Code>NoSuchKey</Code>')]);
    }
  });
});

test('methods and subresources it does not know are NotImplemented', async () => {
  const { store } = await freshBucket();
  const verbs = ['PATCH', 'OPTIONS', 'POST'];
  const answers = await Promise.all(verbs.map((verb) => send(store, { verb, target: '/box/a' })));
  const unknown = await send(store, { verb: 'GET', target: '/box?website' });
  for (const { status, body } of [...answers, unknown]) {
    expect([status, body]).toEqual([501, expect.stringContaining('<Code>NotImplemented</Code>')]);
  }
});

async function bodyFiles(directory: string): Promise<number> {
  const entries = await readdir(join(directory, 'data'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}
