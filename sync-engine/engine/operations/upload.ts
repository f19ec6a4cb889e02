import type { Decision } from '../../core/decision.ts';
import type { LocalFile, RemoteFile } from '../../core/entry.ts';
import { keyOf, objectMetadata } from '../../core/object-key.ts';
import { RESUMABLE_MIN, SINGLE_PUT_MAX } from '../../core/parts.ts';
import type { PutOptions, Written } from '../../ports/object-store.ts';
import { archiveReplaced, overwritten, versionOf } from '../archive.ts';
import { moving } from '../movement.ts';
import { unlessWriting, waitUntilQuiet } from '../quiet.ts';
import { uploadByParts } from '../resumable-upload.ts';
import { uploadStreamed } from '../streamed-upload.ts';
import { isCheckedAtComplete, writeConditions } from '../writing.ts';
import { localFile } from './operation.ts';
import type { OperationContext, Outcome } from './operation.ts';
import { recorded } from './record.ts';

/**
 * Makes the object what the file is; what it replaces is archived first. A file that was only touched, and one that the bucket
 * turns out to hold already, is recorded without a transfer.
 */
export async function upload(context: OperationContext, decision: Decision): Promise<Outcome> {
  const file = localFile(decision);
  await waitUntilQuiet(context, file);
  return file.stamp.size <= SINGLE_PUT_MAX
    ? await context.memory.use(file.stamp.size, () => uploadSmall(context, decision, file))
    : await uploadLarge(context, decision, file);
}

/** One read, one request: the content is hashed and sent from the same buffer. */
async function uploadSmall(context: OperationContext, decision: Decision, file: LocalFile): Promise<Outcome> {
  const { tree, signal } = context;
  const content = await unlessWriting(context, file, () => tree.readAll(file, { signal }));
  const sha256 = context.sha256(content);
  if (isOnlyTouched(decision, sha256)) return recorded(decision, file, sha256);
  const written = await write(context, decision, sha256, (key, options) =>
    moving(context.progress, content.byteLength, (onProgress) =>
      context.store.put(key, content, { ...options, onProgress }),
    ),
  );
  return uploaded(context, decision, sha256, written);
}

/**
 * Read twice, hashed first: metadata goes ahead of the body, so the hash has to be known before the first byte is sent
 * (ADR 0004). The second reading mostly comes from the page cache.
 */
async function uploadLarge(context: OperationContext, decision: Decision, file: LocalFile): Promise<Outcome> {
  const { tree, signal } = context;
  const sha256 =
    decision.localSha256 ?? (await unlessWriting(context, file, () => tree.hash(file, { signal })));
  if (isOnlyTouched(decision, sha256)) return recorded(decision, file, sha256);
  const key = keyOf(context.settings.prefix, decision.remotePath);
  const expected = replacedBy(decision);
  const request = { key, id: decision.id, file, sha256, expected };
  const isStreamed = file.stamp.size < RESUMABLE_MIN && isCheckedAtComplete(context.traits, expected);
  const send = isStreamed ? uploadStreamed : uploadByParts;
  const written = await write(context, decision, sha256, (_key, options) =>
    send(context, { ...request, options }),
  );
  const outcome = uploaded(context, decision, sha256, written);
  return { ...outcome, changes: [...outcome.changes, { kind: 'upload-gone', key }] };
}

function isOnlyTouched(decision: Decision, sha256: string): boolean {
  return (
    decision.base?.kind === 'file' &&
    decision.base.sha256 === sha256 &&
    decision.remote?.kind === 'file' &&
    decision.remote.etag === decision.base.etag
  );
}

/** The version that the upload is to replace, if any. */
function replacedBy(decision: Decision): RemoteFile | undefined {
  return decision.remote?.kind === 'file' ? decision.remote : undefined;
}

async function write(
  context: OperationContext,
  decision: Decision,
  sha256: string,
  send: (key: string, options: PutOptions) => Promise<Written>,
): Promise<Written> {
  const { settings, signal } = context;
  const key = keyOf(settings.prefix, decision.remotePath);
  const replaced = replacedBy(decision);
  if (replaced !== undefined) {
    await archiveReplaced(context, versionOf(replaced), decision.code === 'upload-mirror' ? 'c' : 'o');
  }
  const conditions = await writeConditions(context, key, replaced);
  const { mtimeNs } = localFile(decision).stamp;
  return await send(key, {
    ...conditions,
    signal,
    metadata: objectMetadata({ sha256, mtimeNs, device: settings.device }),
  });
}

function uploaded(context: OperationContext, decision: Decision, sha256: string, written: Written): Outcome {
  const file = localFile(decision);
  const modifiedMs = written.modifiedMs ?? context.clock.now() + context.store.clockOffsetMs();
  const remote = { path: decision.remotePath, etag: written.etag, modifiedMs };
  const agreed = recorded(decision, file, sha256, remote);
  const changes = [
    ...agreed.changes,
    ...(replacedBy(decision) === undefined ? [] : [overwritten(remote.path)]),
  ];
  return {
    ...agreed,
    changes,
    count: 'uploaded',
    activity: { action: 'uploaded', size: file.stamp.size },
  };
}
