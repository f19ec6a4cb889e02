import { utf8Length } from './path.ts';

/** Longest object key, in UTF-8 bytes. Source: Amazon S3 User Guide, "Creating object key names". */
export const MAX_KEY_BYTES = 1024;

/** Largest object, in bytes: 5 TiB. Source: Amazon S3 User Guide, "Multipart upload limits". */
export const MAX_OBJECT_BYTES = 5 * 1024 ** 4;

export function keyOf(prefix: string, path: string): string {
  return prefix + path;
}

/** The pair-relative path of a key; undefined when the key is not below the prefix. */
export function pathOf(prefix: string, key: string): string | undefined {
  return key.startsWith(prefix) && key.length > prefix.length ? key.slice(prefix.length) : undefined;
}

export function fitsKey(key: string): boolean {
  return key.length <= MAX_KEY_BYTES / 3 || utf8Length(key) <= MAX_KEY_BYTES;
}

export interface ObjectFacts {
  /** Lower-case hex. */
  readonly sha256: string;
  /** Nanoseconds since the epoch. */
  readonly mtimeNs: bigint;
  /** The name of the device that wrote it. */
  readonly device: string;
}

/**
 * The metadata we give an object. `mtime` is spelled as rclone's S3 backend spells it (seconds, a point, a fraction without
 * trailing zeros), so that each reads the other's.
 */
export function objectMetadata(facts: ObjectFacts): Record<string, string> {
  return { sha256: facts.sha256, mtime: formatMtime(facts.mtimeNs), device: facts.device };
}

/** Nanoseconds as decimal seconds. */
export function formatMtime(mtimeNs: bigint): string {
  const sign = mtimeNs < 0n ? '-' : '';
  const magnitude = mtimeNs < 0n ? -mtimeNs : mtimeNs;
  const fraction = (magnitude % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${magnitude / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The inverse of `formatMtime`; also takes more or fewer digits. Undefined for anything else: metadata is foreign input. */
export function parseMtime(text: string | undefined): bigint | undefined {
  const match = text === undefined ? null : /^(-?)(\d{1,11})(?:\.(\d{1,18}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, seconds = '0', fraction = ''] = match;
  const magnitude = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** The SHA-256 an object carries, when it looks like one: metadata is foreign input. */
export function parseSha256(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : undefined;
}
