import path from 'node:path';
import type { PairConfig } from '../contract/config.ts';
import { serverIdentity } from '../contract/endpoint.ts';
import type { TrashIndex } from '../ports/trash-index.ts';
import type { Home } from './home.ts';

/** The local copy of a pair's trash list, beside its index, on a thread of its own. One process at a time has it open. */
export async function openTrashIndex(home: Home, pair: PairConfig): Promise<TrashIndex> {
  const { openTrashIndexThread } = await import('../adapters/sqlite/trash/trash-index-thread.ts');
  return openTrashIndexThread({
    folder: path.join(home.paths.pairState(pair.id), 'trash'),
    bucket: `${serverIdentity(pair.account)} ${pair.recycle.bucket}`,
    recyclePrefix: pair.recycle.prefix,
  });
}
