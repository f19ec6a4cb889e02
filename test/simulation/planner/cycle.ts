import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import type { Mode } from '../../../sync-engine/core/decide.ts';
import type { Decision } from '../../../sync-engine/core/decision.ts';
import { decideInspected } from '../../../sync-engine/core/inspect.ts';
import type { Plan } from '../../../sync-engine/core/plan.ts';
import { reconcile } from '../../../sync-engine/core/reconcile.ts';
import { planApart } from './apart.ts';
import { apply } from './apply.ts';
import { baselineSnapshot, localSnapshot, remoteSnapshot } from './snapshots.ts';
import { Refused, shaOf } from './world.ts';
import type { World } from './world.ts';

export interface PlannedCycle extends Plan {
  /** What had to be inspected: whether its folder empties was not known when that was decided. */
  readonly inspected: readonly string[];
}

/** Looks at both sides and plans, as the engine does; the model stands in for hashing and HEAD. */
export function planCycle(world: World, mode: Mode, random: SeededRandom): PlannedCycle {
  const found = reconcileAll(world, mode, random);
  const inspected = found.filter((made) => made.code === 'inspect').map((made) => made.id);
  const decisions = found.map((made) =>
    made.code === 'inspect'
      ? decideInspected(mode, made, {
          localSha256: localSha(world, made) ?? '',
          remoteSha256: world.object(made.remotePath)?.sha256,
        })
      : made,
  );
  const planned = planApart(decisions, (come) =>
    come.code === 'upload-new' ? localSha(world, come) : world.object(come.remotePath)?.sha256,
  );
  return { ...planned, inspected };
}

function reconcileAll(world: World, mode: Mode, random: SeededRandom): readonly Decision[] {
  const streams = {
    local: localSnapshot(world),
    remote: remoteSnapshot(world),
    baseline: baselineSnapshot(world),
  };
  const at = { local: 0, remote: 0, baseline: 0 };
  const decisions: Decision[] = [];
  const steps = reconcile({ mode, prefix: world.prefix, ignored: (path) => world.ignored(path) });
  for (let step = steps.next(); step.done !== true;) {
    if ('decisions' in step.value) {
      decisions.push(...step.value.decisions);
      step = steps.next();
      continue;
    }
    const { need } = step.value;
    const from = at[need];
    at[need] += 1 + random.integer(4);
    step = steps.next(streams[need].slice(from, at[need]));
  }
  return decisions;
}

function localSha(world: World, made: Decision): string | undefined {
  const node = world.node(made.localPath);
  return node?.kind === 'file' ? shaOf(node.content) : undefined;
}

/** How a cycle goes: to its end, up to a random point, or to its end with random operations failing. */
export type Weather = 'fair' | 'cut' | 'faulty';

export interface CycleResult {
  readonly applied: number;
  readonly refused: readonly string[];
}

/** Carries a plan out: phases in order; within a phase in random order, unless it is serial. */
export function runPlan(options: {
  readonly world: World;
  readonly plan: PlannedCycle;
  readonly random: SeededRandom;
  readonly weather: Weather;
  readonly say: (line: string) => void;
}): CycleResult {
  const { world, random, weather, say } = options;
  const total = options.plan.phases.reduce((sum, phase) => sum + phase.decisions.length, 0);
  let left = weather === 'cut' ? random.integer(total) : total;
  let applied = 0;
  const refused: string[] = [];
  for (const phase of options.plan.phases) {
    for (const made of phase.serial ? phase.decisions : shuffle(phase.decisions, random)) {
      if (left-- <= 0) return { applied, refused };
      if (weather === 'faulty' && random.integer(3) === 0) {
        say(`  ${phase.name}: ${made.code} ${made.id}: fails`);
        continue;
      }
      try {
        apply(world, made);
        applied++;
        say(`  ${phase.name}: ${made.code} ${made.renamedFrom?.id ?? ''} ${made.id}`);
      } catch (caught) {
        if (!(caught instanceof Refused)) throw caught;
        if (staysAfterAll(made, options.plan)) {
          world.baseline.delete(made.id);
          continue;
        }
        refused.push(`${phase.name}: ${made.code} ${made.id}: ${caught.message}`);
        say(`  ${phase.name}: ${made.code} ${made.id}: refused, ${caught.message}`);
      }
    }
  }
  return { applied, refused };
}

/** A folder that was to be empty unless what had to be inspected in it turned out to be an edit. */
function staysAfterAll(made: Decision, { inspected }: PlannedCycle): boolean {
  const removes = made.code === 'folder-remove' || made.code === 'folder-prune';
  return removes && inspected.some((id) => id.startsWith(made.id));
}

function shuffle<Item>(items: readonly Item[], random: SeededRandom): readonly Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as Item, mixed[at] as Item];
  }
  return mixed;
}
