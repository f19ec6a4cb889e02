import type { Decision } from '../core/decision.ts';
import type { IndexChange, ProblemRecord } from '../ports/index-store.ts';
import type { Found } from './found.ts';
import type { PairContext } from './pair.ts';

/**
 * Brings the stored list of blocked paths in line with a whole look: what is blocked now is listed with its reason, what no
 * longer is goes from the list. A failed path that is in step by now goes too.
 */
export function problemChanges(context: PairContext, found: Found): readonly IndexChange[] {
  const isOpen = found.ids();
  const blockedIds = new Set(blockedIn(found.kept).map(({ id }) => id));
  const gone = context.index.problems().flatMap((problem): IndexChange[] => {
    const stays = problem.kind === 'blocked' ? blockedIds.has(problem.id) : isOpen(problem.id);
    return stays ? [] : [{ kind: 'problem-gone', id: problem.id }];
  });
  return [...gone, ...newlyBlocked(context, found)];
}

/** Lists what a look, also one at some places, found blocked and is not listed yet. */
export function newlyBlocked(context: PairContext, found: Found): readonly IndexChange[] {
  const blocked = blockedIn(found.kept);
  if (blocked.length === 0) return [];
  const before = new Map(context.index.problems().map((problem) => [problem.id, problem]));
  const changes: IndexChange[] = [];
  for (const made of blocked) {
    if (made.blocked === undefined) continue;
    const known = before.get(made.id);
    if (known?.kind === 'blocked' && known.code === made.blocked) continue;
    context.events({ type: 'blocked', path: made.localPath, reason: made.blocked });
    changes.push({ kind: 'problem', problem: blockedRecord(context, made, made.blocked) });
  }
  return changes;
}

function blockedIn(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.filter(({ code }) => code === 'blocked');
}

/** A conflict copy that is on neither side any more, and planned nowhere, has been dealt with. */
export function conflictChanges(context: PairContext, found: Found): readonly IndexChange[] {
  const isOpen = found.ids();
  return context.index
    .conflicts()
    .filter(({ copyId }) => !isOpen(copyId) && context.index.baseline(copyId) === undefined)
    .map(({ copyId }) => ({ kind: 'conflict-gone', copyId }));
}

function blockedRecord(context: PairContext, made: Decision, code: string): ProblemRecord {
  return {
    id: made.id,
    path: made.localPath,
    code,
    kind: 'blocked',
    message: `blocked: ${code}`,
    attempts: 0,
    sinceMs: context.clock.now(),
    retryAtMs: 0,
  };
}
