import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { endpointFault } from '../../sync-engine/contract/endpoint.ts';
import { minimalPolicy } from '../../sync-engine/contract/minimal-policy.ts';
import { filledEndpoint, pricesOf, providerOf, PROVIDERS } from '../../sync-engine/contract/providers.ts';

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

it('prices are known to be nothing on the embedded store, and unknown at an address that nobody knows', () => {
  expect(pricesOf({ credentials: { kind: 'embedded' } })).toEqual({ write: 0, read: 0, list: 0, storage: 0 });
  expect(pricesOf({ endpoint: 'http://127.0.0.1:9000', credentials: { kind: 'env' } })).toBeNull();
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
