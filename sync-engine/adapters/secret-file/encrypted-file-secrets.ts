import { fail } from '../../core/error.ts';
import { PASSPHRASE_VARIABLE, type SecretStore } from '../../ports/secrets.ts';
import { readPrivateFile, updatePrivateFile } from '../private-file/private-file.ts';
import { SCRYPT_COSTS, seal, unseal, type ScryptCosts, type Secrets } from './sealed-secrets.ts';

export interface EncryptedFileOptions {
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks a person, to open the file or to choose its passphrase; resolves undefined when nobody answers. Asked once. */
  readonly ask?: (purpose: 'open' | 'create') => Promise<string | undefined>;
  /** For what is written; lower ones are for tests only. */
  readonly costs?: ScryptCosts;
}

/**
 * Secrets in one file, encrypted under a passphrase (scrypt, AES-256-GCM), for machines without a keychain. Rejects
 * `passphrase-missing`, `passphrase-wrong` or `secret-file-damaged`.
 */
export function createEncryptedFileSecrets(options: EncryptedFileOptions): SecretStore {
  const { file, costs = SCRYPT_COSTS } = options;
  const passphrase = rememberedPassphrase(options);
  /** One change at a time; a failed one does not stop the next. */
  let last: Promise<unknown> = Promise.resolve();

  const open = async (text: string | undefined): Promise<Secrets> =>
    text === undefined
      ? new Map()
      : unseal(text, await passphrase.get('open'), file).catch(passphrase.forget);
  const change = <T>(work: (secrets: Map<string, string>) => T): Promise<T> => {
    const done = last.then(async () => {
      let result: T | undefined;
      await updatePrivateFile(file, async (text) => {
        const secrets = new Map(await open(text));
        result = work(secrets);
        return seal(secrets, await passphrase.get(text === undefined ? 'create' : 'open'), costs);
      });
      return result as T;
    });
    last = done.catch(() => {});
    return done;
  };

  return {
    get: async (name) => (await open(await readPrivateFile(file))).get(name),
    set: (name, secret) => change((secrets) => void secrets.set(name, secret)),
    async delete(name) {
      const secrets = await open(await readPrivateFile(file));
      return secrets.has(name) && (await change((current) => current.delete(name)));
    },
  };
}

interface Passphrase {
  get(purpose: 'open' | 'create'): Promise<string>;
  /** Throws the error again, having forgotten the answer that led to it. */
  readonly forget: (caught: unknown) => never;
}

function rememberedPassphrase({ file, env, ask }: EncryptedFileOptions): Passphrase {
  let answer: Promise<string | undefined> | undefined;
  return {
    async get(purpose) {
      const set = env[PASSPHRASE_VARIABLE];
      if (set !== undefined && set !== '') return set;
      answer ??= ask?.(purpose);
      const given = await answer;
      if (given !== undefined && given !== '') return given;
      answer = undefined;
      throw fail('passphrase-missing', `${file} needs a passphrase`);
    },
    forget(caught) {
      answer = undefined;
      throw caught;
    },
  };
}
