import type { SyncError, SyncErrorCode } from '../core/error.ts';
import { runCycle } from './cycle.ts';
import type { CycleOptions, CycleResult } from './cycle.ts';
import { HAS_JOINED } from './joining.ts';
import type { CycleCounts, PairContext, RequestTotals, SyncReport } from './pair.ts';

/**
 * Looks taken at most in one sync. Each answers to what moved during the last; a folder that is written to all the time must
 * not keep a sync from ending.
 */
const MOST_ROUNDS = 6;

const UNSETTLED: SyncError = {
  code: 'local-writing',
  message: 'files kept changing during the sync; what is left is taken up by the next one',
};

/** Runs cycles until nothing is left to do, and adds them up. */
export async function syncOnce(context: PairContext, options: CycleOptions): Promise<SyncReport> {
  const { clock, settings, index } = context;
  const startedAt = clock.monotonic();
  const before = context.meter();
  const rounds: CycleResult[] = [];
  const stale = new Map<string, SyncErrorCode>();
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const { look: _partial, ...whole } = options;
    // What a partial look left undone is looked at whole.
    const result = await runCycle(context, { ...(round === 1 ? options : whole), stale });
    rounds.push(result);
    for (const [id, code] of result.stale) stale.set(id, code);
    if (result.halted !== undefined || !(result.again || awaitsWriters(result, options))) break;
  }
  const halted = rounds.at(-1)?.halted;
  if (!options.dryRun && halted === undefined) {
    // What failed earlier and waits for its next try is no failure of this sync, and undone all the same.
    const waiting = index.problems().some(({ kind }) => kind === 'failed');
    const hasJoined = options.look === undefined && failuresOf(rounds).length === 0 && !waiting;
    index.apply([
      { kind: 'setting', name: 'last-sync', value: String(clock.now()) },
      ...(hasJoined ? [HAS_JOINED] : []),
    ]);
  }
  context.events({ type: 'phase', phase: 'resting' });
  const { requests, bytesUp, bytesDown } = difference(before, context.meter());
  return {
    pair: settings.name,
    ...addUp(rounds),
    bytesUp,
    bytesDown,
    requests,
    ms: Math.round(clock.monotonic() - startedAt),
    failures: failuresOf(rounds),
    ...(halted === undefined ? {} : { halted }),
    ...(options.dryRun && options.onPlanned === undefined ? { planned: rounds[0]?.planned ?? [] } : {}),
  };
}

/** A session hears when a file is written to the end; a single sync looks again, for as long as it may. */
function awaitsWriters({ failures }: CycleResult, { respectBackoff, dryRun }: CycleOptions): boolean {
  return respectBackoff !== true && !dryRun && failures.some(({ code }) => code === 'local-writing');
}

/** What was done adds up over the rounds; what stands (blocked, failed, held) is what the last round found. */
function addUp(rounds: readonly CycleResult[]): CycleCounts {
  const last = rounds.at(-1)?.counts;
  const sum = (pick: (counts: CycleCounts) => number): number =>
    rounds.reduce((total, round) => total + pick(round.counts), 0);
  return {
    uploaded: sum((counts) => counts.uploaded),
    downloaded: sum((counts) => counts.downloaded),
    recycled: sum((counts) => counts.recycled),
    trashed: sum((counts) => counts.trashed),
    renamed: sum((counts) => counts.renamed),
    recorded: sum((counts) => counts.recorded),
    conflicts: sum((counts) => counts.conflicts),
    blocked: last?.blocked ?? 0,
    failed: (last?.failed ?? 0) + (rounds.at(-1)?.again === true ? 1 : 0),
    held: last?.held ?? 0,
  };
}

function failuresOf(rounds: readonly CycleResult[]): readonly SyncError[] {
  const last = rounds.at(-1);
  return last?.again === true ? [...last.failures, UNSETTLED] : (last?.failures ?? []);
}

function difference(
  before: RequestTotals,
  after: RequestTotals,
): Pick<SyncReport, 'requests' | 'bytesUp' | 'bytesDown'> {
  return {
    requests: {
      LIST: after.LIST - before.LIST,
      GET: after.GET - before.GET,
      HEAD: after.HEAD - before.HEAD,
      PUT: after.PUT - before.PUT,
      COPY: after.COPY - before.COPY,
      DELETE: after.DELETE - before.DELETE,
      POST: after.POST - before.POST,
    },
    bytesUp: after.bytesUp - before.bytesUp,
    bytesDown: after.bytesDown - before.bytesDown,
  };
}
