import { assertNever } from '../core/assert-never.ts';
import { fail } from '../core/error.ts';
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

/** One thing that is wrong with a connection string, as data; of its values, only what is no secret. */
export type ConnectionFault =
  /** Parts are counted from 1. */
  | { readonly code: 'no-equals' | 'no-key'; readonly part: number }
  | { readonly code: 'unknown-key' | 'twice' | 'empty'; readonly name: string }
  | { readonly code: 'missing'; readonly names: readonly string[] }
  /** `why` says it in English. */
  | { readonly code: 'endpoint' | 'bucket'; readonly name: string; readonly why: string };

/** The keys by their folded form, in the spelling people know. Source: Creatio's S3 file storage settings. */
const REQUIRED = new Map([
  ['serviceurl', 'ServiceUrl'],
  ['accesskey', 'AccessKey'],
  ['secretkey', 'SecretKey'],
  ['objectbucketname', 'ObjectBucketName'],
  ['recyclebucketname', 'RecycleBucketName'],
]);
const OPTIONAL = new Map([['region', 'Region']]);

/** Parses as `readConnectionString`; throws `usage` with all faults at once, in English. */
export function parseConnectionString(text: string): ConnectionString {
  const found = readConnectionString(text);
  if ('read' in found) return found.read;
  throw fail('usage', `the connection string has faults: ${found.faults.map(faultText).join('; ')}`);
}

/**
 * Reads `ServiceUrl=…; AccessKey=…; SecretKey=…; ObjectBucketName=…; RecycleBucketName=…;` (and optionally `Region`): any
 * order, any letter case, spaces round keys and values. A value may hold `=`; one with `;` or outer spaces stands in single
 * or double quotes, where a doubled quote means the quote itself. Gives all faults where there are any.
 */
export function readConnectionString(
  text: string,
): { readonly read: ConnectionString } | { readonly faults: readonly ConnectionFault[] } {
  const { values, faults } = collect(split(text));
  const missing = [...REQUIRED].filter(([key]) => !values.has(key)).map(([, name]) => name);
  if (missing.length > 0) faults.push({ code: 'missing', names: missing });
  for (const [key, name] of [...REQUIRED, ...OPTIONAL]) {
    const value = values.get(key);
    const fault = value === undefined ? undefined : valueFault(key, name, value);
    if (fault !== undefined) faults.push(fault);
  }
  if (faults.length > 0) return { faults };
  const get = (key: string): string => values.get(key) ?? '';
  const read = {
    serviceUrl: get('serviceurl'),
    accessKey: get('accesskey'),
    secretKey: get('secretkey'),
    objectBucket: get('objectbucketname'),
    recycleBucket: get('recyclebucketname'),
    region: values.get('region'),
  };
  return { read };
}

function faultText(fault: ConnectionFault): string {
  switch (fault.code) {
    case 'no-equals':
      return `part ${fault.part} has no "=" (a value with ";" in it needs quotes)`;
    case 'no-key':
      return `part ${fault.part} does not begin with a key (a value with ";" in it needs quotes)`;
    case 'unknown-key':
      return `"${fault.name}" is not a key of a connection string`;
    case 'twice':
      return `${fault.name} is given twice`;
    case 'empty':
      return `${fault.name}: is empty`;
    case 'missing':
      return `missing: ${fault.names.join(', ')}`;
    case 'endpoint':
    case 'bucket':
      return `${fault.name}: ${fault.why}`;
    default:
      return assertNever(fault);
  }
}

function collect(pieces: readonly string[]): { values: Map<string, string>; faults: ConnectionFault[] } {
  const values = new Map<string, string>();
  const faults: ConnectionFault[] = [];
  for (const [at, piece] of pieces.entries()) {
    const equals = piece.indexOf('=');
    if (equals < 0) {
      // It may be the tail of a secret with an unquoted ";" in it, so it is not shown.
      faults.push({ code: 'no-equals', part: at + 1 });
      continue;
    }
    const key = piece.slice(0, equals).replaceAll(/\s/g, '').toLowerCase();
    const name = REQUIRED.get(key) ?? OPTIONAL.get(key);
    if (name === undefined) faults.push(unknownKey(piece.slice(0, equals).trim(), at));
    else if (values.has(key)) faults.push({ code: 'twice', name });
    else values.set(key, unquoted(piece.slice(equals + 1).trim()));
  }
  return { values, faults };
}

/** Names an unknown key where it can only be a word; anything else may be a piece of a secret. */
function unknownKey(key: string, at: number): ConnectionFault {
  const isWord = /^[A-Za-z][A-Za-z _-]{0,31}$/.test(key);
  return isWord ? { code: 'unknown-key', name: key } : { code: 'no-key', part: at + 1 };
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

function valueFault(key: string, name: string, value: string): ConnectionFault | undefined {
  if (value === '') return { code: 'empty', name };
  const isEndpoint = key === 'serviceurl';
  if (!isEndpoint && !key.endsWith('bucketname')) return undefined;
  const why = isEndpoint ? endpointFault(value) : bucketNameFault(value);
  return why === undefined ? undefined : { code: isEndpoint ? 'endpoint' : 'bucket', name, why };
}
