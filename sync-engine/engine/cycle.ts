import type { Decision } from '../core/decision.ts';
import { SyncFailure } from '../core/error.ts';
import type { SyncError } from '../core/error.ts';
import { isFolderPath } from '../core/path.ts';
import type { ReconcileTotals } from '../core/reconcile.ts';
import type { IndexChange } from '../ports/index-store.ts';
import { adoptFolder } from './adopt-places.ts';
import { Committer } from './committer.ts';
import { dueInMs } from './due.ts';
import { execute } from './executor.ts';
import type { Execution, Stale } from './executor.ts';
import { findRenames } from './find-renames.ts';
import { Found } from './found.ts';
import { ANSWERED } from './held.ts';
import { applyHolds, holdChanges } from './holds.ts';
import type { Holds } from './holds.ts';
import { loadIgnored } from './ignored.ts';
import { inspect } from './inspect.ts';
import { sweepUnwanted } from './leftovers.ts';
import type { PartialLook } from './look-at.ts';
import { conflictChanges, newlyBlocked, problemChanges } from './notes.ts';
import { flushPending, MoveLog } from './move-log.ts';
import { observeAll } from './observe.ts';
import type { Ignored } from './observe.ts';
import type { CycleCounts, HeldGuard, PairContext, PlannedListener, PlannedStep } from './pair.ts';
import { Budget } from './pool.ts';
import { bucketTraits } from './probe.ts';
import { ProgressMeter } from './progress.ts';
import { checkRoot, ROOT_IDENTITY } from './root.ts';
import type { RootCheck } from './root.ts';
import { planned, workOf } from './work.ts';
import type { Work } from './work.ts';

/** File content held in memory at one time by one pair, in bytes. */
const MEMORY_BUDGET = 64 * 1024 * 1024;
const NOTHING_STALE: Stale = new Map();

export interface CycleOptions {
  readonly dryRun: boolean;
  /** With `dryRun`: takes the steps of the plan instead of the result. */
  readonly onPlanned?: PlannedListener | undefined;
  /** How to look: at everything, or only at some places (a look that is not whole never clears anything). */
  readonly look?: (context: PairContext, ignored: Ignored) => Promise<PartialLook>;
  /** Called once the root is known to be right, before the look. */
  readonly prepare?: (context: PairContext) => Promise<void>;
  /** Paths that failed lately and whose next try is not due are left alone. */
  readonly respectBackoff?: boolean;
  /** What earlier rounds of the same sync found to have moved on. */
  readonly stale?: Stale;
}

export interface CycleResult {
  readonly counts: CycleCounts;
  readonly failures: readonly SyncError[];
  /** True when another look is needed. */
  readonly again: boolean;
  /** What moved on under this round's plan. */
  readonly stale: Stale;
  readonly halted: SyncError | undefined;
  readonly planned: readonly PlannedStep[];
}

/**
 * One cycle: look at both sides, decide, guard, execute, commit. The seam between the pure core and the world: everything
 * before `execute` only reads. Rejects for bugs and cancellation; a failed look is a halt, and changes nothing.
 */
export async function runCycle(context: PairContext, options: CycleOptions): Promise<CycleResult> {
  const committer = new Committer(context);
  const found = new Found({
    newSpool: () => context.index.newSpool(),
    waiting: waitingIds(context, options),
  });
  try {
    return await cycle(context, options, { committer, found });
  } catch (caught) {
    if (!(caught instanceof SyncFailure) || caught.error.code === 'aborted') throw caught;
    return options.dryRun ? stopped(committer, caught.error) : halt(context, committer, caught.error);
  } finally {
    found.close();
  }
}

async function cycle(
  context: PairContext,
  options: CycleOptions,
  { committer, found }: { readonly committer: Committer; readonly found: Found },
): Promise<CycleResult> {
  context.events({ type: 'phase', phase: 'looking' });
  const root = await checkRoot(context, options.dryRun);
  if (root.state === 'halt') {
    return options.dryRun ? stopped(committer, root.error) : rootHalt(context, committer, root);
  }
  adoptFolder(context, root);
  if (!options.dryRun) {
    await options.prepare?.(context);
    await flushPending(context);
  }
  const ignored = await loadIgnored(context);
  const whole = options.look === undefined;
  const seen = await look(context, options, { ignored, found });

  context.events({ type: 'phase', phase: 'comparing' });
  const inspected = await inspect(context, found);
  found.disentangle();
  await findRenames(context, found);
  const holds = applyHolds(context, found, seen.totals, { root, whole });
  if (options.dryRun) {
    const steps = await tellPlanned(planned(found, holds), options.onPlanned);
    return { ...idle(committer, found, holds), planned: steps };
  }
  // Deletions are only ever held on the evidence of a whole look.
  if (!whole && holds.held.length > 0) return { ...idle(committer, found, holds), again: true, planned: [] };

  if (whole) settleIndex(context, { found, holds, root });
  else noteBlocked(context, found);
  tellHolds(context, holds);
  countStanding(committer, found, holds);
  for (const { decision, error } of inspected.failures) committer.failed(decision, error);

  const work = workOf(found, holds);
  const execution = await carryOut(context, work, { committer, stale: options.stale ?? NOTHING_STALE });
  if (execution.halted !== undefined) return halt(context, committer, execution.halted);
  if (whole) {
    await sweepUnwanted(context, found.ids());
    forget(context, 'halted');
  }
  return {
    counts: committer.counts,
    failures: committer.failures,
    again: inspected.again || execution.again || seen.wantsWhole,
    stale: execution.stale,
    halted: undefined,
    planned: [],
  };
}

/** Resolves with the steps that nobody listened to. */
async function tellPlanned(
  steps: Iterable<PlannedStep>,
  listener: PlannedListener | undefined,
): Promise<readonly PlannedStep[]> {
  if (listener === undefined) return [...steps];
  for (const step of steps) await listener(step);
  return [];
}

/** Looks at both sides, or at some places of one. */
async function look(
  context: PairContext,
  options: CycleOptions,
  { ignored, found }: { readonly ignored: Ignored; readonly found: Found },
): Promise<{ readonly totals: ReconcileTotals; readonly wantsWhole: boolean }> {
  if (options.look === undefined)
    return { totals: await observeAll(context, ignored, found), wantsWhole: false };
  const { decisions, totals, wantsWhole = false } = await options.look(context, ignored);
  found.add(decisions);
  return { totals, wantsWhole };
}

async function carryOut(
  context: PairContext,
  work: Work,
  { committer, stale }: { readonly committer: Committer; readonly stale: Stale },
): Promise<Execution> {
  if (work.phases.length === 0) {
    committer.flush();
    return { again: false, stale: NOTHING_STALE, halted: undefined };
  }
  context.events({ type: 'phase', phase: 'working' });
  const traits = await bucketTraits(context, context.signal);
  const progress = new ProgressMeter(context.clock, context.events);
  progress.expect(work.files, work.bytes);
  const moves = new MoveLog(context);
  announcePrunes(context, work.prunes);
  try {
    return await execute({ ...context, traits, progress, moves, memory: new Budget(MEMORY_BUDGET) }, work, {
      committer,
      stale,
    });
  } finally {
    await moves.flush();
  }
}

/**
 * Puts folders that are to be pruned on record before they are emptied. A process killed in between would otherwise leave an empty
 * folder that looks like one somebody made, and be kept.
 */
function announcePrunes({ index }: PairContext, prunes: readonly Decision[]): void {
  const changes = prunes.map(({ id, localPath, remotePath }): IndexChange => {
    return { kind: 'baseline', row: { kind: 'folder', id, localPath, remotePath, etag: '', modifiedMs: 0 } };
  });
  if (changes.length > 0) index.apply(changes, { durable: true });
}

/** Writes down what a whole look tells about blocked paths, conflicts, holds and the root. */
function settleIndex(
  context: PairContext,
  seen: {
    readonly found: Found;
    readonly holds: Holds;
    readonly root: Extract<RootCheck, { state: 'ready' }>;
  },
): void {
  const changes: IndexChange[] = [
    ...problemChanges(context, seen.found),
    ...conflictChanges(context, seen.found),
    ...holdChanges(context, seen.found.kept, seen.holds),
  ];
  const suspicious = seen.holds.held.some((held) => held.guard === 'root-replaced');
  if (!suspicious && context.index.setting(ROOT_IDENTITY) !== seen.root.identity) {
    changes.push({ kind: 'setting', name: ROOT_IDENTITY, value: seen.root.identity });
  }
  if (changes.length > 0) context.index.apply(changes, { durable: true });
  forget(context, ANSWERED);
}

function noteBlocked(context: PairContext, found: Found): void {
  const changes = newlyBlocked(context, found);
  if (changes.length > 0) context.index.apply(changes);
}

function forget({ index }: PairContext, name: string): void {
  if (index.setting(name) !== undefined) index.apply([{ kind: 'setting', name, value: undefined }]);
}

function tellHolds(context: PairContext, { held }: Holds): void {
  const groups = Map.groupBy(held, (entry) => `${entry.guard} ${entry.direction}`);
  for (const entries of groups.values()) {
    const [first] = entries;
    if (first === undefined) continue;
    context.events({ type: 'held', guard: first.guard, direction: first.direction, count: entries.length });
  }
}

/**
 * What failed lately, when its next try is not due yet. Such paths are part of the picture all the same: for the guards, the notes and
 * the sweep.
 */
function waitingIds(context: PairContext, options: CycleOptions): ReadonlySet<string> {
  // A look at some paths has a reason: somebody changed something there, so that the next try may well succeed.
  if (options.respectBackoff !== true || options.look !== undefined) return new Set();
  const now = context.clock.now();
  const later = context.index
    .problems()
    .filter((problem) => problem.kind === 'failed' && dueInMs(problem, now) > 0);
  return new Set(later.map((problem) => problem.id));
}

function rootHalt(
  context: PairContext,
  committer: Committer,
  root: Extract<RootCheck, { state: 'halt' }>,
): CycleResult {
  const { held } = root;
  if (held !== undefined) {
    const guard = held.guard as HeldGuard;
    context.index.apply([{ kind: 'held', record: held }], { durable: true });
    context.events({ type: 'held', guard, direction: held.direction, count: 1 });
    committer.counts.held = 1;
  }
  return halt(context, committer, root.error);
}

function halt(context: PairContext, committer: Committer, error: SyncError): CycleResult {
  committer.flush();
  const { clock, index, log } = context;
  log.error({ code: error.code, action: error.action, bucket: error.bucket }, error.message);
  context.events({ type: 'halted', error });
  // Told once: a folder that stays away for weeks is looked for every few minutes, and the history has better uses.
  if (index.setting('halted') !== error.code) {
    const record = { atMs: clock.now(), action: 'halted' as const, reason: error.code, path: '', error };
    index.apply([
      { kind: 'activity', record },
      { kind: 'setting', name: 'halted', value: error.code },
    ]);
  }
  return stopped(committer, error);
}

function stopped({ counts, failures }: Committer, halted: SyncError): CycleResult {
  return { counts, failures, again: false, stale: NOTHING_STALE, halted, planned: [] };
}

/** Held deletions are counted like those that run: files, not the folders they leave; folders where there are only folders. */
function heldFiles({ held }: Holds): number {
  const files = held.filter(({ decision }) => !isFolderPath(decision.id)).length;
  return files === 0 ? held.length : files;
}

function countStanding({ counts }: Committer, { kept }: Found, holds: Holds): void {
  counts.held = heldFiles(holds);
  counts.blocked = kept.filter((made) => made.code === 'blocked').length;
}

function idle(committer: Committer, found: Found, holds: Holds): Omit<CycleResult, 'planned'> {
  countStanding(committer, found, holds);
  return { counts: committer.counts, failures: [], again: false, stale: NOTHING_STALE, halted: undefined };
}
