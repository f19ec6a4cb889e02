import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** S3's additional checksums, named as in `x-amz-checksum-<name>`. */
export const checksumNames = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type ChecksumName = (typeof checksumNames)[number];

/** Length of each checksum in bytes, before base64. */
export const checksumBytes: Readonly<Record<ChecksumName, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
};

/** A verified additional checksum, base64. */
export interface StoredChecksum {
  readonly name: ChecksumName;
  readonly value: string;
}

/** What a multipart object's checksum is to be: of its bytes, or of its parts' checksums. */
export interface PlannedChecksum {
  readonly name: ChecksumName;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface RunningChecksum {
  update(bytes: Buffer): void;
  /** The checksum of everything seen, big-endian, in base64: as S3 writes it. */
  base64(): string;
}

export function startChecksum(name: ChecksumName): RunningChecksum {
  switch (name) {
    case 'sha1':
    case 'sha256': {
      const hash = createHash(name);
      return { update: (bytes) => void hash.update(bytes), base64: () => hash.digest('base64') };
    }
    case 'crc32':
      return thirtyTwoBits((bytes, value) => crc32(bytes, value));
    case 'crc32c':
      return thirtyTwoBits(crc32c);
    case 'crc64nvme':
      return crc64nvme();
    default:
      return name satisfies never;
  }
}

export function isChecksumName(name: string): name is ChecksumName {
  return (checksumNames as readonly string[]).includes(name);
}

function thirtyTwoBits(step: (bytes: Buffer, value: number) => number): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => void (value = step(bytes, value)),
    base64: () => {
      const out = Buffer.alloc(4);
      out.writeUInt32BE(value);
      return out.toString('base64');
    },
  };
}

/** CRC-32C (Castagnoli), reflected polynomial 0x82F63B78, RFC 3720 appendix B.4. */
const crc32cTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(bytes: Buffer, previous: number): number {
  let value = ~previous;
  for (const byte of bytes) value = (crc32cTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/**
 * CRC-64/NVME, reflected polynomial 0x9A6C9329AC4BC9B5 (NVM Express base specification), kept as two 32-bit halves:
 * BigInt arithmetic on every byte would be some fifty times slower.
 */
const crc64High = new Uint32Array(256);
const crc64Low = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let value = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
  crc64High[byte] = Number(value >> 32n);
  crc64Low[byte] = Number(value & 0xffffffffn);
}

function crc64nvme(): RunningChecksum {
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (crc64Low[index] ?? 0);
        high = (high >>> 8) ^ (crc64High[index] ?? 0);
      }
    },
    base64: () => {
      const out = Buffer.alloc(8);
      out.writeUInt32BE(~high >>> 0, 0);
      out.writeUInt32BE(~low >>> 0, 4);
      return out.toString('base64');
    },
  };
}
