import { createHash } from 'node:crypto';

import type { UploadedPart } from '../../ports/object-store.ts';

/**
 * The usual ETag of an object made of parts: the MD5 of the parts' MD5s, a dash, their number. Undefined when the parts'
 * ETags are no MD5s (encrypted buckets, R2): then nobody can tell beforehand.
 */
export function multipartEtag(parts: readonly Pick<UploadedPart, 'etag'>[]): string | undefined {
  if (!parts.every(({ etag }) => /^[0-9a-f]{32}$/.test(etag))) return undefined;
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(etag, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}
