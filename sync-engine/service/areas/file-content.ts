import type { FileContent } from '../../contract/api/index.ts';

/** Most that is shown of a text, and the largest picture, in bytes. Source: the contract. */
const TEXT_BYTES = 256 * 1024;
const PICTURE_BYTES = 10 * 1024 * 1024;

/** What a picture's content begins with. Source: the formats' specifications (PNG 5.2, JFIF, GIF89a, RIFF/WebP). */
const PICTURES: readonly { readonly mediaType: string; readonly is: (head: string) => boolean }[] = [
  { mediaType: 'image/png', is: (head) => head.startsWith('\x89PNG\r\n\x1a\n') },
  { mediaType: 'image/jpeg', is: (head) => head.startsWith('\xff\xd8\xff') },
  { mediaType: 'image/gif', is: (head) => /^GIF8[79]a/.test(head) },
  { mediaType: 'image/webp', is: (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP' },
];
const PICTURE_NAME = /\.(?:png|jpe?g|gif|webp)$/i;

/** How much of a file has to be read to show it, bytes. */
export function bytesToShow(size: number, path: string): number {
  return PICTURE_NAME.test(path) && size <= PICTURE_BYTES ? size : TEXT_BYTES;
}

/** What can be shown of a file, of which `bytes` is the beginning. The content decides, not the name. */
export function contentOf(bytes: Uint8Array, size: number): FileContent {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const picture = PICTURES.find(({ is }) => is(head));
  if (picture !== undefined) {
    if (bytes.length < size) return { kind: 'other' };
    return {
      kind: 'picture',
      mediaType: picture.mediaType,
      base64: Buffer.from(bytes).toString('base64'),
    };
  }
  const shown = bytes.subarray(0, TEXT_BYTES);
  const truncated = size > shown.length;
  const text = textOf(shown, truncated);
  return text === undefined ? { kind: 'other' } : { kind: 'text', text, truncated };
}

/** The text that bytes are in UTF-8; undefined when they are none. A character that was cut off at the end is left out. */
function textOf(bytes: Uint8Array, cut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}
