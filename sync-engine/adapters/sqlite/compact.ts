/** The forms values take in a row: smaller than the text they stand for, and exact. */

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** Nanoseconds as an SQLite integer, or as decimal text where 64 bits do not hold them. */
export function packNs(ns: bigint): bigint | string {
  return ns > INT64_MAX || ns < INT64_MIN ? ns.toString() : ns;
}

export function unpackNs(stored: bigint | string): bigint {
  return typeof stored === 'bigint' ? stored : BigInt(stored);
}

/** Inodes are unsigned; SQLite's integers are not. */
export function packIno(ino: bigint): bigint {
  return BigInt.asIntN(64, ino);
}

export function unpackIno(stored: bigint): bigint {
  return BigInt.asUintN(64, stored);
}

const MD5_HEX = /^[0-9a-f]{32}$/;

/** An ETag is opaque, yet most are the hex of 16 bytes: half the room. Anything else stays text. */
export function packEtag(etag: string): Buffer | string {
  return MD5_HEX.test(etag) ? Buffer.from(etag, 'hex') : etag;
}

/** Part indexes (from 0) as a bit set. */
export function packParts(parts: readonly number[]): Buffer {
  const bits = Buffer.alloc(Math.floor(Math.max(-1, ...parts) / 8) + 1);
  for (const part of parts) bits.writeUInt8(bits.readUInt8(part >> 3) | (1 << (part & 7)), part >> 3);
  return bits;
}

/** In ascending order. */
export function unpackParts(bits: Buffer): readonly number[] {
  const parts: number[] = [];
  for (let part = 0; part < bits.length * 8; part++) {
    if (bits.readUInt8(part >> 3) & (1 << (part & 7))) parts.push(part);
  }
  return parts;
}
