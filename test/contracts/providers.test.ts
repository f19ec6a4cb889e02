import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { completeEndpoint, endpointFault } from '../../sync-engine/contract/endpoint.ts';
import { minimalPolicy } from '../../sync-engine/contract/minimal-policy.ts';
import { costOfStorage, costOfUsage, pricesOf } from '../../sync-engine/contract/prices.ts';
import { filledEndpoint, providerOf, PROVIDERS } from '../../sync-engine/contract/providers.ts';

it.each(PROVIDERS.filter(({ endpoint }) => endpoint))(
  'the address of $name is whole once its fields are filled in, and tells whose it is',
  (provider) => {
    const fields = Object.fromEntries(provider.fields.map(({ name, example }) => [name, example]));
    for (const region of provider.regions.length === 0 ? [''] : provider.regions) {
      const endpoint = filledEndpoint(provider, { ...fields, region });
      expect(endpoint).not.toMatch(/[{}]/);
      expect(endpointFault(endpoint ?? '')).toBeUndefined();
      expect(providerOf(endpoint)).toBe(provider);
    }
    expect(filledEndpoint(provider, {})).toBeUndefined();
  },
);

it.each([
  [undefined, 'aws'],
  ['https://s3.eu-central-1.amazonaws.com', 'aws'],
  ['https://evil-amazonaws.com', 'other'],
  ['https://fake.backblazeb2.com.example', 'other'],
  ['http://127.0.0.1:9000', 'other'],
])('the address %s is that of %s', (endpoint, id) => {
  expect(providerOf(endpoint).id).toBe(id);
});

it.each([
  undefined,
  'http://127.0.0.1:9000',
  'http://localhost:9000',
  'https://nas:9000',
  'http://192.168.1.20:9000',
  'http://172.31.0.1',
  'http://10.0.0.5:8333',
  'https://s3.nas.local',
  'http://[::1]:9000',
  'http://[fd12::7]:9000',
])('prices are nothing on one’s own machines, such as %s', (endpoint) => {
  const prices = pricesOf({ endpoint, credentials: { kind: endpoint === undefined ? 'embedded' : 'env' } });
  expect(prices).toEqual({ write: 0, read: 0, list: 0, download: 0, storage: 0 });
});

it.each(['https://objects.example.com', 'http://172.32.0.1', 'http://11.0.0.1', 'https://10.example.com'])(
  'prices are unknown at an address that nobody knows, such as %s',
  (endpoint) => {
    expect(pricesOf({ endpoint, credentials: { kind: 'env' } })).toBeNull();
  },
);

it('a terabyte that comes down costs its transfer, and its requests', () => {
  const prices = pricesOf({ credentials: { kind: 'env' } });
  if (prices === null) throw new Error('the prices of AWS are known');
  expect(costOfUsage({ write: 1000, read: 10_000, list: 1000, download: 1e12 }, prices)).toBeCloseTo(90.014);
  expect(costOfStorage(1e12, prices)).toBeCloseTo(23);
});

it('the user guide has the minimal policy as the page shows it', async () => {
  const guide = await readFile('docs/user-guide.md', 'utf8');
  const shown = /```json\n(\{\n {2}"Version"[\s\S]*?\n\})\n```/.exec(guide)?.[1];
  const policy = minimalPolicy(
    { bucket: 'my-photos', prefix: '' },
    { bucket: 'my-photos-recycle', prefix: '' },
  );
  expect(JSON.parse(shown ?? '{}')).toEqual(policy);
});

describe('an address that was typed', () => {
  it.each([
    ['minio.local:9000', 'https://minio.local:9000'],
    ['s3.example.com/store', 'https://s3.example.com/store'],
    [' 127.0.0.1:37955 ', 'http://127.0.0.1:37955'],
    ['localhost:9000', 'http://localhost:9000'],
    ['[::1]:9000', 'http://[::1]:9000'],
    ['http://s3.example.com', 'http://s3.example.com'],
    ['HTTPS://s3.example.com', 'HTTPS://s3.example.com'],
  ])('%s becomes %s', (typed, whole) => {
    expect(completeEndpoint(typed)).toBe(whole);
    expect(endpointFault(whole)).toBeUndefined();
  });

  it.each([
    '',
    'my store',
    'ftp://s3.example.com',
    'http:/x',
    'me:secret@s3.example.com',
    's3.example.com?x=1',
  ])('%j is refused as before', (typed) => expect(endpointFault(completeEndpoint(typed))).toBeDefined());
});
