import { SignatureV4 } from '@smithy/signature-v4';
import { createHash, createHmac } from 'node:crypto';
import {
  assert,
  asyncProperty,
  constantFrom,
  date,
  dictionary,
  option,
  record,
  string,
  stringMatching,
} from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalQuery, createSigner, escapePath } from '../../sync-engine/adapters/s3/lean/sigv4.ts';

/** The example keys and bucket of "Signature Calculations for the Authorization Header", S3 API Reference. */
const keys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const scope = { region: 'us-east-1', service: 's3' };
const host = 'examplebucket.s3.amazonaws.com';
const nowMs = Date.UTC(2013, 4, 24);

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

describe('a signature is the one AWS publishes', () => {
  it.each([
    {
      name: 'GET Object with a range',
      method: 'GET',
      path: '/test.txt',
      query: {},
      headers: { range: 'bytes=0-9' },
      body: '',
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    {
      name: 'PUT Object with a key to encode',
      method: 'PUT',
      path: escapePath('/test$file.text'),
      query: {},
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: 'Welcome to Amazon S3.',
      signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    },
    {
      name: 'GET Bucket lifecycle, a parameter without a value',
      method: 'GET',
      path: '/',
      query: { lifecycle: '' },
      headers: {},
      body: '',
      signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    },
    {
      name: 'GET Bucket, two parameters',
      method: 'GET',
      path: '/',
      query: { prefix: 'J', 'max-keys': '2' },
      headers: {},
      body: '',
      signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    },
  ])('$name', ({ method, path, query, headers, body, signature }) => {
    const request = {
      method,
      path,
      query: canonicalQuery(query),
      headers: { ...headers, host },
      payloadHash: sha256(body),
    };
    const signed = createSigner()(request, { keys, scope, nowMs });
    expect(signed['authorization']?.split('Signature=')[1]).toBe(signature);
  });
});

describe('a signature is the one the SDK makes', () => {
  const word = stringMatching(/^[a-z-]{1,12}$/);
  const anyText = string({ unit: 'grapheme', maxLength: 40 });
  const headerText = string({ unit: 'grapheme-ascii', maxLength: 40 });

  it('for any key, query, header, day, region and keys', async () => {
    const sign = createSigner();
    await assert(
      asyncProperty(
        record({
          method: constantFrom('GET', 'HEAD', 'PUT', 'DELETE'),
          key: anyText,
          query: dictionary(
            anyText.filter((name) => name !== '__proto__'),
            anyText,
            { noNullPrototype: true },
          ),
          meta: dictionary(word, headerText, { noNullPrototype: true }),
          body: anyText,
          when: date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true }),
          region: word,
          secretAccessKey: headerText,
          sessionToken: option(word, { nil: undefined }),
        }),
        async ({ method, key, query, meta, body, when, region, secretAccessKey, sessionToken }) => {
          const credentials = { accessKeyId: 'AKIA', secretAccessKey };
          const session = sessionToken === undefined ? credentials : { ...credentials, sessionToken };
          const headers: Record<string, string> = { host: 'bucket.example:9000' };
          for (const [name, value] of Object.entries(meta)) headers[`x-amz-meta-${name}`] = value;
          const path = `/${escapePath(key)}`;

          const ours = sign(
            { method, path, query: canonicalQuery(query), headers, payloadHash: sha256(body) },
            { keys: session, scope: { region, service: 's3' }, nowMs: when.getTime() },
          );
          const sdk = new SignatureV4({
            credentials: session,
            region,
            service: 's3',
            sha256: Sha256,
            uriEscapePath: false,
          });
          const theirs = await sdk.sign(
            {
              method,
              path,
              query,
              headers: { ...headers },
              body,
              protocol: 'http:',
              hostname: 'bucket.example',
            },
            { signingDate: when },
          );
          expect(ours).toEqual(theirs.headers);
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Node's SHA-256 in the form the SDK asks for. */
class Sha256 {
  #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error('not used');
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
