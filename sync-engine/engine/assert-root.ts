import { fail } from '../core/error.ts';
import type { LocalTree } from '../ports/local-tree.ts';
import type { PairContext } from './pair.ts';

/** The look that is under way at a root, and the one that follows it. */
interface Looks {
  running: Promise<void>;
  next: Promise<void> | undefined;
}

const LOOKS = new WeakMap<LocalTree, Looks>();

/**
 * Checks that the root is still this pair's folder: below a folder that was unmounted, everything looks deleted, and what is put
 * there lands on another disk. Rejects `root-missing` or `root-replaced`. The look it resolves with began after the call; calls that
 * come together share one.
 */
export function assertRoot(context: PairContext): Promise<void> {
  const looks = LOOKS.get(context.tree);
  if (looks === undefined) return begin(context);
  looks.next ??= looks.running.then(
    () => begin(context),
    () => begin(context),
  );
  return looks.next;
}

/**
 * Checks that what was just put at `path` (disk spelling, no trailing `/`) is below the pair's own root: the root first, so that a
 * disk which was away and is back does not vouch for what landed below its mount point. Rejects like `assertRoot`, or `local-missing`.
 */
export async function assertArrived(context: PairContext, path: string): Promise<void> {
  await assertRoot(context);
  if ((await context.tree.stat(path)) === undefined)
    throw fail('local-missing', 'it is gone already', { path });
}

function begin(context: PairContext): Promise<void> {
  const looks: Looks = { running: look(context), next: undefined };
  LOOKS.set(context.tree, looks);
  return finish(context.tree, looks);
}

async function finish(tree: LocalTree, looks: Looks): Promise<void> {
  try {
    await looks.running;
  } finally {
    if (LOOKS.get(tree) === looks && looks.next === undefined) LOOKS.delete(tree);
  }
}

async function look({ tree, settings }: PairContext): Promise<void> {
  const root = await tree.inspectRoot();
  if (root.state === 'present' && root.pairId === settings.id) return;
  throw root.state === 'missing'
    ? fail('root-missing', `${settings.folder} went away during the sync`)
    : fail('root-replaced', `${settings.folder} is no longer the folder of this pair`);
}
