import { conflictName } from '../../core/conflict.ts';
import type { Decision } from '../../core/decision.ts';
import { identityOf } from '../../core/path.ts';
import { deleteVersion } from '../archive.ts';
import { fetchFile } from './download.ts';
import { assertRoot, localFile, remoteFile } from './operation.ts';
import type { OperationContext, Outcome } from './operation.ts';
import { recorded } from './record.ts';
import { copyObject } from './renames.ts';

/**
 * Both sides changed: the object keeps the path, the local file stays beside it as a conflict copy. The next look uploads the
 * copy. A crash after the move leaves a missing file whose object changed: that is a download.
 */
export async function conflict(context: OperationContext, decision: Decision): Promise<Outcome> {
  const set = await setAside(context, decision);
  const { file, sha256 } = await fetchFile(context, decision, undefined);
  return { ...recorded(decision, file, sha256), ...set };
}

/** A local file stands where the bucket has a folder: the file becomes a conflict copy, the folder keeps its name. */
export async function clashLocalAside(context: OperationContext, decision: Decision): Promise<Outcome> {
  return { changes: [{ kind: 'forget', id: decision.id }], ...(await setAside(context, decision)) };
}

/** An object stands where the local side has a folder: the object becomes a conflict copy on the server. */
export async function clashRemoteAside(context: OperationContext, decision: Decision): Promise<Outcome> {
  const object = remoteFile(decision);
  const target = await freeName(context, object.path);
  const copied = await copyObject(context, object, target);
  await context.moves.add({
    fromPath: object.path,
    toPath: target,
    atMs: context.clock.now() + context.store.clockOffsetMs(),
    bornMs: object.modifiedMs,
    toBornMs: copied.modifiedMs,
    etag: object.etag,
    size: object.size,
  });
  await deleteVersion(context, object);
  return { changes: [{ kind: 'forget', id: decision.id }], ...conflictOutcome(target) };
}

type Aside = Required<Pick<Outcome, 'count' | 'activity' | 'again'>>;

async function setAside(context: OperationContext, decision: Decision): Promise<Aside> {
  await assertRoot(context);
  const target = await freeName(context, decision.localPath);
  await context.tree.move(localFile(decision), target);
  const aside = conflictOutcome(target);
  // Written down at once: whatever happens next, the user is told where the local edit went.
  context.index.apply([
    {
      kind: 'conflict',
      conflict: {
        copyId: identityOf(target, context.tree.traits),
        copyPath: target,
        path: decision.localPath,
        atMs: context.clock.now(),
      },
    },
  ]);
  return aside;
}

function conflictOutcome(target: string): Aside {
  return { count: 'conflicts', activity: { action: 'conflict', target }, again: true };
}

async function freeName(context: OperationContext, path: string): Promise<string> {
  const taken = new Set<string>();
  for (;;) {
    const name = conflictName(path, {
      device: context.settings.device,
      atMs: context.clock.now(),
      keyPrefix: context.settings.prefix,
      taken: (candidate) => taken.has(candidate),
    });
    if ((await context.tree.stat(name)) === undefined) return name;
    taken.add(name);
  }
}
