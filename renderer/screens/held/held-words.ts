import type { HeldGroup, HeldRow, PairState } from '../../../sync-engine/contract/api/index.ts';
import { en } from '../../i18n/en/index.ts';

export type GuardName = keyof typeof en.held.guard;

export function isGuardName(guard: string): guard is GuardName {
  return Object.hasOwn(en.held.guard, guard);
}

/** Which sides would lose something: decides the words of both answers. */
export function sidesOf(groups: readonly Pick<HeldGroup, 'direction'>[]): 'local' | 'remote' | 'both' {
  const [first] = groups;
  if (first === undefined) return 'both';
  return groups.every(({ direction }) => direction === first.direction) ? first.direction : 'both';
}

/**
 * True for the one entry that asks about the folder itself and is no deletion: it has the folder's own path (engine/root.ts).
 */
export function asksAboutFolder(row: HeldRow | undefined, { folder }: Pick<PairState, 'folder'>): boolean {
  return row?.guard === 'root-replaced' && row.path === folder;
}
