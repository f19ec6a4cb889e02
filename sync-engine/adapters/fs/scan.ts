import type { LocalEntry } from '../../core/entry.ts';
import { fail } from '../../core/error.ts';
import type { ScanOptions } from '../../ports/local-tree.ts';
import { blockedKind, childrenOf } from './children.ts';
import type { Child, Folder } from './children.ts';
import { fileEntry } from './context.ts';
import type { TreeContext } from './context.ts';
import type { DiskStat } from './disk.ts';
import { diskCode } from './disk.ts';
import { checkAborted } from './errors.ts';

/** Entries in a batch, and stats held for one folder at a time. */
const BATCH = 1000;
/** Folders listed ahead of the walk, so that many small folders do not cost a round trip each. */
const LOOK_AHEAD = 8;
/** Names held by open and listed-ahead folders above which none is listed ahead: bounds memory. */
const MAX_HELD_NAMES = 50_000;

type Stats = readonly (DiskStat | Error)[];

/** A listed folder, and the stats of its first files. */
interface Listed {
  readonly children: readonly Child[];
  readonly empty: boolean;
  readonly stats: Stats;
}

/** Where the walk stands in one folder. */
interface Frame {
  readonly children: readonly Child[];
  readonly target: string;
  at: number;
  /** Stats of the files in the slice that starts at `sliceStart`, and how many of them were used. */
  stats: Stats;
  statsUsed: number;
  sliceEnd: number;
  /** Listings started ahead, by child, and the child to start next. */
  readonly ahead: Map<Child, Promise<Listed | Error>>;
  aheadAt: number;
}

/** Walks a folder and all below it in byte order of identity. `start` is the root (`''`) or a folder of it. */
export async function* scanTree(
  tree: TreeContext,
  start: Folder,
  options: ScanOptions,
): AsyncGenerator<readonly LocalEntry[]> {
  const identity = await rootIdentity(tree);
  let heldNames = 0;
  let batch: LocalEntry[] = [];

  async function load(folder: Folder): Promise<Listed | Error> {
    try {
      const target = targetOf(tree, folder);
      const names = await tree.disk.list(target);
      const children = childrenOf(folder, names, tree.traits, options.ignored);
      const stats = await statSlice(tree, target, children, 0);
      const failure = stats.find((stat) => isFailure(stat));
      if (failure !== undefined) return failure;
      heldNames += children.length;
      return { children, empty: names.length === 0, stats };
    } catch (caught) {
      if (diskCode(caught) === undefined || !(caught instanceof Error)) throw caught;
      return caught;
    }
  }

  function listAhead(frame: Frame): void {
    for (; frame.ahead.size < LOOK_AHEAD && heldNames < MAX_HELD_NAMES; frame.aheadAt += 1) {
      const child = frame.children[frame.aheadAt];
      if (child === undefined) return;
      if (child.kind === 'folder' && frame.aheadAt >= frame.at) frame.ahead.set(child, load(child));
    }
  }

  /** A folder on a root that went away looks deleted; only a root that is still the same makes it so. */
  async function checkRoot(): Promise<void> {
    if ((await rootIdentity(tree)) !== identity) {
      throw fail('root-missing', 'the folder went away during the scan');
    }
  }

  async function openFrame(folder: Folder, loaded: Listed | Error): Promise<Frame | undefined> {
    if (!(loaded instanceof Error)) {
      if (folder.path !== '') batch.push({ kind: 'folder', ...idAndPath(folder), empty: loaded.empty });
      return {
        children: loaded.children,
        target: targetOf(tree, folder),
        at: 0,
        stats: loaded.stats,
        statsUsed: 0,
        sliceEnd: Math.min(BATCH, loaded.children.length),
        ahead: new Map(),
        aheadAt: 0,
      };
    }
    if (folder.path === '') throw loaded;
    await checkRoot();
    if (!isGone(loaded)) batch.push({ kind: 'unseen', ...idAndPath(folder), error: loaded.message });
    return undefined;
  }

  const first = await openFrame(start, await load(start));
  const frames: Frame[] = first === undefined ? [] : [first];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    if (batch.length >= BATCH) {
      checkAborted(options.signal);
      yield batch;
      batch = [];
    }
    if (frame.at === frame.children.length) {
      heldNames -= frame.children.length;
      frames.pop();
      continue;
    }
    if (frame.at === frame.sliceEnd) {
      frame.stats = await statSlice(tree, frame.target, frame.children, frame.at);
      frame.statsUsed = 0;
      frame.sliceEnd = Math.min(frame.at + BATCH, frame.children.length);
    }
    const child = frame.children[frame.at];
    if (child === undefined) throw new RangeError('the walk left its folder');
    frame.at += 1;
    if (child.kind === 'folder') {
      checkAborted(options.signal);
      listAhead(frame);
      const loaded = await (frame.ahead.get(child) ?? load(child));
      frame.ahead.delete(child);
      const inner = await openFrame(child, loaded);
      if (inner !== undefined) frames.push(inner);
    } else if (child.kind === 'blocked') {
      batch.push(blocked(child));
    } else {
      const stat = frame.stats[frame.statsUsed++];
      // Past the first slice the folder is already reported as seen, so a failure in it can only fail the scan.
      if (isFailure(stat)) throw stat;
      if (stat === undefined || stat instanceof Error) await checkRoot();
      else pushStated(tree, batch, child, stat);
    }
  }
  await checkRoot();
  checkAborted(options.signal);
  if (batch.length > 0) yield batch;
}

/** `device:inode` of the root. Rejects `root-missing` when it is not there. */
async function rootIdentity(tree: TreeContext): Promise<string> {
  try {
    const { dev, ino } = await tree.disk.stat(tree.root);
    return `${dev}:${ino}`;
  } catch (caught) {
    if (!isGone(caught)) throw caught;
    throw fail('root-missing', 'the folder is not there', { cause: caught });
  }
}

function statSlice(
  tree: TreeContext,
  target: string,
  children: readonly Child[],
  from: number,
): Promise<Stats> {
  const names: string[] = [];
  for (const child of children.slice(from, from + BATCH)) if (child.kind === 'file') names.push(child.name);
  return names.length === 0 ? Promise.resolve([]) : tree.disk.lstatAll(target, names);
}

function pushStated(tree: TreeContext, batch: LocalEntry[], child: Child, stat: DiskStat): void {
  const reason = blockedKind(stat.kind);
  if (stat.kind === 'file') batch.push(fileEntry(tree, child.path, stat, child.id));
  else if (reason !== undefined) batch.push({ kind: 'blocked', ...idAndPath(child), reason });
  // A folder has taken the file's place since the listing: the file is gone, and the next scan sees what is inside.
}

function blocked(child: Child): LocalEntry {
  return { kind: 'blocked', ...idAndPath(child), reason: child.reason ?? 'special-file' };
}

function idAndPath(folder: Folder): Folder {
  return { id: folder.id, path: folder.path };
}

function targetOf(tree: TreeContext, folder: Folder): string {
  return folder.path === '' ? tree.root : `${tree.root}/${folder.path.slice(0, -1)}`;
}

/** Vanished, or replaced by something else, since its name was read. */
function isGone(caught: unknown): boolean {
  const code = diskCode(caught);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function isFailure(stat: DiskStat | Error | undefined): stat is Error {
  return stat instanceof Error && !isGone(stat);
}
