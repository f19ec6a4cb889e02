import type { RemoteFile } from '../core/entry.ts';
import { fail } from '../core/error.ts';
import { partSizeFor, partsOf } from '../core/parts.ts';
import type { Part } from '../core/parts.ts';
import type { DownloadRecord } from '../ports/index-store.ts';
import type { StagedFile } from '../ports/local-tree.ts';
import type { ObjectHead } from '../ports/object-store.ts';
import type { OperationContext } from './operations/operation.ts';
import { forEachLimited } from './pool.ts';

/** Ranges fetched side by side. */
const LANES = 4;

export interface LargeDownload {
  readonly key: string;
  readonly id: string;
  readonly object: RemoteFile;
}

/**
 * Fetches a large object into its temp file by ranges, side by side. Ranges already there from an earlier run are not fetched
 * again. Resolves with the temp file, complete but not yet checked; the caller closes it.
 */
export async function downloadByParts(
  context: OperationContext,
  request: LargeDownload,
): Promise<{ readonly staged: StagedFile; readonly head: ObjectHead }> {
  const { key, object } = request;
  const head = await context.store.head(key, { signal: context.signal });
  if (head === undefined) throw fail('object-missing', 'the object is gone', { key });
  if (head.etag !== object.etag)
    throw fail('precondition-failed', 'the object is another version now', { key });
  const { record, staged } = await openStaged(context, request);
  try {
    await fetchMissing(context, record, staged);
    return { staged, head };
  } catch (error) {
    await staged.close();
    throw error;
  }
}

async function openStaged(
  context: OperationContext,
  { key, id, object }: LargeDownload,
): Promise<{ readonly record: DownloadRecord; readonly staged: StagedFile }> {
  const known = context.index.download(id);
  if (known !== undefined) {
    const staged = await context.tree.stage(known.stagedName);
    const matches = known.key === key && known.etag === object.etag && known.size === object.size;
    if (matches && (await staged.size()) === object.size) return { record: known, staged };
    await staged.close();
    await context.tree.dropStaged(known.stagedName);
  }
  const { size, etag } = object;
  const stagedName = `part-${context.random.id(12)}`;
  const record: DownloadRecord = {
    id,
    key,
    etag,
    size,
    stagedName,
    partSize: partSizeFor(size),
    doneParts: [],
  };
  // Recorded first: a temp file that no record names is swept up at the next start.
  context.index.apply([{ kind: 'download', download: record }]);
  const staged = await context.tree.stage(stagedName);
  await staged.truncate(size);
  return { record, staged };
}

async function fetchMissing(
  context: OperationContext,
  record: DownloadRecord,
  staged: StagedFile,
): Promise<void> {
  const done = new Set(record.doneParts);
  const parts = partsOf(record.size, record.partSize);
  let moved = sumOf(parts.filter((part) => done.has(part.partNumber - 1)));
  context.progress.moved(moved);
  let failure: { readonly error: unknown } | undefined;
  await forEachLimited(
    parts.filter((part) => !done.has(part.partNumber - 1)),
    LANES,
    async (part) => {
      if (failure !== undefined) return;
      try {
        await fetchPart(context, { record, staged, part }, (bytes) => {
          moved += bytes;
          context.progress.moved(bytes);
        });
        // A power cut may take unsynced bytes and leave the record, and not every object's metadata has a hash to tell.
        await staged.sync();
        done.add(part.partNumber - 1);
        context.index.apply([{ kind: 'download', download: { ...record, doneParts: [...done] } }]);
      } catch (error) {
        failure ??= { error };
      }
    },
  );
  if (failure === undefined) return;
  context.progress.moved(-moved);
  throw failure.error;
}

async function fetchPart(
  context: OperationContext,
  {
    record,
    staged,
    part,
  }: { readonly record: DownloadRecord; readonly staged: StagedFile; readonly part: Part },
  onBytes: (bytes: number) => void,
): Promise<void> {
  const { start, end } = part;
  const content = await context.store.get(record.key, {
    ifMatch: record.etag,
    range: { start, end },
    signal: context.signal,
  });
  let at = start;
  for await (const chunk of content.body) {
    await staged.write(at, chunk);
    at += chunk.byteLength;
    onBytes(chunk.byteLength);
  }
  if (at !== end + 1)
    throw fail('network', `a range ended after ${at - start} of ${end + 1 - start} bytes`, {
      key: record.key,
    });
}

function sumOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.end - part.start + 1, 0);
}
