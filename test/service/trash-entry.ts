import { randomBytes } from 'node:crypto';
import { trashKey } from '../../sync-engine/core/trash-key.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';

export const DAY_MS = 86_400_000;
export const ENTRY_EPOCH_MS = Date.UTC(2026, 0, 1);

export interface EntryFacts {
  /** When it was deleted: days after `ENTRY_EPOCH_MS`. */
  readonly day: number;
  readonly reason?: 'd' | 'o' | 'c';
  /** 1 byte when left out. */
  readonly size?: number;
  /** Zeros of that size when left out. */
  readonly content?: string | Uint8Array;
  /** After the day began, milliseconds. */
  readonly laterMs?: number;
}

/** Puts an entry into a recycle bucket as another device left it, and answers its key. */
export async function putEntry(
  recycle: ObjectStore,
  name: string,
  { day, reason = 'd', size = 1, content = new Uint8Array(size), laterMs = 0 }: EntryFacts,
): Promise<string> {
  const id = randomBytes(5).toString('hex');
  const deletedAtMs = ENTRY_EPOCH_MS + day * DAY_MS + laterMs;
  const stamp = { deletedAtMs, reason, bornMs: ENTRY_EPOCH_MS, id };
  const { key } = trashKey({ path: name, ...stamp }, '', () => '');
  await recycle.put(key, Buffer.from(content));
  return key;
}
