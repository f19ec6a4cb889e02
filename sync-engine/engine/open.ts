import { IGNORE_FILE } from '../core/ignore.ts';
import { identityOf } from '../core/path.ts';
import type { Watcher } from '../ports/watcher.ts';
import { adoptTarget } from './adopt-places.ts';
import { createRecycleBin } from './bin/index.ts';
import { readConflict, viewConflicts } from './conflict-view.ts';
import { runDoctor } from './doctor.ts';
import { dueInMs } from './due.ts';
import type { PairEngine, PairStatus, RunOptions, Session, SyncOptions } from './engine.ts';
import { ANSWERED, approveHeld, rejectHeld } from './held.ts';
import { sweepAtStart } from './leftovers.ts';
import { loadIgnored } from './ignored.ts';
import { lookAt } from './look-at.ts';
import { remoteDiffers } from './observe.ts';
import type { PairContext, PairParts } from './pair.ts';
import { NO_TRAITS, storedTraits } from './probe.ts';
import { createRestoreHistory } from './restore-history.ts';
import { resolveConflicts } from './resolve-conflict.ts';
import { PairSession } from './session.ts';
import type { SessionTiming } from './session.ts';
import { syncOnce } from './sync.ts';
import { createTracking } from './tracking/index.ts';
import { adoptOff } from './tracking/off.ts';
import { Turns } from './turns.ts';
import { verifyPair } from './verify.ts';

export interface EngineOptions {
  readonly parts: PairParts;
  readonly watcher: Watcher;
  readonly timing: SessionTiming;
  /** Lets go of whatever the parts hold (connections, the index). */
  readonly close: () => Promise<void>;
}

interface ContextOptions extends Pick<SyncOptions, 'onEvent'> {
  readonly signal?: AbortSignal | undefined;
}

/** Opens one pair. The caller has taken the lock on its index; there is one engine for an index at a time. */
export function openPairEngine({ parts, watcher, timing, close }: EngineOptions): PairEngine {
  adoptTarget(parts);
  adoptOff(parts);
  const turns = new Turns();
  const off = { folders: parts.settings.off ?? [] };
  let swept = false;
  const prepare = async (context: PairContext): Promise<void> => {
    if (swept) return;
    await sweepAtStart(context);
    swept = true;
  };
  const contextOf = (options: ContextOptions): PairContext => ({
    ...parts,
    settings: { ...parts.settings, off: off.folders },
    traits: storedTraits(parts) ?? NO_TRAITS,
    signal: options.signal ?? new AbortController().signal,
    events: options.onEvent ?? (() => undefined),
  });

  const closing = new AbortController();
  /** For what is asked for between cycles: it ends when the pair is closed. */
  const askedFor = (options: ContextOptions): PairContext => {
    const { signal = closing.signal } = options;
    return contextOf({ ...options, signal: AbortSignal.any([signal, closing.signal]) });
  };

  /** Whether what is on record is all that the bucket has: neither folders that are off nor patterns keep anything apart. */
  const tracksAll = (): boolean =>
    off.folders.length === 0 &&
    parts.index.baseline(identityOf(IGNORE_FILE, parts.tree.traits)) === undefined;

  const run = (options: RunOptions = {}): Session => {
    const context = (signal: AbortSignal): PairContext => contextOf({ ...options, signal });
    const work = {
      whole: (signal: AbortSignal) =>
        turns.giveWay(signal, (inner) =>
          syncOnce(context(inner), { dryRun: false, prepare, respectBackoff: true }),
        ),
      partial: (paths: ReadonlySet<string>, signal: AbortSignal) =>
        turns.giveWay(signal, (inner) =>
          syncOnce(context(inner), {
            dryRun: false,
            prepare,
            respectBackoff: true,
            look: (context, ignored) => lookAt(context, ignored, paths),
          }),
        ),
      remoteMoved: async (signal: AbortSignal) => {
        const inner = context(signal);
        return (
          parts.index.setting(ANSWERED) !== undefined ||
          (await remoteDiffers(inner, await loadIgnored(inner)))
        );
      },
      retryInMs: () => retryInMs(parts),
    };
    const { clock, log, settings } = parts;
    return new PairSession({ root: settings.folder, watcher, clock, log, timing, work }, options);
  };

  return {
    name: parts.settings.name,
    sync({ dryRun = false, onPlanned, ...options } = {}) {
      const work = () => syncOnce(contextOf(options), { dryRun, onPlanned, prepare });
      // A look changes nothing, and need not wait for a cycle to end.
      return dryRun ? work() : turns.take(work);
    },
    run,
    verify: (options = {}) => verifyPair(contextOf(options), options),
    doctor: (options = {}) => runDoctor(contextOf(options)),
    bin: createRecycleBin(parts, () => storedTraits(parts) ?? NO_TRAITS),
    restores: createRestoreHistory(parts),
    status: () => statusOf(parts),
    meter: () => parts.meter(),
    activity: (query) => parts.index.activity(query),
    oldestMs: () => (tracksAll() ? parts.index.oldestMs() : undefined),
    conflicts: () => parts.index.conflicts(),
    viewConflicts: (options = {}) => viewConflicts(contextOf(options)),
    readConflict: (copyId, options) => readConflict(contextOf(options), copyId, options),
    resolveConflicts: (picks, options = {}) =>
      turns.interject(() => resolveConflicts(askedFor(options), picks)),
    tracking: createTracking({ contextOf: askedFor, turns, off }),
    problems: () => parts.index.problems(),
    held: () => parts.index.held(),
    approveHeld: () => approveHeld(parts.index),
    rejectHeld: () => rejectHeld(parts.index),
    async close() {
      closing.abort();
      // What it broke off puts its things down first.
      await turns.take(() => Promise.resolve());
      await close();
    },
  };
}

/** Milliseconds until the first failed path is due again. */
function retryInMs({ index, clock }: PairParts): number | undefined {
  const now = clock.now();
  let first: number | undefined;
  for (const problem of index.problems()) {
    if (problem.kind === 'failed') first = Math.min(first ?? Infinity, dueInMs(problem, now));
  }
  return first;
}

/** What the index tells of a pair, without looking at either side. */
export function statusOf({ index, settings }: Pick<PairParts, 'index' | 'settings'>): PairStatus {
  const { files, bytes } = index.baselineTotals();
  const problems = index.problems();
  const lastSync = index.setting('last-sync');
  return {
    pair: settings.name,
    folder: settings.folder,
    files,
    bytes,
    conflicts: index.conflicts().length,
    blocked: problems.filter((problem) => problem.kind === 'blocked').length,
    failed: problems.filter((problem) => problem.kind === 'failed').length,
    held: index.held().filter((record) => record.state === 'held').length,
    lastSyncMs: lastSync === undefined ? undefined : Number(lastSync),
    halted: index.setting('halted'),
  };
}
