import { fail } from '../core/error.ts';
import { isReserved, utf8Length } from '../core/path.ts';

/** A bucket and the area in it: an empty prefix, or one that ends in `/`. */
export interface BucketArea {
  readonly bucket: string;
  readonly prefix: string;
}

/** Leaves at least this much of an object's 1,024 bytes to the path below the prefix. */
const MAX_PREFIX_BYTES = 512;

/**
 * Parses `s3://BUCKET[/PREFIX]`; the prefix gets its final `/` if it has none. Throws `usage` naming every fault.
 */
export function parseBucketUrl(text: string): BucketArea {
  const match = /^s3:\/\/([^/]*)(?:\/(.*))?$/is.exec(text.trim());
  if (match === null)
    throw fail('usage', `"${text}" is not a bucket: write s3://BUCKET or s3://BUCKET/PREFIX`);
  const [, bucket = '', rest = ''] = match;
  const prefix = rest === '' || rest.endsWith('/') ? rest : `${rest}/`;
  const faults = [bucketNameFault(bucket), prefixFault(prefix)].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw fail('usage', `"${text}": ${faults.join('; ')}`);
  return { bucket, prefix };
}

export function formatBucketUrl({ bucket, prefix }: BucketArea): string {
  return `s3://${bucket}/${prefix}`;
}

/**
 * What is wrong with a bucket's name; undefined when nothing is. Source: Amazon S3 User Guide, "General purpose bucket
 * naming rules"; the other providers' rules are the same or looser, but only these names work everywhere.
 */
export function bucketNameFault(name: string): string | undefined {
  if (name === '') return 'the name of the bucket is missing';
  if (name.length < 3 || name.length > 63) return 'a bucket name has 3 to 63 characters';
  if (/[A-Z]/.test(name)) return 'a bucket name has no capital letters';
  if (!/^[a-z0-9.-]+$/.test(name))
    return 'a bucket name has only the letters a to z, digits, dots and hyphens';
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'a bucket name begins and ends with a letter or a digit';
  if (name.includes('..')) return 'a bucket name has no two dots side by side';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'a bucket name must not look like an IP address';
  const prefix = RESERVED_PREFIXES.find((start) => name.startsWith(start));
  if (prefix !== undefined) return `S3 keeps bucket names that begin with "${prefix}" for itself`;
  const suffix = RESERVED_SUFFIXES.find((end) => name.endsWith(end));
  if (suffix !== undefined) return `S3 keeps bucket names that end in "${suffix}" for itself`;
  return undefined;
}

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'] as const;

/** What is wrong with a prefix; undefined when nothing is. */
export function prefixFault(prefix: string): string | undefined {
  if (prefix === '') return undefined;
  if (prefix.startsWith('/')) return 'a prefix does not begin with "/"';
  if (!prefix.endsWith('/')) return 'a prefix ends in "/"';
  const parts = prefix.slice(0, -1).split('/');
  if (parts.includes('')) return 'a prefix has no two "/" side by side';
  if (parts.includes('.') || parts.includes('..')) return 'a prefix has no "." or ".." in it';
  if (parts.some((part) => isReserved(part))) return 'the name .windlass is kept for Windlass itself';
  if (/\p{Cc}/u.test(prefix)) return 'a prefix has no control characters';
  if (utf8Length(prefix) > MAX_PREFIX_BYTES) return `a prefix has at most ${MAX_PREFIX_BYTES} bytes`;
  return undefined;
}

/** True when the two have objects in common: one bucket, and one prefix inside the other. */
export function areasOverlap(a: BucketArea, b: BucketArea): boolean {
  return a.bucket === b.bucket && (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix));
}
