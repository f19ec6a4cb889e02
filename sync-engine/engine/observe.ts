import type { BaselineRow } from '../core/baseline.ts';
import type { Decision } from '../core/decision.ts';
import type { LocalEntry, RemoteEntry } from '../core/entry.ts';
import { compareUtf8 } from '../core/path.ts';
import { OutOfOrder, reconcile } from '../core/reconcile.ts';
import type { ReconcileBatch, ReconcileTotals } from '../core/reconcile.ts';
import { remoteEntryOf } from '../core/snapshot.ts';
import { fromArray, prefetched } from './batches.ts';
import type { BatchSource } from './batches.ts';
import { dueInMs } from './due.ts';
import type { PairContext } from './pair.ts';

/** Takes in what a look finds not to be in step, as it is found. */
export interface Findings {
  add(decisions: readonly Decision[]): void;
  /** Forgets all of it: the look is taken again. */
  clear(): void;
}

/** The three streams of one look, each sorted by identity. */
export interface Sources {
  readonly local: BatchSource<LocalEntry>;
  readonly remote: BatchSource<RemoteEntry>;
  readonly baseline: BatchSource<BaselineRow>;
}

export type Ignored = (path: string) => boolean;

/** Rows read from the index at a time. */
const BASELINE_PAGE = 1_000;
/** Set once a listing turned out not to be in the order of identities (see `observeAll`). */
const SORT_SETTING = 'sort-remote';

/**
 * Looks at everything: the folder, the bucket, the baseline. Rejects when any part of either listing fails, so that a listing
 * with a hole in it is never taken for the whole.
 *
 * A LIST comes in byte order of keys. That is the order of identities unless keys are not NFC or cases are folded; a bucket
 * where it is not is remembered, and its listing is sorted in memory from then on.
 */
export async function observeAll(
  context: PairContext,
  ignored: Ignored,
  findings: Findings,
): Promise<ReconcileTotals> {
  return await inEitherOrder(context, findings, (sort) => observeOnce(context, ignored, { findings, sort }));
}

/** Has a look taken again, with the listing sorted, when that turns out not to be in the order of identities. */
async function inEitherOrder<T>(
  context: PairContext,
  findings: Findings,
  look: (sort: boolean) => Promise<T>,
): Promise<T> {
  const { index, tree } = context;
  const mustSort = !tree.traits.caseSensitive || index.setting(SORT_SETTING) !== undefined;
  try {
    return await look(mustSort);
  } catch (error) {
    if (!(error instanceof OutOfOrder) || error.stream !== 'remote' || mustSort) throw error;
    index.apply([{ kind: 'setting', name: SORT_SETTING, value: '1' }]);
    findings.clear();
    return await look(true);
  }
}

async function observeOnce(
  context: PairContext,
  ignored: Ignored,
  { findings, sort }: { readonly findings: Findings; readonly sort: boolean },
): Promise<ReconcileTotals> {
  // The sorted listing first: when it fails, there is no scan under way that would have to be ended.
  const remote = sort ? await sorted(remoteEntries(context)) : prefetched(remoteEntries(context));
  const sources: Sources = {
    local: prefetched(context.tree.scan({ ignored, signal: context.signal })),
    remote,
    baseline: baselineRows(context),
  };
  return await drive(context, sources, { ignored, findings });
}

/**
 * True when the bucket holds anything the baseline does not know, or lacks anything it does, but for what waits anyway: for its
 * next try, or for the user. Costs one listing.
 */
export async function remoteDiffers(context: PairContext, ignored: Ignored): Promise<boolean> {
  const { index, clock } = context;
  const now = clock.now();
  const waiting = new Set([
    ...index.problems().flatMap((problem) => (dueInMs(problem, now) > 0 ? [problem.id] : [])),
    ...index.held().map(({ id }) => id),
  ]);
  let differs = false;
  const findings: Findings = {
    add(decisions) {
      differs ||= decisions.some(
        (made) => made.code !== 'blocked' && made.code !== 'leave-remote' && !waiting.has(made.id),
      );
    },
    clear: () => void (differs = false),
  };
  await inEitherOrder(context, findings, async (sort) => {
    // The local side is taken to be what the baseline says, row by row.
    const rows = baselineRows(context);
    const local: BatchSource<LocalEntry> = { ...rows, next: async () => (await rows.next()).map(asLocal) };
    const remote = sort ? await sorted(remoteEntries(context)) : prefetched(remoteEntries(context));
    const sources = { local, remote, baseline: baselineRows(context) };
    return await drive(context, sources, { ignored, findings });
  });
  return differs;
}

/** Feeds the reconciling coroutine from its three sources. */
export async function drive(
  { settings: { mode, prefix } }: PairContext,
  sources: Sources,
  { ignored, findings }: { readonly ignored: Ignored; readonly findings: Pick<Findings, 'add'> },
): Promise<ReconcileTotals> {
  const machine = reconcile({ mode, prefix, ignored });
  try {
    let answer: ReconcileBatch | undefined;
    for (;;) {
      const step = machine.next(answer);
      answer = undefined;
      if (step.done === true) return step.value;
      if ('decisions' in step.value) findings.add(step.value.decisions);
      else answer = await sources[step.value.need].next();
    }
  } finally {
    await Promise.all([sources.local.close(), sources.remote.close(), sources.baseline.close()]);
  }
}

function asLocal(row: BaselineRow): LocalEntry {
  return row.kind === 'file'
    ? { kind: 'file', id: row.id, path: row.localPath, stamp: row.stamp }
    : { kind: 'folder', id: row.id, path: row.localPath, empty: false };
}

/**
 * The bucket's entries in the order of identities. Costs a listing more than the look does: what this yields cannot be taken
 * back once the keys turn out to be in another order.
 */
export async function remoteInOrder(context: PairContext): Promise<BatchSource<RemoteEntry>> {
  const { index, tree } = context;
  const mustSort = !tree.traits.caseSensitive || index.setting(SORT_SETTING) !== undefined;
  return mustSort || !(await listsInOrder(context))
    ? await sorted(remoteEntries(context))
    : prefetched(remoteEntries(context));
}

async function listsInOrder(context: PairContext): Promise<boolean> {
  let last = '';
  for await (const page of remoteEntries(context)) {
    for (const { id } of page) {
      if (compareUtf8(id, last) < 0) return false;
      last = id;
    }
  }
  return true;
}

async function* remoteEntries(context: PairContext): AsyncGenerator<readonly RemoteEntry[]> {
  const { store, settings, tree, signal } = context;
  for await (const page of store.list(settings.prefix, { signal })) {
    const entries: RemoteEntry[] = [];
    for (const object of page) {
      const entry = remoteEntryOf(object, settings.prefix, tree.traits);
      if (entry !== undefined) entries.push(entry);
    }
    yield entries;
  }
}

async function sorted(pages: AsyncIterable<readonly RemoteEntry[]>): Promise<BatchSource<RemoteEntry>> {
  const all: RemoteEntry[] = [];
  for await (const page of pages) for (const entry of page) all.push(entry);
  return fromArray(all.sort((a, b) => compareUtf8(a.id, b.id)));
}

function baselineRows(context: PairContext): BatchSource<BaselineRow> {
  let after: string | undefined;
  return {
    next: () => {
      const page = context.index.baselinePage(after, BASELINE_PAGE);
      after = page.at(-1)?.id ?? after;
      return Promise.resolve(page);
    },
    close: () => Promise.resolve(),
  };
}
