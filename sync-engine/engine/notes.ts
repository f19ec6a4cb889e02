import type { Decision } from '../core/decision.ts';
import type { IndexChange, ProblemRecord } from '../ports/index-store.ts';
import type { Found } from './found.ts';
import type { PairContext } from './pair.ts';

/**
 * Brings the stored list of blocked paths in line with a whole look: what is blocked now is listed with its reason, what no
 * longer is goes from the list. A failed path that is in step by now goes too.
 */
export function problemChanges(context: PairContext, found: Found): readonly IndexChange[] {
  const before = new Map(context.index.problems().map((problem) => [problem.id, problem]));
  const isOpen = found.ids();
  const blocked = found.kept.filter((made) => made.code === 'blocked');
  const blockedIds = new Set(blocked.map(({ id }) => id));
  const changes: IndexChange[] = [];
  for (const problem of before.values()) {
    const stays = problem.kind === 'blocked' ? blockedIds.has(problem.id) : isOpen(problem.id);
    if (!stays) changes.push({ kind: 'problem-gone', id: problem.id });
  }
  for (const made of blocked) {
    if (made.blocked === undefined) continue;
    const known = before.get(made.id);
    if (known?.kind === 'blocked' && known.code === made.blocked) continue;
    context.events({ type: 'blocked', path: made.localPath, reason: made.blocked });
    changes.push({ kind: 'problem', problem: blockedRecord(context, made, made.blocked) });
  }
  return changes;
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
