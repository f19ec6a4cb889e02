import type { DiskFile } from './disk.ts';

/** Bytes copied at a time. */
const CHUNK = 1024 * 1024;

/** Copies all of an open file to the start of another. */
export async function copyBytes(from: DiskFile, to: DiskFile): Promise<void> {
  const buffer = new Uint8Array(CHUNK);
  for (let position = 0; ;) {
    const read = await from.read(buffer, position);
    if (read === 0) return;
    await to.write(buffer.subarray(0, read), position);
    position += read;
  }
}
