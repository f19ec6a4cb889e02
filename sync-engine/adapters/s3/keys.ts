/** The value of x-amz-copy-source: bucket and key, each path component percent-encoded. */
export function copySource(bucket: string, key: string): string {
  return `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * A key out of a listing asked for with `encoding-type=url`. AWS and MinIO write a space as `+`, Ceph RGW as `%20`; all
 * write a plus as `%2B`, so a bare `+` is always a space. Bytes that are not UTF-8 become U+FFFD: such a key cannot be
 * spelled in any request the SDK makes.
 */
export function decodeListedKey(listed: string, encoding: string | undefined): string {
  if (encoding !== 'url' || !/[%+]/.test(listed)) return listed;
  const spaced = listed.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    const bytes = spaced.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
}

// XML 1.0's Char production (2.2): what is outside cannot stand in a document, not even as a character reference.
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** True when a key can be named in an XML body. */
export function fitsXml(key: string): boolean {
  return !NOT_XML.test(key);
}
