import { createHash } from 'node:crypto';
import {
  checksumBytes,
  type ChecksumName,
  type PlannedChecksum,
  startChecksum,
  type StoredChecksum,
} from './checksums.ts';

/** A part as far as its object's checksum needs it. */
export interface ChecksummedPart {
  /** Bytes. */
  readonly size: number;
  readonly checksum: StoredChecksum | undefined;
}

/** Reflected polynomials of the CRCs; only a CRC of a whole can be computed from those of its parts. */
const polynomials: Partial<Readonly<Record<ChecksumName, bigint>>> = {
  crc32: 0xedb88320n,
  crc32c: 0x82f63b78n,
  crc64nvme: 0x9a6c9329ac4bc9b5n,
};

/** The checksum of a multipart object, from its parts' own; none when a part lacks one (a copied part, for example). */
export function combineChecksums(
  plan: PlannedChecksum,
  parts: readonly ChecksummedPart[],
): StoredChecksum | undefined {
  const { name, type } = plan;
  if (parts.some(({ checksum }) => checksum?.name !== name)) return undefined;
  if (type === 'COMPOSITE') {
    const running = startChecksum(name);
    for (const { checksum } of parts) running.update(Buffer.from(checksum?.value ?? '', 'base64'));
    return { name, value: `${running.base64()}-${parts.length}` };
  }
  const polynomial = polynomials[name];
  if (polynomial === undefined) return undefined;
  const field = new Field(polynomial, checksumBytes[name] * 8);
  let whole = 0n;
  for (const { size, checksum } of parts) {
    const crc = BigInt(`0x${Buffer.from(checksum?.value ?? '', 'base64').toString('hex')}`);
    whole = field.multiply(field.power(size * 8), whole) ^ crc;
  }
  const hex = whole.toString(16).padStart(checksumBytes[name] * 2, '0');
  return { name, value: Buffer.from(hex, 'hex').toString('base64') };
}

/** S3's ETag of a multipart object: the MD5 of its parts' MD5s, and how many they were. */
export function multipartEtag(partEtags: readonly string[]): string {
  const hash = createHash('md5');
  for (const etag of partEtags) hash.update(etag, 'hex');
  return `${hash.digest('hex')}-${partEtags.length}`;
}

/**
 * Polynomials over GF(2) modulo a CRC's polynomial, bits reflected. The CRC of A then B is
 * crc(A) · x^(bits of B) + crc(B): the method of zlib's `crc32_combine`.
 */
class Field {
  readonly #polynomial: bigint;
  readonly #one: bigint;

  constructor(polynomial: bigint, bits: number) {
    this.#polynomial = polynomial;
    this.#one = 1n << BigInt(bits - 1);
  }

  multiply(a: bigint, b: bigint): bigint {
    let product = 0n;
    let shifted = b;
    for (let mask = this.#one; mask > 0n; mask >>= 1n) {
      if ((a & mask) !== 0n) product ^= shifted;
      shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ this.#polynomial : shifted >> 1n;
    }
    return product;
  }

  /** x to the power of `exponent`. */
  power(exponent: number): bigint {
    let result = this.#one;
    let square = this.#one >> 1n;
    for (let left = BigInt(exponent); left > 0n; left >>= 1n) {
      if ((left & 1n) === 1n) result = this.multiply(result, square);
      square = this.multiply(square, square);
    }
    return result;
  }
}
