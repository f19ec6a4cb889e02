import { createHash } from 'node:crypto';
import type { LocalFile } from '../../core/entry.ts';
import { fail, SyncFailure } from '../../core/error.ts';
import type { IgnoreRules } from '../../core/ignore.ts';
import { fitsKey, keyOf, parseSha256 } from '../../core/object-key.ts';
import { remoteSpelling } from '../../core/snapshot.ts';
import type { PairContext } from '../pair.ts';
import { forEachLimited, until } from '../pool.ts';
import type { Freed, LeftFolder } from '../tracking.ts';
import { discardFreed, tidy } from './free.ts';

const LANES = 8;
/** The ETag of what another tool wrote in one request, on most providers; parts and encryption by KMS have others. */
const MD5 = /^[0-9a-f]{32}$/;

/**
 * Moves the files of a folder that is off already to the local trash, where the bucket has them as they are: nothing is on record of them
 * any more, so every file is compared by hash. Costs a HEAD for each file; nothing is downloaded for it.
 * RACE: an object that is deleted elsewhere right after its HEAD is in the recycle bucket then, and here in the local trash.
 */
export async function freeOffFolder(
  context: PairContext,
  folder: string,
  rules: IgnoreRules,
): Promise<Freed> {
  const { tree, signal } = context;
  const freed = { files: 0, bytes: 0 };
  let failure: unknown;
  for await (const batch of tree.scan({ ignored: (path) => rules.ignored(path), under: folder, signal })) {
    const open = until(batch, () => signal.aborted || failure !== undefined);
    await forEachLimited(open, LANES, async (entry) => {
      try {
        if (entry.kind !== 'file' || !(await isInBucket(context, entry))) return;
        if (!(await discardFreed(context, entry))) return;
        freed.files++;
        freed.bytes += entry.stamp.size;
      } catch (caught) {
        failure ??= caught;
      }
    });
    if (failure !== undefined) throw failure;
    if (signal.aborted) throw fail('aborted', 'cancelled');
  }
  return { ...freed, kept: await tidy(context, folder, rules) };
}

/** What lies here of each folder that is off; without folders of which nothing does, and without what `rules` ignore. */
export async function leftFolders(
  { tree, signal }: PairContext,
  off: readonly string[],
  rules: IgnoreRules,
): Promise<readonly LeftFolder[]> {
  const left: LeftFolder[] = [];
  for (const path of off) {
    const sum = { path, files: 0, bytes: 0 };
    for await (const batch of tree.scan({ ignored: (inner) => rules.ignored(inner), under: path, signal })) {
      for (const entry of batch) {
        if (entry.kind !== 'file') continue;
        sum.files++;
        sum.bytes += entry.stamp.size;
      }
      if (signal.aborted) throw fail('aborted', 'cancelled');
    }
    if (sum.files > 0) left.push(sum);
  }
  return left;
}

/**
 * Whether the object of a file's name provably has its content now. A file that moves under the look counts as not, and so does an object
 * that tells neither our hash nor an MD5: to read it would fill the disk and the bill of somebody who wants space.
 */
async function isInBucket(context: PairContext, file: LocalFile): Promise<boolean> {
  const { store, settings, tree, signal } = context;
  const key = keyOf(settings.prefix, remoteSpelling(file.path));
  if (!fitsKey(key)) return false;
  try {
    const head = await store.head(key, { signal });
    if (head === undefined || head.size !== file.stamp.size) return false;
    const sha256 = parseSha256(head.metadata['sha256']);
    if (sha256 !== undefined) return sha256 === (await tree.hash(file, { signal }));
    return MD5.test(head.etag) && head.etag === (await md5Of(context, file));
  } catch (caught) {
    if (!(caught instanceof SyncFailure)) throw caught;
    const { code } = caught.error;
    if (!code.startsWith('local-') && code !== 'object-missing' && code !== 'precondition-failed')
      throw caught;
    context.log.info({ path: file.path, code }, 'a file of a folder that is off was not compared');
    return false;
  }
}

async function md5Of({ tree, signal }: PairContext, file: LocalFile): Promise<string> {
  const hash = createHash('md5');
  if (file.stamp.size === 0) return hash.digest('hex');
  for await (const chunk of tree.read(file, { start: 0, end: file.stamp.size - 1 })) {
    if (signal.aborted) throw fail('aborted', 'cancelled');
    hash.update(chunk);
  }
  return hash.digest('hex');
}
