import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { unobserved } from '../../sync-engine/adapters/object-store/requests.ts';
import { retrying } from '../../sync-engine/adapters/object-store/retrying.ts';
import { createS3Account, type S3AccountOptions } from '../../sync-engine/adapters/s3/account.ts';
import { createLeanClient } from '../../sync-engine/adapters/s3/lean/client.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { ODD_KEYS } from './conformance/odd-keys.ts';
import { collect, errorOf, MIB, noise, text } from './conformance/subject.ts';
import { hurriedClock } from './tools/memory.ts';
import { answering } from './tools/proxy.ts';
import { eventually } from '../tools/eventually.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const credentials = {
  kind: 'static',
  accessKeyId: 'AKIA',
  secretAccessKey: 'secret',
  sessionToken: 'st',
} as const;

async function serving(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer) => void,
): Promise<string> {
  const server = await answering((incoming, outgoing) => {
    void collect(incoming).then((body) => answer(incoming, outgoing, body));
  });
  closing.push(() => server.close());
  return server.endpoint;
}

function bucketAt(endpoint: string, options: Partial<S3AccountOptions> = {}): ObjectStore {
  const account = createS3Account({ endpoint, credentials, hotPath: 'lean', ...options });
  closing.push(() => account.close());
  return account.bucket('bucket');
}

const isSdk = ({ headers }: IncomingMessage): boolean => /aws-sdk-js/.test(headers['user-agent'] ?? '');

/** Good enough an answer to every hot request. */
function allIsWell(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const copy = incoming.headers['x-amz-copy-source'] !== undefined;
  const body = copy ? '<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>' : '';
  const content = incoming.method === 'GET' ? 'hello' : body;
  outgoing.writeHead(incoming.headers.range === undefined ? 200 : 206, {
    etag: '"e"',
    'last-modified': 'Sat, 21 Nov 2026 00:00:00 GMT',
    'content-length': content.length,
    ...(incoming.headers.range === undefined ? {} : { 'content-range': 'bytes 0-4/5' }),
  });
  outgoing.end(content);
}

describe('a large body', () => {
  it('tells how far it is while a slow server takes it', async () => {
    const server = await answering((incoming, outgoing) => {
      incoming.on('data', () => {
        incoming.pause();
        setTimeout(() => incoming.resume(), 1);
      });
      incoming.on('end', () => allIsWell(incoming, outgoing));
    });
    closing.push(() => server.close());
    const store = bucketAt(server.endpoint);
    const size = 4 * MIB;
    for (const send of ['put', 'part'] as const) {
      const seen: number[] = [];
      const onProgress = (sent: number) => void seen.push(sent);
      if (send === 'put') await store.put('a', noise(size), { onProgress });
      else await store.multipart.uploadPart({ key: 'a', uploadId: 'u' }, 1, noise(size), { onProgress });
      expect(seen.length).toBeGreaterThan(10);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(seen.at(-1)).toBe(size);
    }
  });
});

describe('what goes over the wire', () => {
  /** Headers that say who sent it and when, and how the connection is kept. So does the SDK's parameter `x-id`. */
  const ITS_OWN =
    /^(?:authorization|user-agent|x-amz-user-agent|x-amz-date|amz-sdk-.*|accept|connection|x-amz-checksum-mode)$/;

  async function seenFrom(hotPath: 'lean' | 'sdk', checksums: boolean): Promise<readonly unknown[]> {
    const seen: unknown[] = [];
    const endpoint = await serving((incoming, outgoing, body) => {
      expect([isSdk(incoming), incoming.method]).toEqual([
        hotPath === 'sdk' || (checksums && incoming.method === 'GET'),
        incoming.method,
      ]);
      const headers = Object.entries(incoming.headers).filter(
        ([name]) => name !== 'host' && !ITS_OWN.test(name),
      );
      const sent = {
        method: incoming.method,
        url: incoming.url?.replace(/[?&]x-id=\w+/, ''),
        length: body.byteLength,
      };
      seen.push({ ...sent, ...Object.fromEntries(headers) });
      allIsWell(incoming, outgoing);
    });
    const store = bucketAt(endpoint, { hotPath, checksums });
    for (const key of ODD_KEYS) {
      await store.put(key, text(key), { ifAbsent: true, metadata: { a: 'ü', b: 'plain', c: '' } });
      await store.put(key, text(''), { ifMatch: 'e', contentType: 'text/plain' });
      await store.head(key);
      await collect((await store.get(key, { ifMatch: 'e', range: { start: 0, end: 4 } })).body);
      const source = { bucket: 'other', key, size: 5 };
      await store.copyFrom(source, key, { ifSourceMatch: 'e', ifAbsent: true });
      await store.copyFrom(source, key, { metadata: { a: 'b' }, ifMatch: 'e' });
      await store.multipart.uploadPart({ key, uploadId: '2~a+b/c=' }, 7, noise(MIB));
      await store.delete(key, { ifMatch: 'e' });
    }
    return seen;
  }

  it.each([false, true])('is what the SDK sends, for any key (checksums: %s)', async (checksums) => {
    expect(await seenFrom('lean', checksums)).toEqual(await seenFrom('sdk', checksums));
  });

  it('with anything the short way does not know goes the SDK’s way', async () => {
    const seen: IncomingMessage[] = [];
    const endpoint = await serving((incoming, outgoing) => {
      seen.push(incoming);
      allIsWell(incoming, outgoing);
    });
    const lean = createLeanClient(
      new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true }),
      {
        checksums: false,
        connections: 2,
        connectTimeoutMs: 1000,
        idleTimeoutMs: 1000,
        userAgent: 'lean',
        serverNow: () => Date.now(),
        onServerTime: () => {},
        observer: unobserved,
      },
    );
    closing.push(() => lean.close());
    const plain = { Bucket: 'bucket', Key: 'a', Body: text('x') };
    await lean.client.send(new PutObjectCommand(plain));
    await lean.client.send(new PutObjectCommand({ ...plain, StorageClass: 'GLACIER' }));
    expect(seen.map((incoming) => [isSdk(incoming), incoming.headers['x-amz-storage-class']])).toEqual([
      [false, undefined],
      [true, 'GLACIER'],
    ]);
  });
});

describe('a refusal', () => {
  it.each<[number, string]>([
    [404, ''],
    [403, ''],
    [500, ''],
    [503, '<html><body>Bad gateway <br>'],
    [400, '<Error><Code>Odd</Code><Message>it&apos;s &lt;odd&gt; &amp; 1</Message></Error>'],
    [404, '<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code><Key>007</Key></Error>'],
    [200, '<Error><Code>SlowDown</Code><Message>please</Message></Error>'],
    [200, '<Error><Code>Unheard</Code></Error>'],
    [200, 'nonsense'],
  ])('%i %s of a copy reads as it does through the SDK', async (status, body) => {
    const endpoint = await serving((_incoming, outgoing) => {
      outgoing.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    });
    const told = (hotPath: 'lean' | 'sdk') => {
      const source = { bucket: 'bucket', key: 'a', size: 1 };
      return errorOf(bucketAt(endpoint, { hotPath }).copyFrom(source, 'b'));
    };
    const { code, status: seen, foreignCode } = (await told('sdk')) ?? {};
    expect(code).toBeDefined();
    const { code: ours, status: oursSeen, foreignCode: oursNamed } = (await told('lean')) ?? {};
    // For a body that is no XML the SDK has no name at all.
    expect([ours, oursSeen, oursNamed]).toEqual([code, seen, foreignCode ?? 'Unknown']);
  });

  it('that the bucket is elsewhere hands the bucket to the SDK, from then on', async () => {
    const from: string[] = [];
    const endpoint = await serving((incoming, outgoing) => {
      from.push(isSdk(incoming) ? 'sdk' : 'lean');
      if (isSdk(incoming)) allIsWell(incoming, outgoing);
      else outgoing.writeHead(301).end('<Error><Code>PermanentRedirect</Code></Error>');
    });
    const store = bucketAt(endpoint);
    await store.put('a', text('x'));
    await store.put('b', text('x'));
    expect(from).toEqual(['lean', 'sdk', 'sdk']);
  });
});

describe('a connection', () => {
  it('that the server resets under a request is replaced, and the request sent again by the retries', async () => {
    const sockets = new Set<unknown>();
    let requests = 0;
    const endpoint = await serving((incoming, outgoing) => {
      sockets.add(incoming.socket);
      requests += 1;
      if (requests === 2) incoming.socket.resetAndDestroy();
      else allIsWell(incoming, outgoing);
    });
    const store = retrying(bucketAt(endpoint), { clock: hurriedClock(), random: createSeededRandom(1) });
    for (const key of ['a', 'b', 'c']) await store.put(key, text('x'));
    expect(requests).toBeGreaterThanOrEqual(4);
    expect(sockets.size).toBe(2);
  });

  it('is not more than one of those allowed', async () => {
    const sockets = new Set<unknown>();
    const endpoint = await serving((incoming, outgoing) => {
      sockets.add(incoming.socket);
      setImmediate(() => allIsWell(incoming, outgoing));
    });
    const store = bucketAt(endpoint, { maxSockets: 3 });
    await Promise.all(Array.from({ length: 40 }, (_, at) => store.put(`${at}`, text('x'))));
    expect(sockets.size).toBe(3);
  });
});

describe('keys from the provider chain', () => {
  it('that are about to expire are asked for again, session token and all', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'windlass-chain-'));
    closing.push(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'keys.json');
    const config = path.join(folder, 'config');
    const hold = (AccessKeyId: string): Promise<void> => {
      const Expiration = new Date(Date.now() + 60_000).toISOString();
      const held = { Version: 1, AccessKeyId, SecretAccessKey: 's', SessionToken: 'token', Expiration };
      return writeFile(file, JSON.stringify(held));
    };
    await writeFile(config, `[profile windlass-test]\ncredential_process = cat ${file}\n`);
    vi.stubEnv('AWS_CONFIG_FILE', config);
    closing.push(async () => vi.unstubAllEnvs());
    const signedBy: unknown[] = [];
    const endpoint = await serving((incoming, outgoing) => {
      const by = /Credential=(\w+)\//.exec(incoming.headers.authorization ?? '')?.[1];
      signedBy.push([by, incoming.headers['x-amz-security-token'], isSdk(incoming)]);
      allIsWell(incoming, outgoing);
    });
    const store = bucketAt(endpoint, { credentials: { kind: 'chain', profile: 'windlass-test' } });
    await hold('FIRST');
    await store.put('a', text('x'));
    await hold('SECOND');
    await eventually(async () => {
      await store.put('a', text('x'));
      expect(signedBy.at(-1)).toEqual(['SECOND', 'token', false]);
    });
    expect(signedBy[0]).toEqual(['FIRST', 'token', false]);
  });
});
