import { deviceOfCopy } from '../core/conflict.ts';
import type { LocalFile } from '../core/entry.ts';
import { sameStamp } from '../core/entry.ts';
import { fail, SyncFailure } from '../core/error.ts';
import { keyOf } from '../core/object-key.ts';
import { identityOf } from '../core/path.ts';
import type { ConflictRecord } from '../ports/index-store.ts';
import type { ConflictContent, ReadConflictOptions } from './engine.ts';
import type { PairContext } from './pair.ts';
import { forEachLimited } from './pool.ts';

/** One side of a conflict, as it is in the folder now. */
export interface ConflictSide {
  readonly file: LocalFile;
  /** The device that made this version; undefined when nothing tells. */
  readonly device: string | undefined;
}

/** A conflict with both sides; one that is gone, or no file any more, is undefined. */
export interface ConflictView {
  readonly record: ConflictRecord;
  /** What became the conflict copy. */
  readonly mine: ConflictSide | undefined;
  /** What kept the path. */
  readonly theirs: ConflictSide | undefined;
  /** Changes whenever one of the sides does: what is resolved is what was looked at. */
  readonly version: string;
}

export type ConflictSideName = 'mine' | 'theirs';

/** Objects asked for their device in one list, and how long all of it may take (milliseconds): it is nice to know, no more. */
const MOST_ASKED = 50;
const ASK_MS = 3_000;
const LANES = 8;

/** Every conflict that is on record, the newest first. */
export async function viewConflicts(context: PairContext): Promise<readonly ConflictView[]> {
  const records = context.index.conflicts().toSorted((a, b) => b.atMs - a.atMs);
  const views = new Map<ConflictRecord, ConflictView>();
  await forEachLimited(records, LANES, async (record) => {
    views.set(record, await viewConflict(context, record));
  });
  const devices = await devicesOf(context, [...views.values()].slice(0, MOST_ASKED));
  return records.flatMap((record) => {
    const view = views.get(record);
    if (view?.theirs === undefined) return view ?? [];
    return { ...view, theirs: { ...view.theirs, device: devices.get(record) } };
  });
}

/** One conflict, without asking the bucket. A side that no name leads to any more counts as gone. */
export async function viewConflict(context: PairContext, record: ConflictRecord): Promise<ConflictView> {
  const [copy, winner] = await Promise.all([fileAt(context, record.copyPath), fileAt(context, record.path)]);
  return {
    record,
    mine: copy && { file: copy, device: deviceOfCopy(record.copyPath) },
    theirs: winner && { file: winner, device: undefined },
    version: `${stampText(copy)} ${stampText(winner)}`,
  };
}

/** The beginning of one side's content. Rejects `not-found` where that side, or the conflict, is gone. */
export async function readConflict(
  context: PairContext,
  copyId: string,
  { side, maxBytes }: Omit<ReadConflictOptions, 'signal'>,
): Promise<ConflictContent> {
  const record = context.index.conflicts().find((found) => found.copyId === copyId);
  if (record === undefined) throw fail('not-found', 'this conflict has been dealt with', { path: copyId });
  const path = side === 'mine' ? record.copyPath : record.path;
  const file = await fileAt(context, path);
  if (file === undefined) throw fail('not-found', 'this version is gone', { path });
  const { size } = file.stamp;
  const bytes = new Uint8Array(Math.min(size, maxBytes(size, path)));
  let at = 0;
  for await (const chunk of context.tree.read(file, { start: 0, end: bytes.length - 1 })) {
    if (context.signal.aborted) throw fail('aborted', 'cancelled');
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { path, size, bytes };
}

async function fileAt({ tree }: PairContext, path: string): Promise<LocalFile | undefined> {
  try {
    const entry = await tree.stat(path);
    return entry?.kind === 'file' ? entry : undefined;
  } catch (caught) {
    if (caught instanceof SyncFailure && caught.error.code === 'local-name') return undefined;
    throw caught;
  }
}

function stampText(file: LocalFile | undefined): string {
  return file === undefined ? '-' : `${file.stamp.size}:${file.stamp.mtimeNs}`;
}

/** Who made the versions that kept their paths, by the objects' metadata; what cannot be asked in time stays unknown. */
async function devicesOf(
  context: PairContext,
  views: readonly ConflictView[],
): Promise<ReadonlyMap<ConflictRecord, string>> {
  const { clock, index, settings, store, tree } = context;
  const devices = new Map<ConflictRecord, string>();
  const [over, answered] = [new AbortController(), new AbortController()];
  const deadline = clock.sleep(ASK_MS, answered.signal).then(
    () => over.abort(),
    () => undefined,
  );
  const signal = AbortSignal.any([context.signal, over.signal]);
  await forEachLimited(views, LANES, async ({ record, theirs }) => {
    const row = index.baseline(identityOf(record.path, tree.traits));
    if (theirs === undefined || row?.kind !== 'file') return;
    if (!sameStamp(row.stamp, theirs.file.stamp)) {
      devices.set(record, settings.device);
      return;
    }
    try {
      const head = await store.head(keyOf(settings.prefix, row.remotePath), { signal });
      const device = head?.etag === row.etag ? head.metadata['device'] : undefined;
      if (device !== undefined && device !== '') devices.set(record, device);
    } catch (caught) {
      if (!(caught instanceof SyncFailure)) throw caught;
    }
  });
  answered.abort();
  await deadline;
  if (context.signal.aborted) throw fail('aborted', 'cancelled');
  return devices;
}
