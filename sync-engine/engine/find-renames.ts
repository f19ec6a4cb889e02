import type { Decision } from '../core/decision.ts';
import { fail, SyncFailure } from '../core/error.ts';
import { matchRenames, renameCandidates } from '../core/renames.ts';
import { remoteFacts } from './inspect.ts';
import { localFile } from './operations/operation.ts';
import type { Found } from './found.ts';
import type { PairContext } from './pair.ts';
import { forEachLimited } from './pool.ts';

/**
 * Replaces, among what is kept of what was found, deletions and additions that are really renames. A candidate counts only when the hash agrees; one whose hash cannot
 * be had stays a deletion and an addition, which costs a transfer and nothing else. Of several files with one content, a
 * remote rename takes the one with the object's own modification time: a move must not give a file another one's.
 */
export async function findRenames(context: PairContext, found: Found): Promise<void> {
  const candidates = renameCandidates(found.kept);
  const hashes = new Map<Decision, string>();
  await forEachLimited(candidates, context.settings.transfers, async ({ gone, come }) => {
    try {
      if (come.code === 'upload-new') {
        hashes.set(come, await context.tree.hash(localFile(come), { signal: context.signal }));
        return;
      }
      const { sha256, mtimeNs } = await remoteFacts(context, come);
      if (mtimeNs === undefined || sameMicrosecond(mtimeNs, localFile(gone).stamp.mtimeNs))
        hashes.set(come, sha256);
    } catch (error) {
      if (!(error instanceof SyncFailure)) throw error;
    }
  });
  if (context.signal.aborted) throw fail('aborted', 'cancelled');
  found.keepOnly(matchRenames(found.kept, candidates, (come) => hashes.get(come)));
}

/** Times on disk are kept to the microsecond (ports/local-tree.ts). */
function sameMicrosecond(a: bigint, b: bigint): boolean {
  return (a > b ? a - b : b - a) < 1_000n;
}
