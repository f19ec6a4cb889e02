import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LocalStore } from '../../sync-engine/local-store/index.ts';
import { device, freshStore, rowsOf, type Device, type Result } from './harness.ts';

const PASSPHRASE = 'correct horse battery staple';
const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const WITH_PASSPHRASE = { ...NO_KEYS, WINDLASS_PASSPHRASE: PASSPHRASE };

function connectionString(store: LocalStore, secret = store.credentials.secretAccessKey): string {
  return [
    `RecycleBucketName=bin`,
    `serviceurl = ${store.endpoint}`,
    `SECRETKEY=${secret}`,
    `ObjectBucketName=files`,
    `AccessKey=${store.credentials.accessKeyId};`,
  ].join('; ');
}

function addByString(laptop: Device, stdin: string, ...more: readonly string[]): Promise<Result> {
  return laptop.run(
    ['add', laptop.folder, '--connection-string', '-', '--credentials', 'file', '--json', ...more],
    { stdin, env: WITH_PASSPHRASE },
  );
}

/** Every file below a folder, as text. */
async function allText(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1')),
  );
  return texts.join('\n');
}

describe('a connection string', () => {
  it('sets a pair up from standard input, its keys in an encrypted file', async () => {
    const store = await freshStore();
    const laptop = await device(undefined);
    const added = await addByString(laptop, connectionString(store));
    expect(added.stderr).toBe('');
    expect(rowsOf(added, 'pair')).toMatchObject([{ bucket: 'files', recycle: { bucket: 'bin' } }]);
    const text = await allText(laptop.home);
    expect(text).not.toContain(store.credentials.secretAccessKey);
    expect(text).not.toContain(store.credentials.accessKeyId);
    expect(text).not.toContain(PASSPHRASE);
    await laptop.write('a.txt', 'a');
    const synced = await laptop.runHere(['sync', '--json'], { env: WITH_PASSPHRASE });
    expect(synced.last).toMatchObject({ type: 'summary', uploaded: 1 });
    expect(synced.code).toBe(0);
  });

  it('is never taken from the command line', async () => {
    const store = await freshStore();
    const laptop = await device(undefined);
    const { code, stderr } = await laptop.run([
      'add',
      laptop.folder,
      '--connection-string',
      connectionString(store),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('standard input');
    expect(stderr).not.toContain(store.credentials.secretAccessKey);
  });

  it('that is broken is refused without showing its secret', async () => {
    const store = await freshStore();
    const laptop = await device(undefined);
    const { code, stdout, stderr } = await addByString(
      laptop,
      `SecretKey=${store.credentials.secretAccessKey}; AccessKey=x`,
    );
    expect(code).toBe(2);
    expect(stdout).toContain('ServiceUrl');
    expect(stdout + stderr).not.toContain(store.credentials.secretAccessKey);
  });

  it('with a wrong secret exits with 4 and keeps nothing', async () => {
    const store = await freshStore();
    const laptop = await device(undefined);
    const { code, stdout, stderr } = await addByString(laptop, connectionString(store, 'wrong-secret-value'));
    expect(code).toBe(4);
    expect(stdout + stderr).not.toContain('wrong-secret-value');
    expect(await readdir(laptop.home)).toEqual(['config.json']);
  });
});

describe('keys', () => {
  it('in the encrypted file need the right passphrase', async () => {
    const store = await freshStore();
    const laptop = await device(undefined);
    await addByString(laptop, connectionString(store));
    for (const [passphrase, title] of [
      [undefined, 'The passphrase is missing'],
      ['a wrong one', 'The passphrase is wrong'],
    ] as const) {
      const env = { ...NO_KEYS, WINDLASS_PASSPHRASE: passphrase };
      const { code, stderr } = await laptop.runHere(['sync'], { env });
      expect(code).toBe(4);
      expect(stderr).toContain(title);
      expect(stderr).not.toContain('keychain');
    }
  });

  it('that are nowhere exit with 4', async () => {
    const store = await freshStore();
    const laptop = await device(store);
    const args = [
      's3://files',
      '--recycle',
      's3://bin',
      '--endpoint',
      store.endpoint,
      '--credentials',
      'env',
    ];
    const { code, stderr } = await laptop.runHere(['add', laptop.folder, ...args], { env: NO_KEYS });
    expect(code).toBe(4);
    expect(stderr).toContain('No keys found');
  });
});
