/**
 * User metadata travels in HTTP headers, which carry ASCII. A value that is not plain ASCII goes as one RFC 2047 encoded
 * word, `=?UTF-8?B?…?=`: the form S3 itself uses for such values (S3 User Guide, "Working with object metadata"), so other
 * tools read it. Plain values stay readable. The 2 KB S3 allows count the encoded form.
 */
export function encodeMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return mapValues(metadata, (value) =>
    travels(value) ? value : `=?UTF-8?B?${Buffer.from(value, 'utf8').toString('base64')}?=`,
  );
}

export function decodeMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  return mapValues(metadata ?? {}, decodeValue);
}

/** HTTP trims outer spaces, signing folds inner ones, and a plain `=?…?=` would be decoded on the way back. */
function travels(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value) && !/^ | $| {2}|=\?/.test(value);
}

const ENCODED_WORD = /=\?utf-8\?([bq])\?([^?]*)\?=/gi;

function decodeValue(value: string): string {
  if (!value.includes('=?')) return value;
  // White space between two encoded words is not part of the text (RFC 2047, 6.2).
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(ENCODED_WORD, (_word, kind: string, text: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : decodeQ(text),
    );
}

/** RFC 2047, 4.2: `_` is a space, `=XX` a byte. */
function decodeQ(text: string): string {
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function mapValues(
  of: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name.toLowerCase(), change(value)]));
}
