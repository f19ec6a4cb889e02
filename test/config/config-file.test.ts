import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openConfigFile, type ConfigFile } from '../../sync-engine/adapters/config/config-file.ts';
import { homePaths } from '../../sync-engine/adapters/config/home-paths.ts';
import { emptyConfig, parseConfig, type Config } from '../../sync-engine/contract/config.ts';
import { toSyncError } from '../../sync-engine/core/error.ts';
import type { Random } from '../../sync-engine/ports/clock.ts';
import { configWith, OTHER, PAIR } from '../contracts/pair-config.ts';

let home: string;
let file: string;
let config: ConfigFile<Config>;
let made = 0;
const random: Random = {
  float: () => 0,
  id: () => 'x',
  uuid: () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
};
const open = (): ConfigFile<Config> =>
  openConfigFile({ file, parse: parseConfig, empty: emptyConfig, random });

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'windlass-home-'));
  file = path.join(home, 'new', 'config.json');
  config = open();
});
afterEach(() => rmSync(home, { recursive: true }));

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => toSyncError(caught),
  );

test('the first use makes a device with an id and a name, which stay', async () => {
  const first = await config.load();
  expect(first.device.name).not.toBe('');
  expect(first.pairs).toEqual([]);
  expect(await open().load()).toEqual(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
});

test('what is saved is read back, and nothing else is left in the folder', async () => {
  await config.save(configWith(PAIR));
  await config.save(configWith(PAIR, OTHER));
  expect(await open().load()).toEqual(configWith(PAIR, OTHER));
  expect(readdirSync(path.dirname(file))).toEqual(['config.json']);
});

test('a faulty configuration is not written', async () => {
  await config.save(configWith(PAIR));
  const before = readFileSync(file, 'utf8');
  const error = await errorOf(config.save(configWith({ ...PAIR, mode: 'x' }, { ...OTHER, bucket: 'X' })));
  expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringContaining('2 faults') });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('an update sees what others saved before it', async () => {
  await config.save(configWith());
  const add = (pair: unknown) => (current: Config) => ({ ...current, pairs: [...current.pairs, pair] });
  await config.update(add(PAIR));
  await open().update(add(OTHER));
  expect((await config.load()).pairs.map((pair) => pair.name)).toEqual(['photos', 'work']);
});

test('updates that one process makes at once all hold', async () => {
  await config.save(configWith());
  const add = (pair: unknown) => (current: Config) => ({ ...current, pairs: [...current.pairs, pair] });
  await Promise.all([config.update(add(PAIR)), open().update(add(OTHER))]);
  expect((await config.load()).pairs.map((pair) => pair.name)).toEqual(['photos', 'work']);
});

test('an update starts over when another process saved while it was thinking', async () => {
  await config.save(configWith());
  let tries = 0;
  await config.update((current) => {
    if (++tries === 1) writeFileSync(file, JSON.stringify(configWith(OTHER)));
    return { ...current, pairs: [...current.pairs, PAIR] };
  });
  expect((await config.load()).pairs.map((pair) => pair.name)).toEqual(['work', 'photos']);
});

describe('a file that cannot be read', () => {
  test('says where the JSON is broken, without quoting it', async () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, '{\n  "version": 1,\n  "secretKey": "hidden", oops\n}');
    const error = await errorOf(config.load());
    expect(error).toMatchObject({ code: 'config-invalid', message: expect.stringContaining('line 3') });
    expect(error?.message).not.toContain('hidden');
  });

  test('names every fault with the name of the file', async () => {
    mkdirSync(path.dirname(file));
    writeFileSync(file, `\ufeff${JSON.stringify({ ...configWith(), device: 1 })}`);
    expect(await errorOf(config.load())).toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/config\.json has 1 fault:\n {2}device: 1: /),
    });
  });

  test('is not replaced by a new one', async () => {
    mkdirSync(file, { recursive: true });
    expect(await errorOf(config.load())).toMatchObject({ code: 'local-io', foreignCode: 'EISDIR' });
    expect(await errorOf(config.save(configWith()))).toMatchObject({ code: 'local-io' });
    expect(readdirSync(path.dirname(file))).toEqual(['config.json']);
  });

  test.skipIf(process.getuid?.() === 0)('for want of permission says so', async () => {
    await config.save(configWith());
    chmodSync(file, 0);
    expect(await errorOf(config.load())).toMatchObject({ code: 'local-denied' });
  });
});

describe('paths', () => {
  const id = '6f1e4c52-9a1b-4f57-8d60-0d7c1c9c0a01';

  test('all lie in WINDLASS_HOME when it is set', () => {
    const paths = homePaths({ WINDLASS_HOME: home });
    expect(paths.config).toBe(path.join(home, 'config.json'));
    expect(path.dirname(path.dirname(paths.pairState(id)))).toBe(paths.state);
    expect(paths.state.startsWith(home)).toBe(true);
    expect(existsSync(paths.state)).toBe(false);
  });

  test('are the platform’s otherwise, and a relative home is made absolute', () => {
    expect(homePaths({}).config).toMatch(/windlass[/\\](?:Config[/\\])?config\.json$/);
    expect(homePaths({ WINDLASS_HOME: '' }).config).toBe(homePaths({}).config);
    expect(path.isAbsolute(homePaths({ WINDLASS_HOME: 'x' }).config)).toBe(true);
  });

  test('a pair id leads nowhere else', () => {
    expect(() => homePaths({ WINDLASS_HOME: home }).pairState('../../etc')).toThrow(TypeError);
  });
});
