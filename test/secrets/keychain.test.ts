import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKeychainSecrets } from '../../sync-engine/adapters/keychain/keychain-secrets.ts';
import { toSyncError } from '../../sync-engine/core/error.ts';
import { missingPrograms, startSecretService, type SecretService } from './secret-service.ts';
import { secretStoreConformance } from './secrets.conformance.ts';

const missing = missingPrograms();
const wanted =
  missing.length === 0 ? '' : ` (needs ${missing.join(', ')}: apt-get install dbus gnome-keyring)`;
const required = process.env['WINDLASS_REQUIRE_ALL'] === '1';

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (caught: unknown) => toSyncError(caught),
  );

/** Command lines of all processes, as every user of the machine may read them. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return ''; // it ended meanwhile
      }
    })
    .join('\n');
}

describe.skipIf(missing.length > 0 && !required)(`the real keychain${wanted}`, () => {
  let service: SecretService;
  beforeAll(async () => {
    service = await startSecretService();
  });
  afterAll(() => service.stop());

  secretStoreConformance({
    name: 'keychain (Secret Service)',
    make: () =>
      createKeychainSecrets({ env: service.env, service: `windlass-test-${randomBytes(4).toString('hex')}` }),
  });

  test('another process finds the secret, under the name windlass', async () => {
    await createKeychainSecrets({ env: service.env }).set('a', 's');
    const other = createKeychainSecrets({ env: service.env, service: 'windlass' });
    expect(await other.get('a')).toBe('s');
    expect(await other.delete('a')).toBe(true);
  });

  test('a secret is in no command line while it is stored', async () => {
    const secret = `s3cret-${randomBytes(8).toString('hex')}`;
    const ended = new AbortController();
    const stored = createKeychainSecrets({ env: service.env })
      .set('argv', secret)
      .finally(() => ended.abort());
    let sawProcess = false;
    while (!ended.signal.aborted) {
      const lines = commandLines();
      sawProcess ||= lines.includes('keychain-process');
      expect(lines).not.toContain(secret);
      await new Promise(setImmediate);
    }
    await stored;
    expect(sawProcess).toBe(true);
  });

  test('a locked one that nobody opens is given up', async () => {
    const locked = await startSecretService(true);
    try {
      const secrets = createKeychainSecrets({ env: locked.env, timeoutMs: 5_000 });
      expect(await failureOf(secrets.set('a', 's'))).toMatchObject({ code: 'secret-store-unavailable' });
    } finally {
      await locked.stop();
    }
  });
});

test.runIf(process.platform === 'linux')('without a keychain every call says so', async () => {
  const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = process.env;
  const secrets = createKeychainSecrets({ env: { ...env, XDG_RUNTIME_DIR: '/nonexistent' } });
  const calls = [() => secrets.get('a'), () => secrets.set('a', 's3cr3t'), () => secrets.delete('a')];
  for (const call of calls) {
    const error = await failureOf(call());
    expect(error).toMatchObject({ code: 'secret-store-unavailable' });
    expect(error?.message).not.toContain('s3cr3t');
  }
});

test('a call that hangs is given up after its time', async () => {
  const secrets = createKeychainSecrets({ timeoutMs: 1 });
  expect(await failureOf(secrets.get('a'))).toMatchObject({
    code: 'secret-store-unavailable',
    message: expect.stringContaining('did not answer within'),
  });
});
