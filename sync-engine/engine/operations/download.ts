import type { Decision } from '../../core/decision.ts';
import type { LocalFile, RemoteFile } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import { keyOf, parseMtime, parseSha256 } from '../../core/object-key.ts';
import { RESUMABLE_MIN } from '../../core/parts.ts';
import type { ObjectHead } from '../../ports/object-store.ts';
import type { StagedFile } from '../../ports/local-tree.ts';
import { downloadByParts } from '../resumable-download.ts';
import type { OperationContext, Outcome } from './operation.ts';
import { assertArrived, assertRoot, localFile, remoteFile } from './operation.ts';
import { recorded } from './record.ts';

/** Makes the file what the object is; the file it replaces goes to the local trash. */
export async function download(context: OperationContext, decision: Decision): Promise<Outcome> {
  const replaces = decision.local === undefined ? undefined : localFile(decision);
  const { file, sha256 } = await fetchFile(context, decision, replaces);
  return {
    ...recorded(decision, file, sha256),
    count: 'downloaded',
    activity: { action: 'downloaded', size: file.stamp.size },
  };
}

/** A file that has come, and the hash of what came. */
interface Fetched {
  readonly file: LocalFile;
  readonly sha256: string;
}

/**
 * Brings the object of a decision to its local path, whole and hash-checked before it gets its name. The root is looked at before
 * and after: a disk that was unmounted meanwhile must not be taken to hold what landed below its mount point.
 */
export async function fetchFile(
  context: OperationContext,
  decision: Decision,
  replaces: LocalFile | undefined,
): Promise<Fetched> {
  const object = remoteFile(decision);
  await assertRoot(context);
  const fetched =
    object.size >= RESUMABLE_MIN
      ? await fetchLarge(context, decision, object, replaces)
      : await fetchSmall(context, decision, object, replaces);
  await assertArrived(context, fetched.file.path);
  return fetched;
}

async function fetchSmall(
  context: OperationContext,
  decision: Decision,
  object: RemoteFile,
  replaces: LocalFile | undefined,
): Promise<Fetched> {
  const name = `get-${context.random.id(12)}`;
  const staged = await context.tree.stage(name);
  let received = 0;
  try {
    const content = await context.store.get(keyOf(context.settings.prefix, object.path), {
      ifMatch: object.etag,
      signal: context.signal,
    });
    for await (const chunk of content.body) {
      await staged.write(received, chunk);
      received += chunk.byteLength;
      context.progress.moved(chunk.byteLength);
    }
    return await placeVerified(context, { decision, object, head: content, staged, replaces });
  } catch (error) {
    context.progress.moved(-received);
    await staged.close();
    // Nothing goes on from it, and on a full disk every byte counts.
    await context.tree.dropStaged(name);
    throw error;
  } finally {
    await staged.close();
  }
}

async function fetchLarge(
  context: OperationContext,
  decision: Decision,
  object: RemoteFile,
  replaces: LocalFile | undefined,
): Promise<Fetched> {
  const key = keyOf(context.settings.prefix, object.path);
  const { staged, head } = await downloadByParts(context, { key, id: decision.id, object });
  try {
    const placed = await placeVerified(context, { decision, object, head, staged, replaces });
    context.index.apply([{ kind: 'download-gone', id: decision.id }]);
    return placed;
  } catch (error) {
    context.progress.moved(-object.size);
    throw error;
  } finally {
    await staged.close();
  }
}

interface Arrived {
  readonly decision: Decision;
  readonly object: RemoteFile;
  readonly head: ObjectHead;
  readonly staged: StagedFile;
  readonly replaces: LocalFile | undefined;
}

/** Checks what arrived against what was promised, and only then gives it its name. */
async function placeVerified(
  context: OperationContext,
  { decision, object, head, staged, replaces }: Arrived,
): Promise<Fetched> {
  const size = await staged.size();
  if (size !== object.size) {
    throw fail('content-mismatch', `${size} of ${object.size} bytes arrived`, { path: decision.localPath });
  }
  const sha256 = await staged.hash({ signal: context.signal });
  const promised = parseSha256(head.metadata['sha256']);
  if (promised !== undefined && promised !== sha256) {
    await staged.truncate(0);
    context.index.apply([{ kind: 'download-gone', id: decision.id }]);
    throw fail('content-mismatch', 'the content does not have the SHA-256 that its metadata names', {
      path: decision.localPath,
    });
  }
  const mtimeNs = parseMtime(head.metadata['mtime']) ?? BigInt(Math.trunc(object.modifiedMs)) * 1_000_000n;
  return { file: await staged.place({ path: decision.localPath, mtimeNs, replaces }), sha256 };
}
