import { describe, expect, it } from 'vitest';
import { bytesToShow, contentOf } from '../../sync-engine/service/areas/file-content.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const bytes = (head: string, size = head.length): Uint8Array => {
  const content = Buffer.alloc(size, 0x61);
  content.write(head, 'latin1');
  return content;
};

describe('of a file', () => {
  it('a picture is read whole up to 10 MiB, anything else for 256 KiB', () => {
    expect(bytesToShow(10 * MIB, 'a/b.JPEG')).toBe(10 * MIB);
    expect(bytesToShow(10 * MIB + 1, 'a/b.png')).toBe(256 * KIB);
    expect(bytesToShow(MIB, 'a.svg')).toBe(256 * KIB);
  });

  it.each([
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    ['image/gif', 'GIF87a'],
    ['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ])('%s is known by its content', (mediaType, head) => {
    expect(contentOf(bytes(head), head.length)).toMatchObject({ kind: 'picture', mediaType });
  });

  it('a picture that was not read whole is not shown', () => {
    expect(contentOf(bytes('\x89PNG\r\n\x1a\n', 256 * KIB), 20 * MIB)).toEqual({ kind: 'other' });
  });

  it("a text with a picture's name is a text", () => {
    expect(contentOf(bytes('no picture'), 10)).toEqual({
      kind: 'text',
      text: 'no picture',
      truncated: false,
    });
  });

  it('an empty file is an empty text', () => {
    expect(contentOf(new Uint8Array(), 0)).toEqual({ kind: 'text', text: '', truncated: false });
  });

  it.each([1, 2, 3])('a text cut %i bytes into a character ends before it', (into) => {
    const limit = 256 * KIB;
    const content = Buffer.from(`${'x'.repeat(limit - into)}😀 and more`).subarray(0, limit);
    expect(contentOf(content, limit + 20)).toEqual({
      kind: 'text',
      text: 'x'.repeat(limit - into),
      truncated: true,
    });
  });

  it('bytes that end within a character, though the file ends too, are no text', () => {
    expect(contentOf(Buffer.from('ü').subarray(0, 1), 1)).toEqual({ kind: 'other' });
  });

  it('UTF-16 and other bytes with zeros are no text', () => {
    expect(contentOf(Buffer.from('text', 'utf16le'), 8)).toEqual({ kind: 'other' });
  });
});
