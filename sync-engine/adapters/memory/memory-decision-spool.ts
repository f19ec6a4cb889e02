import type { PlainDecision } from '../../core/plain.ts';
import { compareUtf8 } from '../../core/path.ts';
import type { DecisionSpool } from '../../ports/decision-spool.ts';

/** The spool's twin: for simulations, whose plans are small. */
export function createMemoryDecisionSpool(): DecisionSpool {
  const kept = new Map<string, PlainDecision>();
  return {
    put(decisions) {
      for (const made of decisions) kept.set(made.id, made);
    },
    drop: (id) => void kept.delete(id),
    has: (id) => kept.has(id),
    page: (afterId, limit) =>
      [...kept.values()]
        .filter(({ id }) => afterId === undefined || compareUtf8(id, afterId) > 0)
        .sort((a, b) => compareUtf8(a.id, b.id))
        .slice(0, limit),
    close: () => kept.clear(),
  };
}
