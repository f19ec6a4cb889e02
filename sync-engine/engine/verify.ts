import type { LocalFile, RemoteFile } from '../core/entry.ts';
import { sameStamp } from '../core/entry.ts';
import { SyncFailure } from '../core/error.ts';
import { keyOf, parseSha256 } from '../core/object-key.ts';
import { isFolderPath } from '../core/path.ts';
import type { VerifyOptions, VerifyRow } from './engine.ts';
import { hashByReading } from './inspect.ts';
import { loadIgnored } from './ignored.ts';
import type { PairContext } from './pair.ts';
import { bothSides } from './verify-join.ts';
import type { Both } from './verify-join.ts';

/** Files compared side by side. */
const LANES = 16;

/**
 * Compares folder, bucket and index by hash, in the order of identities; changes nothing. Every file here is read; of objects
 * the SHA-256 in their metadata is taken (or the index's, or where there is none the content), with `download` the content
 * of all of them. Folders that hold something need no marker and make no row.
 */
export async function* verifyPair(context: PairContext, options: VerifyOptions): AsyncGenerator<VerifyRow> {
  const { download = false } = options;
  const ignored = await loadIgnored(context);
  // Rows come in order, so a slow file holds back at most the few that were begun after it.
  const begun: Promise<VerifyRow | undefined>[] = [];
  try {
    for await (const both of bothSides(context, ignored)) {
      const row = compare(context, both, download);
      // Looked at when its turn comes; until then a failure must not count as unhandled.
      row.catch(() => undefined);
      begun.push(row);
      if (begun.length >= LANES) yield* settled(await begun.shift());
    }
    for (let next = begun.shift(); next !== undefined; next = begun.shift()) yield* settled(await next);
  } finally {
    await Promise.allSettled(begun);
  }
}

function settled(row: VerifyRow | undefined): readonly VerifyRow[] {
  return row === undefined ? [] : [row];
}

async function compare(context: PairContext, both: Both, download: boolean): Promise<VerifyRow | undefined> {
  const { local, remote, unseen } = both;
  const path = local?.path ?? remote?.path ?? '';
  if (both.clash) return { path, result: 'blocked', detail: 'another name here has the same identity' };
  if (local?.kind === 'blocked') return { path, result: 'blocked', detail: local.reason };
  if (remote?.kind === 'blocked') return { path, result: 'blocked', detail: remote.reason };
  if (local?.kind === 'unseen') return { path, result: 'unreadable', detail: local.error };
  if (local === undefined) {
    const detail = isFolderPath(path) ? 'a folder marker' : '';
    return unseen
      ? { path, result: 'unreadable', detail: 'a folder above it cannot be listed' }
      : { path, result: 'only-remote', detail };
  }
  if (local.kind === 'folder') {
    if (remote !== undefined) return { path, result: 'equal', detail: '' };
    return local.empty ? { path, result: 'only-local', detail: 'an empty folder' } : undefined;
  }
  if (remote === undefined) return { path, result: 'only-local', detail: '' };
  return remote.kind === 'file' ? await compareFiles(context, { path, local, remote }, download) : undefined;
}

interface Files {
  readonly path: string;
  readonly local: LocalFile;
  readonly remote: RemoteFile;
}

async function compareFiles(context: PairContext, files: Files, download: boolean): Promise<VerifyRow> {
  const { path, local, remote } = files;
  if (local.stamp.size !== remote.size) {
    const detail = `${local.stamp.size} bytes here, ${remote.size} in the bucket`;
    return { path, result: 'differs', detail };
  }
  try {
    const [here, there] = await Promise.all([
      context.tree.hash(local, { signal: context.signal }),
      objectSha256(context, files, download),
    ]);
    const detail = difference(context, files, { here, there });
    return { path, result: detail === '' ? 'equal' : 'differs', detail };
  } catch (caught) {
    if (!(caught instanceof SyncFailure) || caught.error.code === 'aborted') throw caught;
    return { path, result: 'unreadable', detail: caught.error.message };
  }
}

interface Hashes {
  readonly here: string;
  readonly there: { readonly sha256: string; readonly named: string | undefined };
}

/** What differs, in a few words; empty when nothing does. */
function difference({ index }: PairContext, { local }: Files, { here, there }: Hashes): string {
  const { sha256, named } = there;
  if (named !== undefined && named !== sha256) return 'the object does not have the SHA-256 in its metadata';
  const base = index.baseline(local.id);
  const known = base?.kind === 'file' && sameStamp(base.stamp, local.stamp) ? base.sha256 : here;
  // Same size and times as when it was synced, and yet another content: nobody edited it.
  if (known !== here) return 'the file is not what the index recorded for this size and these times';
  return here === sha256 ? '' : 'same size, other content';
}

async function objectSha256(
  context: PairContext,
  { local, remote }: Files,
  download: boolean,
): Promise<Hashes['there']> {
  const key = keyOf(context.settings.prefix, remote.path);
  const head = await context.store.head(key, { signal: context.signal });
  const named = head?.etag === remote.etag ? parseSha256(head.metadata['sha256']) : undefined;
  const base = context.index.baseline(local.id);
  const agreed = base?.kind === 'file' && base.etag === remote.etag ? base.sha256 : undefined;
  const told = download ? undefined : (named ?? agreed);
  return { named, sha256: told ?? (await hashByReading(context, key, remote.etag)) };
}
