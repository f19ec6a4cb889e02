import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemorySecrets } from '../../sync-engine/adapters/memory/memory-secrets.ts';
import { createEncryptedFileSecrets } from '../../sync-engine/adapters/secret-file/encrypted-file-secrets.ts';
import { toSyncError } from '../../sync-engine/core/error.ts';
import type { SecretStore } from '../../sync-engine/ports/secrets.ts';
import { secretStoreConformance } from './secrets.conformance.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'windlass-secrets-'));
  file = path.join(folder, 'home', 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The real costs take half a second each time; one test pays them. */
const CHEAP = { N: 2 ** 14, r: 8, p: 1 };

const openWith = (passphrase: string | undefined): SecretStore =>
  createEncryptedFileSecrets({ file, env: { WINDLASS_PASSPHRASE: passphrase }, costs: CHEAP });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => toSyncError(caught),
  );

secretStoreConformance({ name: 'memory', make: createMemorySecrets });
secretStoreConformance({ name: 'encrypted file', make: () => openWith('correct horse') });

describe('the encrypted file', () => {
  test('is opened again with the same passphrase, in either Unicode form', async () => {
    await openWith('pä\u00dfw\u00f6rt').set('a', 'one');
    expect(await openWith('pä\u00dfwo\u0308rt').get('a')).toBe('one');
  });

  test('holds nothing in plain text, not even names, and only its owner may read it', async () => {
    const secrets = createEncryptedFileSecrets({ file, env: { WINDLASS_PASSPHRASE: 'correct horse' } });
    await secrets.set('account-name', 'SECRET-VALUE');
    const text = readFileSync(file, 'utf8');
    for (const plain of ['SECRET-VALUE', 'account-name', 'correct horse']) expect(text).not.toContain(plain);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(text)).toMatchObject({
      cipher: 'aes-256-gcm',
      kdf: { name: 'scrypt', N: 131_072, r: 8, p: 1 },
    });
  });

  test('has a new salt and nonce at every change', async () => {
    const seen = new Set<string>();
    for (const secret of ['1', '2']) {
      await openWith('p').set('a', secret);
      const { kdf, nonce } = JSON.parse(readFileSync(file, 'utf8')) as {
        kdf: { salt: string };
        nonce: string;
      };
      seen.add(kdf.salt).add(nonce);
    }
    expect(seen.size).toBe(4);
  });

  test('refuses a wrong passphrase, and is not changed by who has it', async () => {
    await openWith('right').set('a', 'one');
    const before = readFileSync(file, 'utf8');
    const wrong = openWith('wrong');
    for (const call of [() => wrong.get('a'), () => wrong.set('b', 'two'), () => wrong.delete('a')])
      expect(await failureOf(call())).toMatchObject({
        code: 'passphrase-wrong',
        message: expect.stringContaining('does not open'),
      });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test.each(['data', 'tag', 'nonce', 'kdf.salt', 'kdf.N', 'kdf.p'])(
    'refuses a file whose %s was changed',
    async (field) => {
      await openWith('p').set('a', 'one');
      const sealed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      const [outer = '', inner] = field.split('.');
      const holder = inner === undefined ? sealed : (sealed[outer] as Record<string, unknown>);
      const name = inner ?? outer;
      const old = holder[name];
      holder[name] = typeof old === 'number' ? old * 2 : flipped(String(old));
      writeFileSync(file, JSON.stringify(sealed));
      expect(await failureOf(openWith('p').get('a'))).toMatchObject({ code: 'passphrase-wrong' });
    },
  );

  test.each(['', 'garbage', '{}', '{"version":1}', '[]'])(
    'refuses "%s" and leaves it alone',
    async (text) => {
      await openWith('p').set('a', 'one');
      writeFileSync(file, text);
      expect(await failureOf(openWith('p').set('b', 'two'))).toMatchObject({
        code: 'secret-file-damaged',
      });
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('does not spend gigabytes on the costs a foreign file asks for', async () => {
    await openWith('p').set('a', 'one');
    const sealed = JSON.parse(readFileSync(file, 'utf8')) as { kdf: { N: number } };
    sealed.kdf.N = 2 ** 30;
    writeFileSync(file, JSON.stringify(sealed));
    expect(await failureOf(openWith('p').get('a'))).toMatchObject({
      message: expect.stringContaining('is not an encrypted file'),
    });
  });

  test('asks once, tells whether the passphrase is a new one, and asks again after a wrong answer', async () => {
    const asked: string[] = [];
    const answers = ['wrong', 'right'];
    const ask = (purpose: string) => {
      asked.push(purpose);
      return Promise.resolve(answers.shift());
    };
    await openWith('right').set('a', 'one');
    const secrets = createEncryptedFileSecrets({ file, env: {}, ask, costs: CHEAP });
    expect(await failureOf(secrets.get('a'))).toMatchObject({ code: 'passphrase-wrong' });
    expect(await secrets.get('a')).toBe('one');
    await secrets.set('b', 'two');
    expect(asked).toEqual(['open', 'open']);

    rmSync(file);
    const fresh = createEncryptedFileSecrets({
      file,
      env: {},
      costs: CHEAP,
      ask: (purpose) => Promise.resolve(`a ${purpose}`),
    });
    await fresh.set('a', 'one');
    expect(await openWith('a create').get('a')).toBe('one');
  });

  test('without a passphrase, and nobody to ask, says that it needs one', async () => {
    expect(await openWith(undefined).get('a')).toBeUndefined();
    expect(await failureOf(openWith('').set('a', 'one'))).toMatchObject({
      code: 'passphrase-missing',
      message: expect.stringContaining('needs a passphrase'),
    });
  });
});

/** The same length, another first character. */
function flipped(base64: string): string {
  return (base64.startsWith('A') ? 'B' : 'A') + base64.slice(1);
}
