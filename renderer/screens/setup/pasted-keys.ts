import {
  readConnectionString,
  type ConnectionString,
} from '../../../sync-engine/contract/connection-string.ts';

/** What a text on the clipboard turned out to be. */
export type Pasted =
  | { readonly kind: 'connection'; readonly parsed: ConnectionString }
  | { readonly kind: 'keys'; readonly fields: KeyTexts };

/** The fields that can come from the clipboard. */
type KeyTexts = Partial<
  Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'region' | 'endpoint', string>
>;

/** Names that the shell, the AWS credentials file, `aws sts` and the console's CSV have for the same things. */
const FIELDS: Readonly<Record<string, keyof KeyTexts>> = {
  awsaccesskeyid: 'accessKeyId',
  accesskeyid: 'accessKeyId',
  accesskey: 'accessKeyId',
  keyid: 'accessKeyId',
  awssecretaccesskey: 'secretAccessKey',
  secretaccesskey: 'secretAccessKey',
  secretkey: 'secretAccessKey',
  applicationkey: 'secretAccessKey',
  awssessiontoken: 'sessionToken',
  sessiontoken: 'sessionToken',
  awsregion: 'region',
  awsdefaultregion: 'region',
  region: 'region',
  awsendpointurl: 'endpoint',
  awsendpointurls3: 'endpoint',
  endpoint: 'endpoint',
  endpointurl: 'endpoint',
};

const NAMED_VALUE =
  /^\s*(?:export\s+|set\s+|\$env:)?["']?([A-Za-z][A-Za-z _-]*?)["']?\s*[:=]\s*["']?([^"',\s]+)["']?,?\s*;?\s*$/;
const ACCESS_KEY = /^[A-Za-z0-9_-]{8,128}$/;
const SECRET_KEY = /^[A-Za-z0-9+/=_-]{16,256}$/;

/**
 * Recognises a connection string, or an access key with its secret in any of the forms that consoles and tools give them in;
 * undefined for any other text, which is pasted as it is.
 */
export function recognise(text: string): Pasted | undefined {
  if (/ServiceUrl\s*=/i.test(text)) {
    const found = readConnectionString(text.trim());
    return 'read' in found ? { kind: 'connection', parsed: found.read } : undefined;
  }
  const fields = named(text) ?? csv(text) ?? two(text);
  return fields === undefined ? undefined : { kind: 'keys', fields };
}

function named(text: string): KeyTexts | undefined {
  const found: KeyTexts = {};
  for (const line of text.split(/[\n{}]+/)) {
    const [, name = '', value = ''] = NAMED_VALUE.exec(line) ?? [];
    const field = FIELDS[name.replaceAll(/[ _-]/g, '').toLowerCase()];
    if (field !== undefined) found[field] = value;
  }
  return complete(found);
}

function csv(text: string): KeyTexts | undefined {
  const [head = '', row = ''] = text.trim().split(/\r?\n/);
  const names = head.split(',').map((name) => FIELDS[name.replaceAll(/[" _-]/g, '').toLowerCase()]);
  const values = row.split(',').map((value) => value.trim().replaceAll('"', ''));
  const pairs = names.flatMap((name, at) => (name === undefined ? [] : [[name, values[at] ?? ''] as const]));
  return complete(Object.fromEntries(pairs));
}

function two(text: string): KeyTexts | undefined {
  const [accessKeyId = '', secretAccessKey = '', ...rest] = text.trim().split(/[\s,;:]+/);
  const plausible = ACCESS_KEY.test(accessKeyId) && SECRET_KEY.test(secretAccessKey) && rest.length === 0;
  return plausible ? { accessKeyId, secretAccessKey } : undefined;
}

/** Both halves, or it is something else. */
function complete(fields: KeyTexts): KeyTexts | undefined {
  const { accessKeyId = '', secretAccessKey = '' } = fields;
  return accessKeyId !== '' && secretAccessKey !== '' ? fields : undefined;
}
