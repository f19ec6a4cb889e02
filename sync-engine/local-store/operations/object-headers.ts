import { S3Error } from '../errors.ts';
import type { RequestHead } from '../http/request.ts';
import type { StoredChecksum } from '../payload/checksums.ts';
import type { Version } from '../storage/versions.ts';
import { nullVersion } from '../storage/versions.ts';

/** Response headers S3 stores with an object and gives back. */
const storedHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
] as const;

/** User metadata may take 2 KB, names and values together. */
const maxMetadataBytes = 2048;

/** Headers that promise something this store would have to ignore: refusing is honest. */
const refused = /^x-amz-(?:server-side-encryption|object-lock|tagging$|grant-)/u;

/** What to keep of a request's headers: system headers and user metadata. @throws S3Error MetadataTooLarge, NotImplemented */
export function headersToStore(head: RequestHead): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  let metadataBytes = 0;
  for (const [name, value] of head.headers) {
    if (name.startsWith('x-amz-meta-')) {
      metadataBytes += name.length - 'x-amz-meta-'.length + value.length;
      kept[name] = value;
    } else if (refused.test(name)) {
      throw new S3Error('NotImplemented', { details: { Header: name } });
    }
  }
  if (metadataBytes > maxMetadataBytes) {
    throw new S3Error('MetadataTooLarge', {
      details: { Size: String(metadataBytes), MaxSizeAllowed: String(maxMetadataBytes) },
    });
  }
  for (const name of storedHeaders) {
    const value = name === 'content-encoding' ? withoutAwsChunked(head.header(name)) : head.header(name);
    if (value !== undefined && value !== '') kept[name] = value;
  }
  kept['content-type'] ??= 'binary/octet-stream';
  return kept;
}

/** The headers of a GET or HEAD of one version, without those that depend on the range. */
export function versionHeaders(version: Version, head: RequestHead): Record<string, string> {
  return {
    ...version.headers,
    ETag: `"${version.etag}"`,
    'Last-Modified': new Date(version.modifiedMs).toUTCString(),
    'Accept-Ranges': 'bytes',
    ...versionIdHeader(version.versionId),
    ...(head.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' ? checksumHeaders(version) : {}),
    ...overrides(head),
  };
}

/** `x-amz-version-id`, left out where versioning never was on (as S3 leaves it out). */
export function versionIdHeader(versionId: string | undefined): Readonly<Record<string, string>> {
  return versionId === undefined || versionId === nullVersion ? {} : { 'x-amz-version-id': versionId };
}

/** @param withType whether to say what the checksum covers; S3 says it of objects, not of parts */
export function checksumHeaders(
  subject: Pick<Version, 'checksum'>,
  withType = true,
): Readonly<Record<string, string>> {
  if (subject.checksum === undefined) return {};
  const { name, value } = subject.checksum;
  const type: Record<string, string> = withType ? { 'x-amz-checksum-type': checksumType(value) } : {};
  return { [`x-amz-checksum-${name}`]: value, ...type };
}

/** The same as elements of a document: `ChecksumCRC32`, … */
export function checksumElements(
  checksum: StoredChecksum | undefined,
  withType = true,
): Readonly<Record<string, string>> {
  if (checksum === undefined) return {};
  const type: Record<string, string> = withType ? { ChecksumType: checksumType(checksum.value) } : {};
  return { [`Checksum${checksum.name.toUpperCase()}`]: checksum.value, ...type };
}

/** A checksum of parts' checksums ends in `-<number of parts>`. */
function checksumType(value: string): 'COMPOSITE' | 'FULL_OBJECT' {
  return value.includes('-') ? 'COMPOSITE' : 'FULL_OBJECT';
}

/** `response-content-type=…` and its kin in the query. */
function overrides(head: RequestHead): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of storedHeaders) {
    const value = head.query(`response-${name}`);
    if (value === undefined) continue;
    const bytes = Buffer.from(value).toString('latin1');
    // oxlint-disable-next-line no-control-regex -- a header must not hold control characters
    if (/[\u0000-\u001f\u007f]/u.test(bytes)) throw new S3Error('InvalidArgument');
    found[name] = bytes;
  }
  return found;
}

function withoutAwsChunked(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== 'aws-chunked')
    .join(',');
}
