import { decideInspected } from '../core/inspect.ts';
import type { Decision } from '../core/decision.ts';
import { fail, retryClass, SyncFailure } from '../core/error.ts';
import type { SyncError } from '../core/error.ts';
import { remoteFileState } from '../core/file-state.ts';
import { keyOf, parseMtime, parseSha256 } from '../core/object-key.ts';
import type { Found } from './found.ts';
import { localFile, remoteFile } from './operations/operation.ts';
import type { PairContext } from './pair.ts';
import { forEachLimited, until } from './pool.ts';

/** What became of the decisions that needed a closer look. */
export interface Inspection {
  readonly failures: readonly { readonly decision: Decision; readonly error: SyncError }[];
  /** True when something moved under the look: another one is needed. */
  readonly again: boolean;
}

/**
 * Settles every `inspect` by hashing the local file, and by the hash in the object's metadata. What could not be settled, or waits for
 * its next try, stays `inspect`, which no plan carries out.
 */
export async function inspect(context: PairContext, found: Found): Promise<Inspection> {
  const failures: { readonly decision: Decision; readonly error: SyncError }[] = [];
  let again = false;
  const open = until(found.open(), () => context.signal.aborted);
  await forEachLimited(open, context.settings.transfers, async (made) => {
    try {
      found.replace(made, await settle(context, made));
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
      if (retryClass(caught.error.code) === 'replan') again = true;
      else failures.push({ decision: made, error: caught.error });
    }
  });
  if (context.signal.aborted) throw fail('aborted', 'cancelled');
  return { failures, again };
}

async function settle(context: PairContext, made: Decision): Promise<Decision> {
  const file = localFile(made);
  const localSha256 = await context.tree.hash(file, { signal: context.signal });
  const comparable = made.remote?.kind === 'file' && made.remote.size === file.stamp.size;
  const theirs = comparable ? (agreedSha256(made) ?? (await remoteSha256(context, made))) : undefined;
  return decideInspected(context.settings.mode, made, { localSha256, remoteSha256: theirs });
}

/** The SHA-256 of an object that still is the version both sides agreed on: nobody has to be asked. */
function agreedSha256({ remote, base }: Decision): string | undefined {
  return base?.kind === 'file' && remoteFileState(remote, base) === 'same' ? base.sha256 : undefined;
}

/** The SHA-256 of the object in a decision: from its metadata, or by reading it where another tool wrote it without. */
export async function remoteSha256(context: PairContext, made: Decision): Promise<string> {
  return (await remoteFacts(context, made)).sha256;
}

/** What the object in a decision is, with the modification time it carries (nanoseconds; undefined when it carries none). */
export async function remoteFacts(
  context: PairContext,
  made: Decision,
): Promise<{ readonly sha256: string; readonly mtimeNs: bigint | undefined }> {
  const object = remoteFile(made);
  const key = keyOf(context.settings.prefix, object.path);
  const head = await context.store.head(key, { signal: context.signal });
  if (head === undefined) throw fail('object-missing', 'the object is gone', { path: object.path });
  if (head.etag !== object.etag)
    throw fail('precondition-failed', 'the object is another version now', { path: object.path });
  const sha256 = parseSha256(head.metadata['sha256']) ?? (await hashByReading(context, key, object.etag));
  return { sha256, mtimeNs: parseMtime(head.metadata['mtime']) };
}

/** The SHA-256 of one version's content, by way of a temp file. */
export async function hashByReading(context: PairContext, key: string, etag: string): Promise<string> {
  const { store, tree, random, signal } = context;
  const name = `hash-${random.id(12)}`;
  const staged = await tree.stage(name);
  try {
    const content = await store.get(key, { ifMatch: etag, signal });
    let at = 0;
    for await (const chunk of content.body) {
      await staged.write(at, chunk);
      at += chunk.byteLength;
    }
    return await staged.hash({ signal });
  } finally {
    await staged.close();
    await tree.dropStaged(name);
  }
}
