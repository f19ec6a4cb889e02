import type { Decision } from '../../core/decision.ts';
import { fail } from '../../core/error.ts';
import { keyOf } from '../../core/object-key.ts';
import { bareOf } from '../../core/path.ts';
import { archive, deleteVersion, versionOf } from '../archive.ts';
import type { PairContext } from '../pair.ts';
import type { OperationContext, Outcome } from './operation.ts';
import { assertRoot, localFile } from './operation.ts';

/** Deleted locally: the object (or folder marker) moves to the recycle bucket. */
export async function recycle(context: OperationContext, decision: Decision): Promise<Outcome> {
  const { remote } = decision;
  if (remote === undefined || remote.kind === 'blocked')
    throw new Error(`nothing to recycle at ${decision.id}`);
  await assertGoneLocally(context, decision);
  const version = versionOf(remote);
  const target = await archive(context, version, 'd');
  await deleteVersion(context, version);
  return {
    changes: [{ kind: 'forget', id: decision.id }],
    activity: { action: 'recycled', target, size: version.size },
    ...(remote.kind === 'file' ? { count: 'recycled' as const } : {}),
  };
}

/** Deleted remotely: the file moves to the local trash. */
export async function trash(context: OperationContext, decision: Decision): Promise<Outcome> {
  const file = localFile(decision);
  await assertRoot(context);
  await assertGoneRemotely(context, decision.remotePath);
  const { trashedTo } = await context.tree.discard(file, { alsoToSystem: true });
  return {
    changes: [{ kind: 'forget', id: decision.id }],
    count: 'trashed',
    activity: { action: 'trashed', target: trashedTo, size: file.stamp.size },
  };
}

/** A listing said that the file is gone; the file system is asked once more, right before the object is moved. */
async function assertGoneLocally(context: OperationContext, decision: Decision): Promise<void> {
  await assertRoot(context);
  const there = await context.tree.stat(bareOf(decision.localPath));
  const isBack = there !== undefined && (there.kind === 'folder') === decision.id.endsWith('/');
  if (isBack) throw fail('local-exists', 'it is there again', { path: decision.localPath });
}

/** A listing said that the object is gone; the bucket is asked once more, right before the file is moved. */
export async function assertGoneRemotely(context: PairContext, remotePath: string): Promise<void> {
  const key = keyOf(context.settings.prefix, remotePath);
  const head = await context.store.head(key, { signal: context.signal });
  if (head !== undefined)
    throw fail('precondition-failed', 'the object is there again', { path: remotePath });
}
