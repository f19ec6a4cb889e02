import { fail } from '../../core/error.ts';
import type { GetOptions, ObjectHead, PutOptions } from '../../ports/object-store.ts';
import type { MemoryObject, ObjectAttributes } from './memory-bucket.ts';

/** Bytes in one chunk of a body. */
const CHUNK = 64 * 1024;

export function attributesOf(options: PutOptions): ObjectAttributes {
  return {
    metadata: lowerKeys(options.metadata ?? {}),
    contentType: options.contentType ?? 'application/octet-stream',
  };
}

export function lowerKeys(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Whole seconds, as the Last-Modified header has. */
export function headOf(object: MemoryObject): ObjectHead {
  return {
    size: object.bytes.byteLength,
    etag: object.etag,
    modifiedMs: Math.floor(object.modifiedMs / 1000) * 1000,
    metadata: { ...object.metadata },
  };
}

export function cut(object: MemoryObject, range: GetOptions['range']): Uint8Array {
  if (range === undefined) return object.bytes;
  if (range.start < 0 || range.start > range.end || range.end >= object.bytes.byteLength)
    throw fail('bad-request', `bytes ${range.start}-${range.end} are not all there`, { key: object.key });
  return object.bytes.subarray(range.start, range.end + 1);
}

/** Copies, so that no reader can change what is stored. */
export async function* inChunks(
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
  received: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK) {
    if (signal?.aborted === true) throw fail('aborted', 'cancelled');
    const chunk = bytes.slice(at, at + CHUNK);
    received(chunk.byteLength);
    yield chunk;
  }
}
