import { fail, hasCode } from '../../core/error.ts';
import type { PairContext } from '../pair.ts';
import type { TrashRow } from '../recycle-bin.ts';
import { requireTrashKey } from './trash-keys.ts';

/**
 * The beginning of one version in the recycle bucket, `maxBytes` at most. Rejects `usage` for a key that is no trash entry's, and
 * `not-found` when it is gone.
 */
export async function readVersion(
  context: PairContext,
  { key, size }: Pick<TrashRow, 'key' | 'size'>,
  maxBytes: number,
): Promise<Uint8Array> {
  requireTrashKey(context, key);
  const bytes = new Uint8Array(Math.min(size, maxBytes));
  // No range is empty.
  if (bytes.length === 0) return bytes;
  const { body } = await beginningOf(context, key, bytes.length);
  let at = 0;
  for await (const chunk of body) {
    if (at + chunk.length > bytes.length)
      throw fail('network', 'more bytes came than were asked for', { key });
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes.subarray(0, at);
}

async function beginningOf({ recycle, signal }: PairContext, key: string, length: number) {
  try {
    return await recycle.get(key, { range: { start: 0, end: length - 1 }, signal });
  } catch (caught) {
    if (!hasCode(caught, 'object-missing')) throw caught;
    throw fail('not-found', 'this version is not in the recycle bucket any more', { key });
  }
}
