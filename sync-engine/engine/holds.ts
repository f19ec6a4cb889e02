import type { Decision } from '../core/decision.ts';
import { comingPaths, makesWay } from '../core/plan.ts';
import { deletes, EMPTIED_FROM, guard } from '../core/guard.ts';
import type { DeleteDirection, FilesBySide, GuardInput } from '../core/guard.ts';
import { isFolderPath } from '../core/path.ts';
import type { ReconcileTotals } from '../core/reconcile.ts';
import type { HeldRecord, IndexChange, IndexStore } from '../ports/index-store.ts';
import { deletedLately } from './deleted-lately.ts';
import type { Found } from './found.ts';
import type { HeldGuard, PairContext } from './pair.ts';
import { ROOT_RECORD_ID } from './root.ts';
import type { RootCheck } from './root.ts';

/** What may run, and what waits for the user. Of what was kept in memory: nothing in the spool is ever held by itself. */
export interface Holds {
  /** True when nothing at all may run. */
  readonly stopsAll: boolean;
  readonly passed: readonly Decision[];
  readonly held: readonly {
    readonly decision: Decision;
    readonly direction: DeleteDirection;
    readonly guard: HeldGuard;
  }[];
}

/** Guards that stop everything, not only the deletions: the side they speak of is not the one we knew. */
const STOPS_ALL: ReadonlySet<HeldGuard> = new Set<HeldGuard>([
  'root-emptied',
  'root-replaced',
  'bucket-emptied',
  'bucket-wrong',
]);

/**
 * Tells what the user has said yes to: one deletion, on one side, of the version that was shown. A version with another size is
 * another one; the answer itself ends with whatever is done at its path (`Committer`) or is no longer planned (`holdChanges`).
 */
export function approvals(index: IndexStore): GuardInput['approved'] {
  const given = new Map(
    index
      .held()
      .filter(({ state }) => state === 'approved')
      .map((record) => [record.id, record]),
  );
  return (made, direction) => {
    const answer = given.get(made.id);
    return answer?.direction === direction && answer.size === sizeOf(made);
  };
}

function sizeOf({ base }: Decision): number {
  return base?.kind === 'file' ? base.stamp.size : 0;
}

/** Applies the guards to a plan's decisions, with the user's answers so far. */
export function applyHolds(
  { index, clock }: PairContext,
  found: Found,
  totals: ReconcileTotals,
  { root, whole }: { readonly root: Extract<RootCheck, { state: 'ready' }>; readonly whole: boolean },
): Holds {
  const decisions = found.kept;
  const approved = approvals(index);
  const suspicion = wholesale(decisions, totals, root);
  if (suspicion !== undefined) {
    const suspects = decisions.filter(
      (made) => deletes(made) === suspicion.direction && !approved(made, suspicion.direction),
    );
    if (suspects.length > 0)
      return { stopsAll: true, passed: [], held: suspects.map((decision) => ({ decision, ...suspicion })) };
  }
  const { baselineFiles, localFiles, remoteFiles } = totals;
  const lately = deletedLately(index, clock.now());
  const waiting = whole ? { local: 0, remote: 0 } : waitingElsewhere(index, found.ids());
  const result = guard({ decisions, baselineFiles, localFiles, remoteFiles, lately, waiting, approved });
  if (result.held.some((held) => STOPS_ALL.has(held.guard)))
    return { stopsAll: true, passed: [], held: result.held };
  return { stopsAll: false, passed: withoutBlockedWays(result.passed, result.held), held: result.held };
}

/** Files held by a whole look, of which a look at some places sees only some. */
function waitingElsewhere(index: IndexStore, isSeen: (id: string) => boolean): FilesBySide {
  const unseen = index
    .held()
    .filter(({ id, state }) => state === 'held' && id !== ROOT_RECORD_ID && !isFolderPath(id) && !isSeen(id));
  const local = unseen.filter(({ direction }) => direction === 'local').length;
  return { local, remote: unseen.length - local };
}

/** Leaves out what would be put below, or in the place of, something whose deletion is held: it has to wait for the answer too. */
function withoutBlockedWays(passed: readonly Decision[], held: Holds['held']): readonly Decision[] {
  const coming = comingPaths(passed);
  const inTheWay = held.map(({ decision }) => decision).filter((stays) => makesWay(stays, coming));
  if (inTheWay.length === 0) return passed;
  return passed.filter((made) => !inTheWay.some((stays) => makesWay(stays, comingPaths([made]))));
}

/** Suspicions about a whole side that counting deletions alone would not raise. */
function wholesale(
  decisions: readonly Decision[],
  totals: ReconcileTotals,
  root: Extract<RootCheck, { state: 'ready' }>,
): { readonly direction: DeleteDirection; readonly guard: HeldGuard } | undefined {
  if (root.moved && decisions.some((made) => deletes(made) === 'remote')) {
    return { direction: 'remote', guard: 'root-replaced' };
  }
  const missing = decisions.filter((made) => made.base?.kind === 'file' && made.remote === undefined).length;
  const nothingKnown = totals.baselineFiles >= EMPTIED_FROM && missing >= totals.baselineFiles;
  return nothingKnown && totals.remoteFiles > 0 ? { direction: 'local', guard: 'bucket-wrong' } : undefined;
}

/** Brings the stored holds in line with what is held now; answers to deletions that are no longer planned lapse. */
export function holdChanges(
  context: PairContext,
  decisions: readonly Decision[],
  { held }: Holds,
): readonly IndexChange[] {
  const planned = new Map(decisions.map((made) => [made.id, deletes(made)]));
  const before = new Map(context.index.held().map((record) => [record.id, record]));
  const now = new Set(held.map(({ decision }) => decision.id));
  const changes: IndexChange[] = [];
  for (const record of before.values()) {
    const lapsed =
      record.state === 'held' ? !now.has(record.id) : planned.get(record.id) !== record.direction;
    if (lapsed || record.id === ROOT_RECORD_ID) changes.push({ kind: 'held-gone', id: record.id });
  }
  for (const { decision, direction, guard: name } of held) {
    const known = before.get(decision.id);
    if (known?.state === 'held' && known.direction === direction && known.guard === name) continue;
    const record: HeldRecord = {
      id: decision.id,
      path: decision.localPath,
      direction,
      state: 'held',
      guard: name,
      size: sizeOf(decision),
      heldAtMs: known?.state === 'held' ? known.heldAtMs : context.clock.now(),
    };
    changes.push({ kind: 'held', record });
  }
  return changes;
}
