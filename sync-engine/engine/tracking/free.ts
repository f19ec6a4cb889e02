import type { BaselineRow } from '../../core/baseline.ts';
import { sameStamp, type LocalEntry, type LocalFile } from '../../core/entry.ts';
import { fail, SyncFailure } from '../../core/error.ts';
import type { IgnoreRules } from '../../core/ignore.ts';
import { bareOf, identityOf } from '../../core/path.ts';
import { assertRoot } from '../assert-root.ts';
import type { PairContext } from '../pair.ts';
import { forEachLimited } from '../pool.ts';
import type { Freed } from '../tracking.ts';

const PAGE = 1_000;
const LANES = 8;

/**
 * Moves every file below a folder that is as both sides agreed on, so that its bytes are in the bucket, to the local trash, and
 * removes the folders left empty. What `rules` ignore is no file of the pair, and is not counted as kept.
 */
export async function freeFolder(context: PairContext, folder: string, rules: IgnoreRules): Promise<Freed> {
  const { index, tree } = context;
  const prefix = identityOf(folder, tree.traits);
  const freed = { files: 0, bytes: 0 };
  let after: string | undefined;
  for (;;) {
    const page = index.baselineUnder(prefix, after, PAGE);
    if (page.length === 0) break;
    await forEachLimited(page, LANES, async (row) => {
      if (row.kind !== 'file' || context.signal.aborted || !(await freeFile(context, row))) return;
      freed.files++;
      freed.bytes += row.stamp.size;
    });
    if (context.signal.aborted) throw fail('aborted', 'cancelled');
    after = page.at(-1)?.id;
  }
  return { ...freed, kept: await tidy(context, folder, rules) };
}

/** True when the file went. One that is not as agreed on stays. */
async function freeFile(context: PairContext, row: Extract<BaselineRow, { kind: 'file' }>): Promise<boolean> {
  let entry: LocalEntry | undefined;
  try {
    entry = await context.tree.stat(row.localPath);
  } catch (caught) {
    return stays(context, row.localPath, caught);
  }
  if (entry?.kind !== 'file' || !sameStamp(entry.stamp, row.stamp)) return false;
  return await discardFreed(context, entry, row.id);
}

/**
 * Moves a file that the bucket has to the local trash, and forgets the row it has in the baseline, if any. False when it changed, or
 * cannot be moved, and stays.
 */
export async function discardFreed(context: PairContext, file: LocalFile, rowId?: string): Promise<boolean> {
  const { tree, index, clock } = context;
  try {
    await assertRoot(context);
    const { trashedTo } = await tree.discard(file);
    const { path, stamp } = file;
    const record = { atMs: clock.now(), action: 'trashed', reason: 'turned-off' } as const;
    index.apply([
      ...(rowId === undefined ? [] : [{ kind: 'forget', id: rowId } as const]),
      { kind: 'activity', record: { ...record, path, target: trashedTo, size: stamp.size } },
    ]);
    return true;
  } catch (caught) {
    return stays(context, file.path, caught);
  }
}

/** Throws again what ends the freeing of all files. */
function stays({ log }: PairContext, path: string, caught: unknown): false {
  if (!(caught instanceof SyncFailure)) throw caught;
  const { code } = caught.error;
  if (['aborted', 'root-missing', 'root-replaced', 'disk-full'].includes(code)) throw caught;
  log.warn({ path, code }, 'a file could not be freed');
  return false;
}

/** Removes empty folders, the innermost first; resolves with the number of files that are still there. */
export async function tidy(context: PairContext, folder: string, rules: IgnoreRules): Promise<number> {
  const { tree, signal } = context;
  const folders: string[] = [];
  let kept = 0;
  for await (const batch of tree.scan({ ignored: () => false, under: folder, signal })) {
    for (const { kind, path } of batch) {
      if (kind === 'folder') folders.push(path);
      else if (kind === 'file' && !rules.ignored(path)) kept++;
    }
  }
  for (const path of folders.toReversed()) {
    if (signal.aborted) throw fail('aborted', 'cancelled');
    try {
      await tree.removeFolder(bareOf(path));
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
    }
  }
  return kept;
}
