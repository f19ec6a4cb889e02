import { MAX_OBJECT_BYTES } from './object-key.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/**
 * Largest file sent as one PUT from a buffer, in bytes. One part's worth: below it, parts would only add requests.
 */
export const SINGLE_PUT_MAX = 8 * MIB;

/** From this size on, in bytes, an upload is kept in the index and goes on after a restart. Source: design.md, "Transfers". */
export const RESUMABLE_MIN = 64 * MIB;

/** Above this size, in bytes, an object is copied by parts. Source: Amazon S3 API Reference, CopyObject ("up to 5 GB"). */
export const COPY_PART_MIN = 5 * GIB;

/** Most parts of one upload. Source, with the next: Amazon S3 User Guide, "Amazon S3 multipart upload limits". */
export const MAX_PARTS = 10_000;

/** Largest part, in bytes. The smallest is 5 MiB, which `PART_SIZE_MIN` keeps clear of. */
export const MAX_PART_BYTES = 5 * GIB;

/**
 * Smallest part we send, in bytes. Every lane holds one part in memory and sends at most one again after a crash, which
 * speaks for small parts; a request for each part speaks for large ones. Of what we measured against Ceph RGW, four lanes of
 * 8 MiB moved 1 GiB fastest (3.8 s).
 */
export const PART_SIZE_MIN = 8 * MIB;

/** Smallest part of a copy on the server, in bytes: nothing passes through us, so fewer requests win. */
export const COPY_PART_SIZE_MIN = 512 * MIB;

/**
 * Bytes in every part but the last: whole MiB (readable in logs, and aligned for whoever stores it), at least `minimum`,
 * and large enough for 10,000 parts to hold `size` bytes. All parts but the last are equal because R2 insists on it
 * (Cloudflare R2 docs, "Multipart upload"). Sizes above the 5 TiB an object may have are a bug and throw: they are blocked before.
 */
export function partSizeFor(size: number, minimum: number = PART_SIZE_MIN): number {
  if (size > MAX_OBJECT_BYTES) throw new RangeError(`No object holds ${size} bytes`);
  const needed = Math.ceil(size / MAX_PARTS / MIB) * MIB;
  return Math.max(minimum, needed);
}

export interface Part {
  /** Counted from 1, as S3 does. */
  readonly partNumber: number;
  /** First byte. */
  readonly start: number;
  /** Last byte (inclusive, as in HTTP ranges). */
  readonly end: number;
}

/** The parts of `size` bytes in order; none for an empty file, which has no byte range. */
export function partsOf(size: number, partSize: number): readonly Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < size; start += partSize) {
    parts.push({ partNumber: parts.length + 1, start, end: Math.min(start + partSize, size) - 1 });
  }
  return parts;
}
