import { fail } from '../core/error.ts';
import type { SyncError, SyncFailure } from '../core/error.ts';
import type { HeldRecord } from '../ports/index-store.ts';
import type { PairContext } from './pair.ts';

/** Where the root's `device:inode` is kept. */
export const ROOT_IDENTITY = 'root-identity';

/** The id of the record that stands for "this folder is not the one we knew". */
export const ROOT_RECORD_ID = '';

export type RootCheck =
  | {
      readonly state: 'ready';
      readonly identity: string;
      readonly moved: boolean;
    }
  | { readonly state: 'halt'; readonly error: SyncError; readonly held?: HeldRecord };

/**
 * Decides whether the folder is the pair's own: it must be there and carry the pair's marker. `moved` tells that it has another
 * device or inode than last time, which is fine after a restore or a reboot unless things are missing from it. Another folder
 * is adopted once the user has said so; what is missing from it is for the guards. A `dryRun` writes no marker.
 *
 * No sync writes a marker of its own accord, not even the first: the marker is there since the pair was added, so a folder without one
 * is a mount point whose disk is away, or was emptied, whatever the index knows.
 */
export async function checkRoot(context: PairContext, dryRun: boolean): Promise<RootCheck> {
  const { tree, index, settings } = context;
  const root = await tree.inspectRoot();
  const known = index.setting(ROOT_IDENTITY);
  if (root.state === 'missing') {
    return { state: 'halt', error: fail('root-missing', `${settings.folder} is not there`).error };
  }
  if (root.state === 'unreadable') {
    return {
      state: 'halt',
      error: fail('local-denied', `${settings.folder} cannot be read: ${root.reason}`).error,
    };
  }
  const { identity } = root;
  if (root.pairId === settings.id) {
    return { state: 'ready', identity, moved: known !== undefined && known !== identity };
  }
  const answer = index.held().find((record) => record.id === ROOT_RECORD_ID);
  if (answer?.state === 'approved') {
    if (!dryRun) await tree.writeMarker(settings.id);
    return { state: 'ready', identity: await identityNow(context), moved: false };
  }
  const { error } = strangeRoot(settings.folder, root.pairId);
  const held: HeldRecord = {
    id: ROOT_RECORD_ID,
    path: settings.folder,
    direction: 'remote',
    state: 'held',
    guard: 'root-replaced',
    size: 0,
    heldAtMs: context.clock.now(),
  };
  return { state: 'halt', error, held };
}

/** `root-replaced`, of a folder that carries another pair's marker, or none. */
export function strangeRoot(folder: string, pairId: string | undefined): SyncFailure {
  const why = pairId === undefined ? 'has lost its marker' : 'carries the marker of another pair';
  return fail('root-replaced', `${folder} ${why}`);
}

async function identityNow(context: PairContext): Promise<string> {
  const root = await context.tree.inspectRoot();
  return root.state === 'present' ? root.identity : '';
}
