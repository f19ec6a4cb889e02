import path from 'node:path';
import { z } from 'zod';
import type { AccountConfig, CredentialsConfig } from '../contract/config.ts';
import { assertNever } from '../core/assert-never.ts';
import { fail, hasCode } from '../core/error.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { S3Credentials } from '../adapters/s3/credentials.ts';
import type { Home } from './home.ts';
import type { HostParts } from './host.ts';

/** An account's keys. */
export interface AccountKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Credentials that Windlass keeps itself, under a name. */
export type StoredCredentials = Extract<CredentialsConfig, { kind: 'keychain' | 'file' }>;

const KeysSchema = z.strictObject({
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  sessionToken: z.string().optional(),
});

/** Keeps an account's keys where its configuration says. Rejects as `SecretStore` does. */
export async function saveKeys(
  home: Home,
  at: StoredCredentials,
  keys: AccountKeys,
  host: HostParts,
): Promise<void> {
  const secrets = await secretStore(home, at, host);
  await secrets.set(at.name, JSON.stringify(KeysSchema.parse(keys)));
}

/** How long a keychain may take to say that it is there (milliseconds). */
const KEYCHAIN_WAIT_MS = 3_000;

/** Whether this computer has a keychain that answers now. */
export async function hasKeychain({ env, runKeychain }: HostParts): Promise<boolean> {
  const { createKeychainSecrets } = await import('../adapters/keychain/keychain-secrets.ts');
  try {
    await createKeychainSecrets({ env, run: runKeychain, timeoutMs: KEYCHAIN_WAIT_MS }).get(
      'is-there-a-keychain',
    );
    return true;
  } catch (caught) {
    if (hasCode(caught, 'secret-store-unavailable')) return false;
    throw caught;
  }
}

/** Rejects `passphrase-wrong` or `secret-file-damaged` where a passphrase does not open the file with the keys. */
export async function checkPassphrase(home: Home, passphrase: string): Promise<void> {
  const host = { env: {}, passphrase: () => Promise.resolve(passphrase) };
  // Whatever is asked for, the file is opened.
  const at = { kind: 'file', name: 'is-it-the-passphrase' } as const;
  await (await secretStore(home, at, host)).get(at.name);
}

/** Forgets the keys of an account; resolves false when there were none. */
export async function deleteKeys(home: Home, at: StoredCredentials, host: HostParts): Promise<boolean> {
  return (await secretStore(home, at, host)).delete(at.name);
}

/**
 * Where an account's keys come from, in the S3 adapter's terms. `env` is the whole chain of the AWS tools; keys in
 * the environment itself are read here, because a host may lend another environment than the process has.
 */
export async function credentialsOf(
  home: Home,
  { credentials }: AccountConfig,
  host: HostParts,
): Promise<S3Credentials> {
  switch (credentials.kind) {
    case 'env':
      return keysInEnvironment(host) ?? { kind: 'chain' };
    case 'profile':
      return { kind: 'chain', profile: credentials.profile };
    case 'keychain':
    case 'file':
      return staticKeys(await loadKeys(home, credentials, host));
    case 'embedded':
      throw new Error('the keys of the embedded store come with it');
    default:
      return assertNever(credentials);
  }
}

export function staticKeys({ accessKeyId, secretAccessKey, sessionToken }: AccountKeys): S3Credentials {
  return { kind: 'static', accessKeyId, secretAccessKey, sessionToken };
}

function keysInEnvironment({ env }: HostParts): S3Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return staticKeys({ accessKeyId, secretAccessKey, sessionToken: env['AWS_SESSION_TOKEN'] || undefined });
}

async function loadKeys(home: Home, at: StoredCredentials, host: HostParts): Promise<AccountKeys> {
  const secret = await (await secretStore(home, at, host)).get(at.name);
  const where = at.kind === 'keychain' ? 'the keychain' : 'the encrypted file';
  if (secret === undefined) throw fail('credentials-missing', `${where} has no entry '${at.name}'`);
  const keys = KeysSchema.safeParse(parseJson(secret));
  if (!keys.success) throw fail('credentials-missing', `the entry '${at.name}' of ${where} holds no keys`);
  return keys.data;
}

async function secretStore(home: Home, at: StoredCredentials, host: HostParts): Promise<SecretStore> {
  if (at.kind === 'keychain') {
    const { createKeychainSecrets } = await import('../adapters/keychain/keychain-secrets.ts');
    return createKeychainSecrets({ env: host.env, run: host.runKeychain });
  }
  const { createEncryptedFileSecrets } = await import('../adapters/secret-file/encrypted-file-secrets.ts');
  return createEncryptedFileSecrets({
    file: path.join(path.dirname(home.paths.config), 'secrets.json'),
    env: host.env,
    ...(host.passphrase === undefined ? {} : { ask: host.passphrase }),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
