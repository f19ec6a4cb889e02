import { fail } from '../../core/error.ts';
import { parseTrashKey } from '../../core/trash-key.ts';
import type { PairContext } from '../pair.ts';

/** Throws `usage` for a key that is no trash entry's of this pair. */
export function requireTrashKey({ settings }: PairContext, key: string): void {
  if (parseTrashKey(key, settings.recyclePrefix).kind === 'none')
    throw fail('usage', `${key} is no trash entry of this pair`, { key });
}
