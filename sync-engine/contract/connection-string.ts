import { fail, toSyncError } from '../core/error.ts';
import { bucketNameFault } from './bucket-url.ts';
import { endpointFault } from './endpoint.ts';

/** The account and buckets of a Creatio-style connection string. Holds secrets: never log one. */
export interface ConnectionString {
  readonly serviceUrl: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly objectBucket: string;
  readonly recycleBucket: string;
  readonly region: string | undefined;
}

/** The keys by their folded form, in the spelling people know. Source: Creatio's S3 file storage settings. */
const REQUIRED = new Map([
  ['serviceurl', 'ServiceUrl'],
  ['accesskey', 'AccessKey'],
  ['secretkey', 'SecretKey'],
  ['objectbucketname', 'ObjectBucketName'],
  ['recyclebucketname', 'RecycleBucketName'],
]);
const OPTIONAL = new Map([['region', 'Region']]);

/**
 * Parses `ServiceUrl=…; AccessKey=…; SecretKey=…; ObjectBucketName=…; RecycleBucketName=…;` (and optionally `Region`): any
 * order, any letter case, spaces round keys and values. A value may hold `=`; one with `;` or outer spaces stands in single
 * or double quotes, where a doubled quote means the quote itself.
 *
 * Throws `usage` with all faults at once. The message holds names of keys and, of their values, only what is no secret.
 */
export function parseConnectionString(text: string): ConnectionString {
  const { values, faults } = collect(split(text));
  const missing = [...REQUIRED].filter(([key]) => !values.has(key)).map(([, name]) => name);
  if (missing.length > 0) faults.push(`missing: ${missing.join(', ')}`);
  for (const [key, name] of [...REQUIRED, ...OPTIONAL]) {
    const value = values.get(key);
    const fault = value === undefined ? undefined : valueFault(key, value);
    if (fault !== undefined) faults.push(`${name}: ${fault}`);
  }
  if (faults.length > 0) throw fail('usage', `the connection string has faults: ${faults.join('; ')}`);
  const get = (key: string): string => values.get(key) ?? '';
  return {
    serviceUrl: get('serviceurl'),
    accessKey: get('accesskey'),
    secretKey: get('secretkey'),
    objectBucket: get('objectbucketname'),
    recycleBucket: get('recyclebucketname'),
    region: values.get('region'),
  };
}

function collect(pieces: readonly string[]): { values: Map<string, string>; faults: string[] } {
  const values = new Map<string, string>();
  const faults: string[] = [];
  for (const [at, piece] of pieces.entries()) {
    const equals = piece.indexOf('=');
    if (equals < 0) {
      // It may be the tail of a secret with an unquoted ";" in it, so it is not shown.
      faults.push(`part ${at + 1} has no "=" (a value with ";" in it needs quotes)`);
      continue;
    }
    const key = piece.slice(0, equals).replaceAll(/\s/g, '').toLowerCase();
    const name = REQUIRED.get(key) ?? OPTIONAL.get(key);
    if (name === undefined) faults.push(unknownKey(piece.slice(0, equals).trim(), at));
    else if (values.has(key)) faults.push(`${name} is given twice`);
    else values.set(key, unquoted(piece.slice(equals + 1).trim()));
  }
  return { values, faults };
}

/** What is wrong with a connection string, in a sentence for people, from what `parseConnectionString` has thrown. */
export function connectionFault(caught: unknown): string {
  return toSyncError(caught).message;
}

/** Names an unknown key where it can only be a word; anything else may be a piece of a secret. */
function unknownKey(key: string, at: number): string {
  return /^[A-Za-z][A-Za-z _-]{0,31}$/.test(key)
    ? `"${key}" is not a key of a connection string`
    : `part ${at + 1} does not begin with a key (a value with ";" in it needs quotes)`;
}

/** At the `;` that stand outside quotes. A quote counts only right after `=`, so that a secret may hold one. */
function split(text: string): readonly string[] {
  const pieces = text.match(/(?:[^=;]*=\s*(?:"(?:[^"]|"")*"|'(?:[^']|'')*')\s*(?=;|$))|[^;]+/g) ?? [];
  return pieces.filter((piece) => piece.trim() !== '');
}

function unquoted(value: string): string {
  const quote = value.slice(0, 1);
  if ((quote !== '"' && quote !== "'") || value.length < 2 || !value.endsWith(quote)) return value;
  return value.slice(1, -1).replaceAll(quote + quote, quote);
}

function valueFault(key: string, value: string): string | undefined {
  if (value === '') return 'is empty';
  if (key === 'serviceurl') return endpointFault(value);
  return key.endsWith('bucketname') ? bucketNameFault(value) : undefined;
}
