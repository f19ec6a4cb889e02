import { describe, expect, test } from 'vitest';
import { parseConfig, settingsOf } from '../../sync-engine/contract/config.ts';
import { migrateConfig } from '../../sync-engine/contract/config-migrations.ts';
import { hasCode } from '../../sync-engine/core/error.ts';
import { configWith, OTHER, PAIR } from './pair-config.ts';

function faultsIn(json: unknown): readonly string[] {
  try {
    parseConfig(json, 'config.json');
  } catch (caught) {
    if (!hasCode(caught, 'config-invalid')) throw caught;
    return caught.error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

test('a whole configuration is read as it is, frozen to the bottom', () => {
  const config = parseConfig(configWith(PAIR, OTHER), 'config.json');
  expect(config).toEqual(configWith(PAIR, OTHER));
  expect(Object.isFrozen(config.pairs[0]?.account.credentials)).toBe(true);
  expect(() => Object.assign(config.device, { name: 'x' })).toThrow(TypeError);
});

test('settings that are left out have their defaults', () => {
  const config = parseConfig({ ...configWith(), settings: { pollSecondsMax: 60 } }, 'config.json');
  expect(settingsOf(config)).toEqual({
    rescanMinutes: 60,
    pollSecondsMin: 15,
    pollSecondsMax: 60,
    quietMs: 2_000,
  });
});

test('all faults are told at once, each with its key, value and remedy', () => {
  const faults = faultsIn({
    version: 1,
    device: { id: 'x', name: '' },
    pairs: [
      {
        ...PAIR,
        name: undefined,
        folder: 'Photos',
        bucket: 'Ann_Photos',
        prefix: '/a',
        mode: 'mirror',
        color: 'red',
        account: { endpoint: 'ftp://x', credentials: { kind: 'magic' } },
        limits: { transfers: 500 },
      },
      { ...OTHER, bucket: OTHER.recycle.bucket, prefix: 'work/old/' },
    ],
    settings: { pollSecondsMin: 400, quietMs: -1 },
  });
  expect(faults).toEqual([
    'device.id: "x": must be a UUID; put back the one this device had, or write a new one',
    'device.name: "": must be 1 to 100 characters; give this computer a name',
    'pairs[0].name: (missing): must be 1 to 100 characters; give the pair a name',
    'pairs[0].folder: "Photos": must be an absolute path; write it in full',
    'pairs[0].bucket: "Ann_Photos": a bucket name has no capital letters; write the name as the provider shows it',
    'pairs[0].prefix: "/a": a prefix does not begin with "/"; write it like photos/2026/, or "" for the whole bucket',
    'pairs[0].mode: "mirror": must be two-way, upload-only or download-only; two-way is the usual one',
    'pairs[0].account.endpoint: "ftp://x": must be a web address such as https://s3.example.com; leave it out for AWS',
    'pairs[0].account.credentials.kind: (not shown): must say where the keys are; use "kind" env, profile, keychain, file or embedded',
    'pairs[0].limits.transfers: 500: must be a whole number from 1 to 128; leave it out for the default',
    'pairs[0].color: (not shown): is not a setting; check its spelling, or remove it',
    'settings.quietMs: -1: must be a whole number of milliseconds from 0 to 600000; leave it out for the default',
    'pairs[1].recycle: s3://ann-recycle/work/: overlaps with pairs[1].bucket (s3://ann-recycle/work/old/); use another bucket, or prefixes of which neither begins with the other',
  ]);
});

test('folders that are off are folders of the pair', () => {
  const off = ['Photos/2019/', 'Grüße/'];
  expect(parseConfig(configWith({ ...PAIR, off }), 'config.json').pairs[0]?.off).toEqual(off);
  expect(faultsIn(configWith({ ...PAIR, off: ['Photos', '../etc/', '.windlass/', 7] }))).toEqual([
    'pairs[0].off[0]: "Photos": must be the path of a folder in the pair, ending in /; write it like Photos/2024/',
    'pairs[0].off[1]: "../etc/": is no path of a folder in the pair; write it like Photos/2024/',
    'pairs[0].off[2]: ".windlass/": is the area that Windlass keeps for itself; write it like Photos/2024/',
    'pairs[0].off[3]: 7: must be text; write the folder like Photos/2024/',
  ]);
});

test.each([
  ['nothing', undefined],
  ['a list', []],
  ['a word', 'config'],
  ['null', null],
  ['pairs of the wrong kind', { ...configWith(), pairs: { a: 1 } }],
])('%s instead of a configuration is a fault, not a crash', (_, json) => {
  expect(faultsIn(json).length).toBeGreaterThan(0);
});

describe('a value that may be a secret is never repeated', () => {
  const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY1';
  test.each([
    ['as an unknown key', { ...PAIR, secretAccessKey: secret }],
    ['in the account', { ...PAIR, account: { ...PAIR.account, secretKey: secret } }],
    ['instead of the credentials', { ...PAIR, account: { credentials: secret } }],
    ['as a profile', { ...PAIR, account: { credentials: { kind: 'profile', profile: 7, extra: secret } } }],
    ['in the endpoint', { ...PAIR, account: { ...PAIR.account, endpoint: `https://me:${secret}@host` } }],
    ['as the bucket', { ...PAIR, bucket: secret }],
    ['as the mode', { ...PAIR, mode: secret }],
    ['with a slash in it', { ...PAIR, mode: `${secret.slice(0, 20)}/${secret.slice(20)}` }],
  ])('%s', (_, pair) => {
    const faults = faultsIn(configWith(pair)).join('\n');
    expect(faults).not.toBe('');
    expect(faults).not.toContain(secret.slice(0, 20));
  });
});

describe('pairs do not get in each other’s way', () => {
  test.each<[string, object, object, string]>([
    ['one name in another letter case', {}, { name: 'PHOTOS' }, 'pairs[1].name'],
    ['one id', {}, { id: PAIR.id }, 'pairs[1].id'],
    ['one folder', {}, { folder: '/home/ann/Photos/' }, 'pairs[1].folder'],
    ['a folder inside the other', {}, { folder: '/home/ann/Photos/2026' }, 'pairs[1].folder'],
    ['a folder round the other', {}, { folder: '/home/ann' }, 'pairs[1].folder'],
    [
      'a folder inside the other on Windows, by letter case and slash',
      { folder: String.raw`C:\Users\Ann` },
      { folder: 'c:/users/ann/x' },
      'pairs[1].folder',
    ],
    ['one bucket area', {}, { bucket: PAIR.bucket }, 'pairs[1].bucket'],
    ['an area inside the other', {}, { bucket: PAIR.bucket, prefix: 'a/' }, 'pairs[1].bucket'],
    [
      'one bucket by two spellings of its server',
      {},
      { bucket: PAIR.bucket, account: { ...PAIR.account, endpoint: 'HTTPS://S3.example.com:443/' } },
      'pairs[1].bucket',
    ],
    ['the other’s recycle area', {}, { bucket: 'ann-recycle', prefix: 'photos/x/' }, 'pairs[1].bucket'],
    ['one recycle area', {}, { recycle: PAIR.recycle }, 'pairs[1].recycle'],
    [
      'a whole bucket as recycle area',
      {},
      { recycle: { bucket: 'ann-recycle', prefix: '' } },
      'pairs[1].recycle',
    ],
  ])('%s is refused', (_, first, second, key) => {
    const faults = faultsIn(configWith({ ...PAIR, ...first }, { ...OTHER, ...second }));
    expect(faults).toHaveLength(1);
    expect(faults[0]?.startsWith(`${key}: `)).toBe(true);
  });

  test.each<[string, object]>([
    ['folders whose names begin alike', { folder: '/home/ann/Photos2' }],
    ['prefixes whose names begin alike', { recycle: { bucket: 'ann-recycle', prefix: 'photos2/' } }],
    [
      'one bucket name on two servers',
      { bucket: PAIR.bucket, account: { ...PAIR.account, endpoint: 'https://other.example.com' } },
    ],
  ])('%s are apart', (_, second) => {
    expect(faultsIn(configWith(PAIR, { ...OTHER, ...second }))).toEqual([]);
  });

  test('the object area and the recycle area of one pair are apart', () => {
    const pair = { ...PAIR, recycle: { bucket: PAIR.bucket, prefix: 'trash/' } };
    expect(faultsIn(configWith(pair))).toHaveLength(1);
    expect(faultsIn(configWith({ ...pair, prefix: 'files/' }))).toEqual([]);
  });
});

test.each([
  ['/home/ann/../bob', 'must not have "." or ".." in it'],
  ['/', 'must not be the whole disk'],
  ['C:\\', 'must not be the whole disk'],
  ['~/Photos', 'must be an absolute path'],
])('the folder %s is refused', (folder, problem) => {
  expect(faultsIn(configWith({ ...PAIR, folder }))[0]).toContain(problem);
});

describe('versions', () => {
  test('a configuration of a newer Windlass is refused by that name', () => {
    expect(() => parseConfig({ ...configWith(PAIR), version: 2 }, 'config.json')).toThrow(
      'written by a newer one',
    );
  });

  test('an older one is brought up step by step', () => {
    const steps = new Map<number, (old: object) => Record<string, unknown>>([
      [1, (old) => ({ ...old, b: 1 })],
      [2, (old) => ({ ...old, c: 2 })],
    ]);
    expect(migrateConfig({ version: 1, a: 0 }, 'f', 3, steps)).toEqual({ version: 3, a: 0, b: 1, c: 2 });
    expect(migrateConfig({ version: 2, a: 0 }, 'f', 3, steps)).toEqual({ version: 3, a: 0, c: 2 });
  });

  test('one without a version, or of one that never was, is a fault', () => {
    expect(faultsIn({ ...configWith(PAIR), version: 0 })).toEqual([
      'version: 0: must be 1; do not change it by hand',
    ]);
    expect(faultsIn({ ...configWith(PAIR), version: undefined })[0]).toContain('version: (missing)');
  });
});
