import type { BaselineFile } from '../../core/baseline.ts';
import type { Decision } from '../../core/decision.ts';
import { keyOf } from '../../core/object-key.ts';
import { deleteVersion } from '../archive.ts';
import type { PairContext } from '../pair.ts';
import { expectObject } from '../writing.ts';
import { assertGoneRemotely } from './deletes.ts';
import { assertRoot, localFile, remoteFile } from './operation.ts';
import type { OperationContext, Outcome } from './operation.ts';
import { recorded } from './record.ts';

/** Renamed locally: the object is copied on the server, and its old key deleted once the copy is certain and the move on record. */
export async function renameRemote(context: OperationContext, decision: Decision): Promise<Outcome> {
  const file = localFile(decision);
  const gone = source(decision);
  const old = remoteFile(gone);
  await assertRoot(context);
  await context.tree.verify(file);
  const copied = await copyObject(
    context,
    { path: old.path, etag: old.etag, size: old.size },
    decision.remotePath,
  );
  await context.moves.add({
    fromPath: old.path,
    toPath: decision.remotePath,
    atMs: context.clock.now() + context.store.clockOffsetMs(),
    bornMs: old.modifiedMs,
    toBornMs: copied.modifiedMs,
    etag: old.etag,
    size: old.size,
  });
  await deleteVersion(context, { ...old, path: old.path });
  const agreed = recorded(decision, file, baseOf(gone).sha256, { path: decision.remotePath, ...copied });
  return {
    changes: [{ kind: 'forget', id: gone.id }, ...agreed.changes],
    count: 'renamed',
    activity: { action: 'renamed', target: decision.remotePath, size: old.size },
  };
}

/** Renamed remotely: the file is moved here. */
export async function renameLocal(context: OperationContext, decision: Decision): Promise<Outcome> {
  const gone = source(decision);
  await assertRoot(context);
  await assertGoneRemotely(context, gone.remotePath);
  const file = await context.tree.move(localFile(gone), decision.localPath);
  const agreed = recorded(decision, file, baseOf(gone).sha256);
  return {
    changes: [{ kind: 'forget', id: gone.id }, ...agreed.changes],
    count: 'renamed',
    activity: { action: 'renamed', target: decision.localPath, size: file.stamp.size },
  };
}

/**
 * Copies an object within the bucket to a key that must be free, and checks that this version arrived.
 *
 * RACE: where the provider ignores a condition on the target, a key taken since the look is overwritten; the window is one round
 * trip, and the look is there to keep it that small.
 */
export async function copyObject(
  context: PairContext,
  from: { readonly path: string; readonly etag: string; readonly size: number },
  toPath: string,
): Promise<{ readonly etag: string; readonly modifiedMs: number }> {
  const { store, settings, traits, signal } = context;
  const sourceKey = keyOf(settings.prefix, from.path);
  const key = keyOf(settings.prefix, toPath);
  if (!traits.copyTargetConditions) await expectObject(context, key, undefined);
  const copied = await store.copyFrom({ bucket: store.bucket, key: sourceKey, size: from.size }, key, {
    signal,
    ...(traits.copySourceIfMatch ? { ifSourceMatch: from.etag } : {}),
    ...(traits.copyTargetConditions ? { ifAbsent: true } : {}),
  });
  // A copy of an object uploaded by parts has an ETag of its own; then the source must be unchanged after the copy too.
  if (copied.etag !== from.etag) await expectObject(context, sourceKey, from);
  if (copied.modifiedMs !== undefined) return { etag: copied.etag, modifiedMs: copied.modifiedMs };
  const head = await store.head(key, { signal });
  return { etag: copied.etag, modifiedMs: head?.modifiedMs ?? context.clock.now() };
}

function source(decision: Decision): Decision {
  if (decision.renamedFrom === undefined) throw new Error(`${decision.code} of ${decision.id} has no source`);
  return decision.renamedFrom;
}

function baseOf(gone: Decision): BaselineFile {
  if (gone.base?.kind !== 'file') throw new Error(`rename of ${gone.id}, which has no baseline`);
  return gone.base;
}
