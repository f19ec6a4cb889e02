import type { Decision } from '../../../sync-engine/core/decision.ts';
import { entanglement, isPlain } from '../../../sync-engine/core/plain.ts';
import { phaseOf, plan } from '../../../sync-engine/core/plan.ts';
import type { Plan } from '../../../sync-engine/core/plan.ts';
import { matchRenames, renameCandidates } from '../../../sync-engine/core/renames.ts';
import { Fault } from './apply.ts';

/**
 * Plans as the engine does, which keeps plain decisions apart from the others unless they are entangled with a deletion; throws a Fault
 * when that is not the plan of all decisions together.
 */
export function planApart(
  decisions: readonly Decision[],
  hashOf: (come: Decision) => string | undefined,
): Plan {
  const whole = plan(matchRenames(decisions, renameCandidates(decisions), hashOf));
  const rest = decisions.filter((made) => !isPlain(made));
  const isEntangled = entanglement(rest) ?? (() => false);
  const staysOut = (made: Decision): boolean => isPlain(made) && !isEntangled(made);
  const kept = decisions.filter((made) => !staysOut(made));
  const parts = plan(matchRenames(kept, renameCandidates(kept), hashOf));
  const plain = decisions.filter(staysOut);
  const [expected, got] = [linesOf(whole, []), linesOf(parts, plain)];
  if (expected !== got) throw new Fault(`planned apart:\n${got}\nplanned together:\n${expected}`);
  return whole;
}

function linesOf({ phases, notes }: Plan, plain: readonly Decision[]): string {
  const inPhases = phases.flatMap(({ name, decisions }) => decisions.map((made) => lineOf(name, made)));
  const noted = notes.map((made) => lineOf('note', made));
  const apart = plain.flatMap((made) => {
    const home = phaseOf(made.code);
    return home === 'nothing' ? [] : [lineOf(home, made)];
  });
  return [...inPhases, ...noted, ...apart].sort().join('\n');
}

function lineOf(home: string, { code, id, renamedFrom }: Decision): string {
  return `${home}: ${code} ${renamedFrom?.id ?? ''} ${id}`;
}
