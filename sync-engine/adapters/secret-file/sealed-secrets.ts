import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { fail } from '../../core/error.ts';

export interface ScryptCosts {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * scrypt's costs: OWASP Password Storage Cheat Sheet, "scrypt": N = 2^17 (128 MiB), r = 8, p = 1 as the minimum of choice. They
 * are written into the file, so that they can be raised without breaking old ones.
 */
export const SCRYPT_COSTS: ScryptCosts = { N: 2 ** 17, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** 96 bits, the size GCM is defined for (NIST SP 800-38D, 5.2.1.1). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const base64 = z.base64();
const FileSchema = z.strictObject({
  version: z.literal(1),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    // Bounds: a file from elsewhere must not make us allocate gigabytes (scrypt takes 128 · N · r bytes).
    N: z
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(16),
    salt: base64,
  }),
  cipher: z.literal('aes-256-gcm'),
  nonce: base64,
  tag: base64,
  data: base64,
});
type Kdf = z.infer<typeof FileSchema>['kdf'];

/** Pairs rather than an object: any name may be a secret's, `__proto__` too. */
const SecretsSchema = z.array(z.tuple([z.string(), z.string()]));
export type Secrets = ReadonlyMap<string, string>;

/** Encrypts under a fresh salt and nonce each time, so that no key ever meets a nonce twice. */
export async function seal(secrets: Secrets, passphrase: string, costs: ScryptCosts): Promise<string> {
  const kdf: Kdf = { name: 'scrypt', ...costs, salt: randomBytes(SALT_BYTES).toString('base64') };
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await deriveKey(passphrase, kdf), nonce, {
    authTagLength: TAG_BYTES,
  });
  cipher.setAAD(authenticated(kdf));
  const data = Buffer.concat([cipher.update(JSON.stringify([...secrets]), 'utf8'), cipher.final()]);
  const sealed: z.infer<typeof FileSchema> = {
    version: 1,
    kdf,
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
  return `${JSON.stringify(sealed, null, 2)}\n`;
}

/**
 * Rejects `passphrase-wrong` when it is wrong or the text was changed, which of the two cannot be told, and
 * `secret-file-damaged` for a text of another form.
 */
export async function unseal(text: string, passphrase: string, file: string): Promise<Secrets> {
  const sealed = parseSealed(text, file);
  const key = await deriveKey(passphrase, sealed.kdf);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(authenticated(sealed.kdf));
  try {
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    const plain = Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
    return new Map(SecretsSchema.parse(JSON.parse(plain.toString('utf8'))));
  } catch {
    throw fail(
      'passphrase-wrong',
      `the passphrase does not open ${file} (it is wrong, or the file was damaged)`,
    );
  }
}

function parseSealed(text: string, file: string): z.infer<typeof FileSchema> {
  const damaged = () => fail('secret-file-damaged', `${file} is not an encrypted file of Windlass`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged();
  }
  const parsed = FileSchema.safeParse(json);
  if (!parsed.success) throw damaged();
  return parsed.data;
}

/** What is not secret but must not be changed either. */
function authenticated({ name, N, r, p, salt }: Kdf): Buffer {
  return Buffer.from(`windlass-secrets 1 ${name} ${N} ${r} ${p} ${salt} aes-256-gcm`, 'utf8');
}

/** Keys of late: scrypt takes half a second, and every pair of a file asks for a secret of its own. The oldest is forgotten first. */
const derived = new Map<string, Promise<Buffer>>();
/** One file, before and after a change of what is in it or of its passphrase. */
const MOST_DERIVED = 4;

function deriveKey(passphrase: string, kdf: Kdf): Promise<Buffer> {
  const text = passphrase.normalize('NFKC');
  const id = `${authenticated(kdf).toString('base64')} ${createHash('sha256').update(text).digest('base64')}`;
  const known = derived.get(id);
  if (known !== undefined) return known;
  const key = scryptKey(text, kdf);
  derived.set(id, key);
  key.catch(() => derived.delete(id));
  const [oldest] = derived.keys();
  if (derived.size > MOST_DERIVED && oldest !== undefined) derived.delete(oldest);
  return key;
}

function scryptKey(passphrase: string, { N, r, p, salt }: Kdf): Promise<Buffer> {
  const maxmem = 128 * N * r * 2;
  return new Promise((resolve, reject) => {
    scrypt(passphrase, Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
