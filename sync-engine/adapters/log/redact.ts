/** Keeps secrets out of log lines: by the name of the field they stand in, by what they look like, and by their value. */

export const REDACTED = '[redacted]';

/** Field names, folded by `foldName`, whose whole value is masked. */
const SECRET_NAME =
  /(?:secret|password|passwd|passphrase|passcode|privatekey|credential|authorization|connectionstring|sessiontoken|securitytoken|accesstoken|refreshtoken|authtoken|apikey|cookie|signature)/;
/** Names that contain one of the above without holding a secret. */
const HARMLESS_NAME = /^(?:secretname|credentialkind|credentialskind|signatureversion)$/;
const ACCESS_KEY_NAME = /^(?:aws)?accesskey(?:id)?$/;
const MAX_DEPTH = 12;

/** A copy of `fields` for a log line: secrets masked at any depth, errors spelled out, nothing that JSON cannot hold. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return copyObject(fields, new Set(), 0);
}

function copyValue(name: string, value: unknown, seen: ReadonlySet<object>, depth: number): unknown {
  const folded = foldName(name);
  if (value !== undefined && value !== null) {
    if (ACCESS_KEY_NAME.test(folded)) return shortenAccessKey(value);
    if ((SECRET_NAME.test(folded) || folded === 'token') && !HARMLESS_NAME.test(folded)) return REDACTED;
  }
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return maskPatterns(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return '[circular]';
  if (depth >= MAX_DEPTH) return '[deep]';
  return copyContainer(value, new Set([...seen, value]), depth + 1);
}

function copyContainer(value: object, seen: ReadonlySet<object>, depth: number): unknown {
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) return copyError(value, seen, depth);
  if (value instanceof Map) return copyPairs(value, seen, depth);
  if (Array.isArray(value)) {
    const pairs = asHeaderPairs(value);
    return pairs === undefined
      ? value.map((item) => copyValue('', item, seen, depth))
      : copyPairs(pairs, seen, depth);
  }
  if (value instanceof Set) return [...value].map((item) => copyValue('', item, seen, depth));
  return copyObject(value, seen, depth);
}

function copyObject(value: object, seen: ReadonlySet<object>, depth: number): Record<string, unknown> {
  return copyPairs(Object.entries(value), seen, depth);
}

function copyPairs(
  pairs: Iterable<readonly [unknown, unknown]>,
  seen: ReadonlySet<object>,
  depth: number,
): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    const kept = copyValue(String(name), value, seen, depth);
    Object.defineProperty(copy, String(name), { value: kept, enumerable: true, configurable: true });
  }
  return copy;
}

/** Headers often come as `[['authorization', '…'], …]`: the names are then values, and would not mask anything. */
function asHeaderPairs(value: readonly unknown[]): readonly (readonly [string, unknown])[] | undefined {
  const isPair = (item: unknown): item is readonly [string, unknown] =>
    Array.isArray(item) && item.length === 2 && typeof item[0] === 'string';
  return value.length > 0 && value.every(isPair) ? value : undefined;
}

function copyError(error: Error, seen: ReadonlySet<object>, depth: number): Record<string, unknown> {
  return {
    ...copyObject(error, seen, depth),
    type: error.name,
    message: maskPatterns(error.message),
    ...(error.stack === undefined ? {} : { stack: maskPatterns(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: copyValue('cause', error.cause, seen, depth) }),
  };
}

/** `x-amz-security-token`, `securityToken` and `SecurityToken` are one name. */
function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Enough of an access key to tell two apart; it is a name rather than a secret, but half of one. */
function shortenAccessKey(value: unknown): string {
  return typeof value === 'string' && value.length >= 12
    ? `${value.slice(0, 4)}…${value.slice(-4)}`
    : REDACTED;
}

const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Signed requests and presigned addresses. Source: AWS General Reference, "Signature Version 4".
  [/(signature=)[0-9a-f]{16,}/gi, `$1${REDACTED}`],
  [/(x-amz-(?:security-token|credential)(?:=|%3D|["']?\s*:\s*["']?))[^&\s"',;]+/gi, `$1${REDACTED}`],
  [/(AWS4-HMAC-SHA256 Credential=)[^,\s"]+/g, `$1${REDACTED}`],
  // Connection strings and environment listings.
  [
    /((?:secret_?(?:access_?)?key|account_?key|password|passphrase|session_?token)\s*=\s*)(?:"[^"]*"|'[^']*'|[^;\s"',&]+)/gi,
    `$1${REDACTED}`,
  ],
  [/((?:bearer|basic) )[A-Za-z0-9+/=_.~-]{8,}/gi, `$1${REDACTED}`],
  [/(:\/\/[^/\s:@]*:)[^/\s@]+(@)/g, `$1${REDACTED}$2`],
  [/\b(A[KS]IA)[A-Z0-9]{8,}([A-Z0-9]{4})\b/g, '$1…$2'],
];

/** Masks what looks like a secret inside running text. */
export function maskPatterns(text: string): string {
  return PATTERNS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

/** Shorter values are words of everyday lines. */
const MIN_VALUE_LENGTH = 4;

/** Masks known values wherever they stand in a line, also escaped as JSON, as part of an address, or in Base64. */
export class ValueMask {
  private needles: readonly string[] = [];

  add(values: readonly string[]): void {
    const forms = values.filter((value) => value.length >= MIN_VALUE_LENGTH).flatMap(formsOf);
    this.needles = [...new Set([...this.needles, ...forms])].sort((a, b) => b.length - a.length);
  }

  mask(line: string): string {
    return this.needles.reduce((masked, needle) => masked.replaceAll(needle, REDACTED), line);
  }
}

function formsOf(value: string): readonly string[] {
  const wellFormed = value.toWellFormed();
  const escaped = JSON.stringify(value).slice(1, -1);
  const base64 = Buffer.from(value, 'utf8').toString('base64');
  return [value, escaped, encodeURIComponent(wellFormed), base64, base64.replace(/=+$/, '')];
}
