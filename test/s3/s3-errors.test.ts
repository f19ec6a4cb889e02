import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import type { SyncError } from '../../sync-engine/core/error.ts';
import type { ObjectAccount, ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { errorOf, listAll, readAll, refusal, text } from './conformance/subject.ts';
import { answering } from './tools/proxy.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const keys = { kind: 'static', accessKeyId: 'AKIA', secretAccessKey: 'very-secret-key' } as const;

/** Which way what is sent most goes; everything below must hold for both. */
let hotPath: 'lean' | 'sdk';

function accountAt(endpoint: string): ObjectAccount {
  const account = createS3Account({ endpoint, credentials: keys, hotPath });
  closing.push(() => account.close());
  return account;
}

/** A bucket on a server that gives this answer to everything. */
async function bucketAnswering(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<ObjectStore> {
  const server = await answering((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () => answer(incoming, outgoing));
  });
  closing.push(() => server.close());
  return accountAt(server.endpoint).bucket('bucket');
}

function refusing(status: number, code: string | undefined, headers: Record<string, string> = {}) {
  return bucketAnswering((_incoming, outgoing) => {
    outgoing.writeHead(status, { 'content-type': 'application/xml', ...headers });
    outgoing.end(code && `<Error><Code>${code}</Code><Message>because</Message></Error>`);
  });
}

describe.each(['lean', 'sdk'] as const)('the S3 adapter (%s):', (path) => {
  beforeAll(() => {
    hotPath = path;
  });

  describe('what the server says becomes', () => {
    it.each<[number, string | undefined, Partial<SyncError>]>([
      [403, 'AccessDenied', { code: 'access-denied', action: 's3:PutObject', foreignCode: 'AccessDenied' }],
      [403, 'RequestTimeTooSkewed', { code: 'clock-skew' }],
      [403, 'SignatureDoesNotMatch', { code: 'credentials-invalid' }],
      [403, 'InvalidAccessKeyId', { code: 'credentials-invalid' }],
      [400, 'ExpiredToken', { code: 'credentials-expired' }],
      [404, 'NoSuchBucket', { code: 'bucket-missing', bucket: 'bucket' }],
      [409, 'ConditionalRequestConflict', { code: 'precondition-failed' }],
      [412, 'PreconditionFailed', { code: 'precondition-failed', key: 'a', status: 412 }],
      [400, 'EntityTooLarge', { code: 'file-too-large' }],
      [400, 'BadDigest', { code: 'content-mismatch' }],
      [400, 'SomethingNew', { code: 'bad-request', foreignCode: 'SomethingNew' }],
      [301, 'PermanentRedirect', { code: 'bad-request' }],
      [429, 'TooManyRequests', { code: 'throttled' }],
      [503, 'SlowDown', { code: 'throttled' }],
      [503, undefined, { code: 'throttled' }],
      [500, 'InternalError', { code: 'server-error' }],
      [502, undefined, { code: 'server-error' }],
      [501, 'NotImplemented', { code: 'unsupported' }],
      [403, undefined, { code: 'access-denied', action: 's3:PutObject' }],
      [400, 'RequestTimeout', { code: 'timeout' }],
    ])('%i %s: the right code', async (status, code, expected) => {
      const store = await refusing(status, code);
      expect(await errorOf(store.put('a', text('x')))).toMatchObject(expected);
    });

    it('a wait, when it names one', async () => {
      const store = await refusing(503, 'SlowDown', { 'retry-after': '7' });
      expect(await errorOf(store.put('a', text('x')))).toMatchObject({ retryAfterMs: 7000 });
    });

    it('a refusal with its reason, though an answer to HEAD has none', async () => {
      const store = await bucketAnswering((incoming, outgoing) => {
        outgoing.writeHead(403, { 'content-type': 'application/xml' });
        outgoing.end(
          incoming.method === 'HEAD' ? undefined : '<Error><Code>ExpiredToken</Code><Message/></Error>',
        );
      });
      expect(await refusal(store.head('a'))).toBe('credentials-expired');
      expect(await refusal(store.administration.find())).toBe('credentials-expired');
    });

    it('lifecycle-unsupported, when it has none', async () => {
      const store = await refusing(501, 'NotImplemented');
      expect(await refusal(store.administration.lifecycle())).toBe('lifecycle-unsupported');
      expect(await refusal(store.administration.setLifecycle([]))).toBe('lifecycle-unsupported');
    });

    it('a server error, when it is not S3 at all', async () => {
      const store = await bucketAnswering((_incoming, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'text/html' });
        outgoing.end('<html><body>Welcome to the hotel <br> Wi-Fi');
      });
      expect(await refusal(listAll(store))).toBe('server-error');
    });

    it('no secret in any message', async () => {
      const store = await refusing(403, 'SignatureDoesNotMatch');
      expect(JSON.stringify(await errorOf(store.put('a', text('x'))))).not.toContain(keys.secretAccessKey);
    });
  });

  describe('a connection', () => {
    it('nobody accepts is a network failure', async () => {
      const server = await answering(() => {});
      await server.close();
      expect(await errorOf(accountAt(server.endpoint).bucket('b').put('a', text('')))).toMatchObject({
        code: 'network',
        foreignCode: 'ECONNREFUSED',
      });
    });

    it('to a name nobody has is a network failure', async () => {
      const store = accountAt('http://no-such-host.invalid').bucket('b');
      expect(await refusal(store.head('a'))).toBe('network');
    });

    it('that breaks before the answer is a network failure', async () => {
      const store = await bucketAnswering((incoming) => void incoming.socket.destroy());
      expect(await refusal(store.put('a', text('x')))).toBe('network');
    });

    it('that hangs is let go when the call is aborted', async () => {
      const stop = new AbortController();
      const store = await bucketAnswering(() => stop.abort());
      expect(await refusal(store.put('a', text('x'), { signal: stop.signal }))).toBe('aborted');
    });

    it.each(['breaks', 'ends'] as const)('that %s within a body is a network failure', async (how) => {
      const store = await bucketAnswering((_incoming, outgoing) => {
        outgoing.writeHead(200, {
          'content-length': '100',
          etag: '"e"',
          'last-modified': 'Sat, 21 Nov 2026 00:00:00 GMT',
        });
        outgoing.write('only this');
        setImmediate(() => (how === 'ends' ? outgoing.socket?.end() : outgoing.socket?.destroy()));
      });
      expect(await refusal(readAll(store, 'a'))).toBe('network');
    });
  });

  describe('a range', () => {
    const ranged = (contentRange: string | undefined, body: string) =>
      bucketAnswering((_incoming, outgoing) => {
        const headers = { etag: '"e"', 'last-modified': 'Sat, 21 Nov 2026 00:00:00 GMT' };
        outgoing.writeHead(
          206,
          contentRange === undefined ? headers : { ...headers, 'content-range': contentRange },
        );
        outgoing.end(body);
      });
    const read = async (store: ObjectStore): Promise<void> => {
      const { body } = await store.get('a', { range: { start: 2, end: 6 } });
      for await (const _chunk of body);
    };

    it('with fewer bytes than its header says is a network failure', async () => {
      expect(await refusal(read(await ranged('bytes 2-6/10', 'hell')))).toBe('network');
      expect(await refusal(read(await ranged('bytes 2-6/10', 'hello')))).toBeUndefined();
    });

    it('other than the one asked for is refused', async () => {
      expect(await refusal(read(await ranged('bytes 3-7/10', 'hello')))).toBe('bad-request');
      expect(await refusal(read(await ranged(undefined, 'hello')))).toBe('unsupported');
    });
  });

  describe('a listing', () => {
    const page = (keys: readonly string[], more: string) =>
      `<ListBucketResult><EncodingType>url</EncodingType>${more}${keys
        .map(
          (key) =>
            `<Contents><Key>${key}</Key><LastModified>2026-11-21T00:00:00.000Z</LastModified><ETag>"e"</ETag><Size>1</Size></Contents>`,
        )
        .join('')}</ListBucketResult>`;
    const listing = (pages: readonly string[]) => {
      let at = 0;
      return bucketAnswering((_incoming, outgoing) => {
        outgoing.writeHead(200, { 'content-type': 'application/xml' });
        outgoing.end(pages[at++]);
      });
    };

    it('that stops in the middle without a token is incomplete, not short', async () => {
      const store = await listing([page(['a'], '<IsTruncated>true</IsTruncated>')]);
      expect(await refusal(listAll(store))).toBe('listing-incomplete');
    });

    it('out of byte order is refused', async () => {
      const store = await listing([page(['b', 'a'], '<IsTruncated>false</IsTruncated>')]);
      expect(await refusal(listAll(store))).toBe('unsupported');
    });

    it('that gives a key twice is refused', async () => {
      const more = '<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>';
      const store = await listing([page(['a'], more), page(['a'], '<IsTruncated>false</IsTruncated>')]);
      expect(await refusal(listAll(store))).toBe('unsupported');
    });

    it('takes + for a space, as AWS writes it', async () => {
      const store = await listing([page(['a+b%2Bc', '%C3%A9'], '<IsTruncated>false</IsTruncated>')]);
      expect((await listAll(store)).map(({ key }) => key)).toEqual(['a b+c', 'é']);
    });
  });

  describe('an ETag in a condition', () => {
    /** Takes If-Match in one spelling only, as RGW (bare) and strict readers of HTTP (quoted) do. */
    const strict = (accepted: string, sent: string[]) =>
      bucketAnswering((incoming, outgoing) => {
        const condition = incoming.headers['if-match'];
        sent.push(`${incoming.method} ${condition ?? ''}`.trim());
        const refused = condition !== undefined && condition !== accepted;
        const headers = {
          etag: '"v1"',
          'last-modified': 'Sat, 21 Nov 2026 00:00:00 GMT',
          'content-length': '0',
        };
        outgoing.writeHead(refused ? 412 : 200, headers).end();
      });

    it('goes bare, and stays so where that works', async () => {
      const sent: string[] = [];
      const store = await strict('v1', sent);
      await store.put('a', text(''), { ifMatch: 'v1' });
      expect(await refusal(store.put('a', text(''), { ifMatch: 'v0' }))).toBe('precondition-failed');
      expect(sent).toEqual(['PUT v1', 'PUT v0']);
    });

    it('goes quoted from then on where bare was refused for the very version that is there', async () => {
      const sent: string[] = [];
      const store = await strict('"v1"', sent);
      await store.put('a', text(''), { ifMatch: 'v1' });
      await store.put('a', text(''), { ifMatch: 'v1' });
      expect(sent).toEqual(['PUT v1', 'HEAD', 'PUT "v1"', 'PUT "v1"']);
    });
  });

  describe('metadata written by others', () => {
    it.each([
      ['=?UTF-8?Q?caf=C3=A9_noir?=', 'café noir'],
      ['=?utf-8?b?5ryi?= =?UTF-8?B?5a2X?=', '漢字'],
      ['plain = text?', 'plain = text?'],
    ])('%s reads as %s', async (wire, value) => {
      const store = await bucketAnswering((_incoming, outgoing) => {
        outgoing.writeHead(200, {
          'x-amz-meta-name': wire,
          etag: '"e"',
          'last-modified': 'Sat, 21 Nov 2026 00:00:00 GMT',
          'content-length': '0',
        });
        outgoing.end();
      });
      expect((await store.head('a'))?.metadata).toEqual({ name: value });
    });
  });

  describe('an account', () => {
    it('refuses an endpoint that is no URL', () => {
      expect(() => createS3Account({ endpoint: 'ftp://x', credentials: keys })).toThrow('config-invalid');
      expect(() => createS3Account({ endpoint: 'nonsense', credentials: keys })).toThrow('config-invalid');
    });

    it('without keys where it is told to look says so', async () => {
      const account = createS3Account({
        endpoint: 'http://127.0.0.1:9',
        credentials: { kind: 'chain', profile: 'windlass-no-such-profile' },
      });
      closing.push(() => account.close());
      expect(await refusal(account.listBuckets())).toBe('credentials-missing');
    });

    it('keeps its connections for the next requests, whatever they are', async () => {
      const sockets = new Set<unknown>();
      const store = await bucketAnswering((incoming, outgoing) => {
        sockets.add(incoming.socket);
        const headers = {
          etag: '"e"',
          'last-modified': 'Sat, 21 Nov 2026 00:00:00 GMT',
          'content-length': '5',
        };
        outgoing.writeHead(200, headers).end(incoming.method === 'GET' ? 'hello' : undefined);
      });
      for (let round = 0; round < 5; round++) {
        await store.head('a');
        expect((await readAll(store, 'a')).toString()).toBe('hello');
        await store.head('b');
      }
      expect(sockets.size).toBe(1);
    });

    it('signs with the server’s time when this machine’s clock is off', async () => {
      const hourAhead = new Date(Date.now() + 3_600_000);
      let refused = 0;
      const store = await bucketAnswering((incoming, outgoing) => {
        const signed = String(incoming.headers['x-amz-date']).replace(
          /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
          '$1-$2-$3T$4:$5:$6Z',
        );
        const skewed = Math.abs(Date.parse(signed) - hourAhead.getTime()) > 900_000;
        if (skewed) refused += 1;
        outgoing.writeHead(skewed ? 403 : 200, { date: hourAhead.toUTCString(), etag: '"e"' });
        outgoing.end(skewed ? '<Error><Code>RequestTimeTooSkewed</Code></Error>' : undefined);
      });
      await store.put('a', text('x'));
      await store.put('b', text('x'));
      expect(refused).toBe(1);
      expect(Math.round(store.clockOffsetMs() / 60_000)).toBe(60);
    });
  });
});
