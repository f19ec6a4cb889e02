import type { Decision } from '../../core/decision.ts';
import { hasCode } from '../../core/error.ts';
import { keyOf } from '../../core/object-key.ts';
import { bareOf } from '../../core/path.ts';
import { writeConditions } from '../writing.ts';
import { assertArrived, assertRoot } from './operation.ts';
import type { OperationContext, Outcome } from './operation.ts';

/** Keeps an empty folder remotely as a `dir/` marker. */
export async function folderUpload(context: OperationContext, decision: Decision): Promise<Outcome> {
  const key = keyOf(context.settings.prefix, decision.remotePath);
  const conditions = await writeConditions(context, key, undefined);
  const written = await context.store.put(key, new Uint8Array(), { ...conditions, signal: context.signal });
  const modifiedMs = written.modifiedMs ?? context.clock.now() + context.store.clockOffsetMs();
  return { ...agreed(decision, { etag: written.etag, modifiedMs }), activity: { action: 'folder-made' } };
}

export async function folderMake(context: OperationContext, decision: Decision): Promise<Outcome> {
  await assertRoot(context);
  await context.tree.makeFolder(bareOf(decision.localPath));
  await assertArrived(context, bareOf(decision.localPath));
  return { ...folderRecordNow(decision), activity: { action: 'folder-made' } };
}

export function folderRecord(_context: OperationContext, decision: Decision): Promise<Outcome> {
  return Promise.resolve(folderRecordNow(decision));
}

export function folderForget(_context: OperationContext, decision: Decision): Promise<Outcome> {
  return Promise.resolve({ changes: [{ kind: 'forget', id: decision.id }] });
}

/**
 * Removes a folder that has nothing left in it. One that holds something we do not sync stays, and so does its row: without it, it
 * would pass for a new folder and come back to the devices that deleted it.
 */
export async function folderRemove(context: OperationContext, decision: Decision): Promise<Outcome> {
  await assertRoot(context);
  try {
    await context.tree.removeFolder(bareOf(decision.localPath));
  } catch (error) {
    if (hasCode(error, 'local-not-empty')) return { changes: [] };
    throw error;
  }
  return { changes: [{ kind: 'forget', id: decision.id }], activity: { action: 'folder-removed' } };
}

function folderRecordNow(decision: Decision): Outcome {
  if (decision.remote?.kind !== 'folder') throw new Error(`${decision.code} of ${decision.id} has no marker`);
  return agreed(decision, decision.remote);
}

function agreed(decision: Decision, marker: { readonly etag: string; readonly modifiedMs: number }): Outcome {
  const { id, localPath, remotePath } = decision;
  const { etag, modifiedMs } = marker;
  return {
    changes: [{ kind: 'baseline', row: { kind: 'folder', id, localPath, remotePath, etag, modifiedMs } }],
  };
}
