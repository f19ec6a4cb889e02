import type { BaselineRow } from '../core/baseline.ts';
import type { Decision } from '../core/decision.ts';
import type { LocalEntry, RemoteEntry } from '../core/entry.ts';
import { hasCode } from '../core/error.ts';
import { bareOf, compareUtf8, identityOf, isReserved, parentOf } from '../core/path.ts';
import type { ReconcileTotals } from '../core/reconcile.ts';
import { fromArray } from './batches.ts';
import { drive } from './observe.ts';
import type { Ignored } from './observe.ts';
import type { PairContext } from './pair.ts';

const BASELINE_PAGE = 1_000;

/** What a look at some places came to. */
export interface PartialLook {
  /** Everything there that is not in step. */
  readonly decisions: readonly Decision[];
  /** Of the whole pair, as far as is known. */
  readonly totals: ReconcileTotals;
  /** True when some places cannot be judged by themselves: a look at everything is needed. */
  readonly wantsWhole?: boolean;
}

/**
 * Looks at some local paths only (disk spelling, no trailing `/`), with everything below them, and takes the bucket to be as the
 * baseline says. That saves the listing: every write is conditional on what the baseline says, so a bucket that moved on is
 * found out at the write and then looked at whole.
 */
export async function lookAt(
  context: PairContext,
  ignored: Ignored,
  paths: Iterable<string>,
): Promise<PartialLook> {
  const view: View = { local: new Map(), baseline: new Map() };
  let wantsWhole = false;
  for (const path of paths) {
    if (isReserved(path) || ignored(path)) continue;
    try {
      await addLocal(context, ignored, path, view);
      addBaseline(context, path, view);
      await addParents(context, path, view);
    } catch (error) {
      // Nothing can be asked about a path that no name leads to, such as one below a symlink that was a folder: what became
      // of it shows from above. The other paths need not wait for that.
      if (!hasCode(error, 'local-name')) throw error;
      wantsWhole = true;
    }
  }
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => compareUtf8(a.id, b.id);
  const baseline = [...view.baseline.values()].sort(byId);
  const sources = {
    local: fromArray([...view.local.values()].sort(byId)),
    remote: fromArray(baseline.map(asRemote)),
    baseline: fromArray(baseline),
  };
  const decisions: Decision[] = [];
  const findings = { add: (made: readonly Decision[]) => void decisions.push(...made) };
  const totals = await drive(context, sources, { ignored, findings });
  wantsWhole ||= freesBlocked(context, paths, decisions);
  return { decisions, totals: wholeTotals(context, totals), wantsWhole };
}

/** Something that was blocked at one of the places is not any more, or not for what is here: only both sides together tell. */
function freesBlocked(
  { index, tree }: PairContext,
  paths: Iterable<string>,
  decisions: readonly Decision[],
): boolean {
  const listed = index.problems().filter(({ kind }) => kind === 'blocked');
  if (listed.length === 0) return false;
  const places = new Set([...paths].map((path) => identityOf(path, tree.traits)));
  const still = new Set(decisions.flatMap(({ id, code }) => (code === 'blocked' ? id : [])));
  return listed.some(({ id }) => !still.has(id) && isAtOrBelow(id, places));
}

function isAtOrBelow(id: string, places: ReadonlySet<string>): boolean {
  for (let at = bareOf(id); at !== ''; at = bareOf(parentOf(at))) if (places.has(at)) return true;
  return false;
}

interface View {
  readonly local: Map<string, LocalEntry>;
  readonly baseline: Map<string, BaselineRow>;
}

async function addLocal(context: PairContext, ignored: Ignored, path: string, view: View): Promise<void> {
  const entry = await context.tree.stat(path);
  if (entry === undefined) return;
  if (entry.kind !== 'folder') {
    view.local.set(entry.id, entry);
    return;
  }
  if (ignored(entry.path)) return;
  for await (const batch of context.tree.scan({ ignored, under: entry.path, signal: context.signal })) {
    for (const found of batch) view.local.set(found.id, found);
  }
}

function addBaseline(context: PairContext, path: string, view: View): void {
  const { index, tree } = context;
  const id = identityOf(path, tree.traits);
  const row = index.baseline(id);
  if (row !== undefined) view.baseline.set(row.id, row);
  let after: string | undefined;
  for (;;) {
    const page = index.baselineUnder(`${id}/`, after, BASELINE_PAGE);
    if (page.length === 0) return;
    for (const below of page) view.baseline.set(below.id, below);
    after = page.at(-1)?.id;
  }
}

/** The folders above, for themselves alone: a file that comes or goes may make one empty, or no longer so. */
async function addParents(context: PairContext, path: string, view: View): Promise<void> {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) {
    const id = identityOf(folder, context.tree.traits);
    if (view.local.has(id)) return;
    const entry = await context.tree.stat(bareOf(folder));
    if (entry?.kind === 'folder') view.local.set(entry.id, entry);
    const row = context.index.baseline(id);
    if (row !== undefined) view.baseline.set(row.id, row);
  }
}

function asRemote(row: BaselineRow): RemoteEntry {
  const { id, remotePath: path, etag, modifiedMs } = row;
  return row.kind === 'file'
    ? { kind: 'file', id, path, size: row.stamp.size, etag, modifiedMs }
    : { kind: 'folder', id, path, etag, modifiedMs };
}

/** The guards count against the whole pair, of which this look saw a part. */
function wholeTotals(context: PairContext, part: ReconcileTotals): ReconcileTotals {
  const { files } = context.index.baselineTotals();
  return {
    ...part,
    baselineFiles: files,
    localFiles: files - part.baselineFiles + part.localFiles,
    remoteFiles: files,
  };
}
