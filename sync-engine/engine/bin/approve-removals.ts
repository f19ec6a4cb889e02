import { identityOf } from '../../core/path.ts';
import type { HeldRecord, IndexChange } from '../../ports/index-store.ts';
import { ANSWERED } from '../held.ts';
import type { PairContext } from '../pair.ts';
import { noteInIndex } from './tally.ts';

/**
 * The user asked for these removals, so the guard of this device lets what follows from them happen on the other side. A running
 * session may have held it already; it takes up the answer at its next look. Written when they are done: an answer to a deletion that
 * a look does not find lapses.
 */
export function approveRemovals(
  context: PairContext,
  removed: readonly { readonly path: string; readonly size: number }[],
  direction: HeldRecord['direction'],
): void {
  const heldAtMs = context.clock.now();
  const changes = removed.flatMap(({ path, size }): readonly IndexChange[] => {
    const id = identityOf(path, context.tree.traits);
    const row = context.index.baseline(id);
    if (row === undefined) return [];
    const standing = { direction, state: 'approved', guard: 'mass-delete' } as const;
    return [{ kind: 'held', record: { id, path: row.localPath, size, heldAtMs, ...standing } }];
  });
  if (changes.length > 0) noteInIndex(context, [...changes, { kind: 'setting', name: ANSWERED, value: '1' }]);
}
