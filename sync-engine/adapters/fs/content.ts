import { createHash } from 'node:crypto';
import type { LocalFile } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import type { HashOptions, WaitOptions } from '../../ports/local-tree.ts';
import { expectSame } from './context.ts';
import type { TreeContext } from './context.ts';
import type { DiskFile, DiskStat } from './disk.ts';
import { checkAborted } from './errors.ts';
import { guarded } from './safe-path.ts';

/** Bytes read at a time. */
const CHUNK = 1024 * 1024;

/** Rejects `local-changed` or `local-missing` unless the file is what the caller saw. `target` is its absolute path. */
export async function verifyFile(
  tree: TreeContext,
  file: LocalFile,
): Promise<{ readonly target: string; readonly stat: DiskStat }> {
  const target = await guarded(tree, file.path);
  const stat = await tree.disk.lstat(target);
  expectSame(tree, file, stat);
  return { target, stat };
}

/** Lets `use` read the file, which is what the caller saw at opening and still is when `use` is done. */
async function withUnchanged<Result>(
  tree: TreeContext,
  file: LocalFile,
  use: (handle: DiskFile) => Promise<Result>,
): Promise<Result> {
  const target = await guarded(tree, file.path);
  const handle = await tree.disk.open(target, 'read');
  try {
    expectSame(tree, file, await handle.stat());
    const result = await use(handle);
    await expectUnchanged(tree, file, handle, target);
    return result;
  } finally {
    await handle.close();
  }
}

/** Both the opened file and the one that has the name now must be as before: an edit in place shows in the first, a replacement in the second. */
async function expectUnchanged(
  tree: TreeContext,
  file: LocalFile,
  handle: DiskFile,
  target: string,
): Promise<void> {
  expectSame(tree, file, await handle.stat());
  expectSame(tree, file, await tree.disk.lstat(target));
}

export function readWhole(tree: TreeContext, file: LocalFile, options?: WaitOptions): Promise<Uint8Array> {
  return withUnchanged(tree, file, async (handle) => {
    checkAborted(options?.signal);
    // A Buffer of its own: pooled memory would let callers see each other's bytes.
    const bytes = new Uint8Array(file.stamp.size);
    await fill(handle, bytes, 0, file.path);
    return bytes;
  });
}

export function hashFile(tree: TreeContext, file: LocalFile, options?: HashOptions): Promise<string> {
  return withUnchanged(tree, file, (handle) => hashHandle(handle, file.stamp.size, options));
}

/** SHA-256 of the first `size` bytes, lower-case hex. One buffer is used throughout. */
export async function hashHandle(handle: DiskFile, size: number, options?: HashOptions): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(Math.min(CHUNK, size));
  for (let at = 0; at < size;) {
    checkAborted(options?.signal);
    const chunk = buffer.subarray(0, Math.min(CHUNK, size - at));
    await fill(handle, chunk, at, '');
    hash.update(chunk);
    at += chunk.length;
    options?.onProgress?.(at);
  }
  return hash.digest('hex');
}

/** Bytes `start` to `end`, both inclusive, each chunk in memory of its own. */
export async function* readRange(
  tree: TreeContext,
  file: LocalFile,
  range: { readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array> {
  const target = await guarded(tree, file.path);
  const handle = await tree.disk.open(target, 'read');
  try {
    expectSame(tree, file, await handle.stat());
    for (let at = range.start; at <= range.end;) {
      const chunk = new Uint8Array(Math.min(CHUNK, range.end + 1 - at));
      await fill(handle, chunk, at, file.path);
      at += chunk.length;
      // The last chunk is kept back until the file is known to be whole.
      if (at > range.end) await expectUnchanged(tree, file, handle, target);
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

/** Fills `bytes` from `position`; a file that ends before is no longer the one that was seen. */
async function fill(handle: DiskFile, bytes: Uint8Array, position: number, path: string): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const read = await handle.read(bytes.subarray(at), position + at);
    if (read === 0) throw fail('local-changed', 'the file became shorter while it was read', { path });
    at += read;
  }
}
