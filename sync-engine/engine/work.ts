import type { Decision } from '../core/decision.ts';
import { compareUtf8 } from '../core/path.ts';
import { phaseOf, plan, PHASES } from '../core/plan.ts';
import type { Plan } from '../core/plan.ts';
import { bytesToMove } from './bytes-to-move.ts';
import type { Found } from './found.ts';
import type { Holds } from './holds.ts';
import type { PlannedStep } from './pair.ts';
import { sizeOf } from './size-of.ts';

/** A plan with what waits in the spool put where it belongs; read as it is carried out. */
export interface Work {
  readonly phases: readonly WorkPhase[];
  readonly files: number;
  readonly bytes: number;
  /** Folders among it that are to be pruned. */
  readonly prunes: readonly Decision[];
}

export interface WorkPhase {
  readonly decisions: Iterable<Decision>;
  readonly serial: boolean;
}

/** What there is to do, but for what is held, and what waits for its next try. */
export function workOf(found: Found, holds: Holds): Work {
  const ordered = plan(holds.passed.filter((made) => !found.waits(made.id)));
  const kept = ordered.phases.flatMap((phase) => phase.decisions);
  const plain = holds.stopsAll ? NONE : found.plainWork;
  return {
    phases: phasesOf(ordered, plain.files === 0 ? undefined : found),
    files: kept.length + plain.files,
    bytes: kept.reduce((sum, made) => sum + bytesToMove(made), plain.bytes),
    prunes: kept.filter((made) => made.code === 'folder-prune'),
  };
}

const NONE = { files: 0, bytes: 0 };

/** Transfers are where all work of plain decisions belongs. */
function phasesOf(ordered: Plan, found: Found | undefined): readonly WorkPhase[] {
  return PHASES.flatMap((name): readonly WorkPhase[] => {
    const phase = ordered.phases.find((one) => one.name === name);
    if (name !== 'transfers' || found === undefined) return phase === undefined ? [] : [phase];
    return [{ decisions: inOrder(phase?.decisions ?? [], plainOf(found, 'transfers')), serial: false }];
  });
}

/** Everything a dry run tells of, in the order in which it would be done; then what is only taken note of, and what is held. */
export function* planned(
  found: Found,
  { stopsAll, passed, held }: Holds,
): Generator<PlannedStep, void, undefined> {
  const ordered = plan(passed);
  const all = stopsAll ? undefined : found;
  for (const { decisions } of phasesOf(ordered, all)) for (const made of decisions) yield step(made, false);
  const notes = ordered.notes.toSorted(byId);
  for (const made of inOrder(notes, all === undefined ? [] : plainOf(all, 'note'))) yield step(made, false);
  for (const { decision } of held) yield step(decision, true);
}

function step(made: Decision, held: boolean): PlannedStep {
  return {
    code: made.code,
    path: made.localPath,
    size: sizeOf(made),
    held,
    ...(made.renamedFrom === undefined ? {} : { from: made.renamedFrom.localPath }),
  };
}

function* plainOf(found: Found, home: 'transfers' | 'note'): Generator<Decision, void, undefined> {
  for (const made of found.plain()) if (phaseOf(made.code) === home) yield made;
}

/** Both, each in byte order of id, in one such order. */
function* inOrder(few: readonly Decision[], many: Iterable<Decision>): Generator<Decision, void, undefined> {
  let at = 0;
  for (const made of many) {
    for (let next = few[at]; next !== undefined && byId(next, made) < 0; next = few[++at]) yield next;
    yield made;
  }
  yield* few.slice(at);
}

function byId(a: Decision, b: Decision): number {
  return compareUtf8(a.id, b.id);
}
