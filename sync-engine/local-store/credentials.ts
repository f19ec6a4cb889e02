import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Credentials } from './auth/verify.ts';

/** Reads the directory's keys, or makes random ones on first use in a file only its owner can read. */
export function loadCredentials(directory: string): Credentials {
  const path = join(directory, '.store', 'credentials.json');
  try {
    return parse(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const credentials = {
    // 16 upper-case characters and 40 characters: the shape of AWS keys, which some tools check.
    accessKeyId: `WLAK${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${JSON.stringify(credentials, undefined, 2)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  return credentials;
}

function parse(text: string, path: string): Credentials {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'accessKeyId' in value && 'secretAccessKey' in value) {
    const { accessKeyId, secretAccessKey } = value;
    if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string')
      return { accessKeyId, secretAccessKey };
  }
  throw new Error(`${path} does not hold an accessKeyId and a secretAccessKey`);
}
