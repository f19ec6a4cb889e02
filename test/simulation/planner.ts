import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import type { Mode } from '../../sync-engine/core/decide.ts';
import type { Plan } from '../../sync-engine/core/plan.ts';
import { Fault } from './planner/apply.ts';
import { checkEnd } from './planner/checks.ts';
import { checkFolderDeletes } from './planner/folder-checks.ts';
import { planCycle, runPlan } from './planner/cycle.ts';
import type { Weather } from './planner/cycle.ts';
import { Contents, perturbBucket, perturbDisk, plant, plantObjects } from './planner/perturb.ts';
import type { Scene } from './planner/perturb.ts';
import { stillOf } from './planner/still.ts';
import { World } from './planner/world.ts';

/**
 * Undisturbed cycles after which nothing may be left to plan: the first does what was decided, the second syncs the conflict
 * copies the first made, the third cleans up after what stood in the way of either.
 */
export const MAX_FAIR_CYCLES = 3;
/** Disturbed cycles (cut short, or with failing operations) before them. */
const MAX_ROUGH_CYCLES = 3;

export interface Report {
  readonly seed: number;
  /** What went wrong; undefined when nothing did. */
  readonly failure: string | undefined;
  readonly cycles: number;
  readonly applied: number;
  /** What happened, line by line. */
  readonly trace: readonly string[];
}

/** Everything a seed decides: a world, its past, what happened to it since, and how the cycles go. */
export function runPlannerSeed(seed: number): Report {
  const trace: string[] = [];
  const totals = { cycles: 0, applied: 0 };
  try {
    simulate(seed, totals, (line) => trace.push(line));
    return { seed, failure: undefined, ...totals, trace };
  } catch (caught) {
    const failure = caught instanceof Fault ? caught.message : String((caught as Error).stack);
    return { seed, failure, ...totals, trace };
  }
}

function simulate(
  seed: number,
  totals: { cycles: number; applied: number },
  say: (line: string) => void,
): void {
  const random = createSeededRandom(seed);
  const mode = random.pick<Mode>(['two-way', 'two-way', 'two-way', 'upload-only', 'download-only']);
  const folding = random.integer(3) === 0;
  const rules = { caseSensitive: !folding, windowsNames: folding && random.integer(2) === 0 };
  const world = new World(rules, random.integer(3) === 0 ? 'p/' : '');
  const past = random.pick(['in step', 'in step', 'in step', 'in step', 'baseline lost', 'strangers']);
  const weather = random.pick<Weather>(['fair', 'fair', 'cut', 'faulty']);
  say(`${mode}, ${folding ? 'folding' : 'exact'} names, ${past}, ${weather}`);
  const scene: Scene = { world, random, contents: new Contents(random), say };
  setTheScene(scene, past);

  const before = stillOf(world);
  if (past !== 'in step') world.baseline.clear();
  const start = past === 'in step' ? before : { ...before, baseline: new Map() };
  let fair = 0;
  for (let rough = weather === 'fair' ? 0 : 1 + random.integer(MAX_ROUGH_CYCLES); ;) {
    const planned = planCycle(world, mode, random);
    if (planned.phases.length === 0) break;
    if (fair === MAX_FAIR_CYCLES) throw new Fault(`still planned after ${fair} cycles: ${show(planned)}`);
    if (totals.cycles === 0 && past !== 'in step') checkUnion(planned);
    const now = rough-- > 0 ? weather : 'fair';
    totals.cycles++;
    say(`cycle ${totals.cycles} (${now})`);
    const result = runPlan({ world, plan: planned, random, weather: now, say });
    totals.applied += result.applied;
    if (now === 'fair') {
      fair++;
      if (result.refused.length > 0 && isPlain(world)) throw new Fault(result.refused.join('; '));
    }
  }
  const after = stillOf(world);
  checkEnd(mode, world, start, after);
  if (weather === 'fair' && past === 'in step') checkFolderDeletes(mode, start, after);
}

function setTheScene(scene: Scene, past: string): void {
  const { world, random } = scene;
  const size = 1 + random.integer(10);
  world.ignoring = random.integer(2) === 0;
  plant(scene, size, past !== 'strangers');
  world.ignoring = true;
  if (past === 'strangers') plantObjects(scene, random.integer(10));
  for (const node of world.disk.values())
    scene.say(`  disk has ${node.path} (${node.kind === 'file' ? node.content : node.kind})`);
  for (const [path, object] of world.objects())
    scene.say(`  bucket has ${path} (${object.content ?? 'marker'})`);
  perturbDisk(scene, random.integer(5));
  perturbBucket(scene, random.integer(5));
}

/** A lost baseline, or none yet, means union: nothing is deleted anywhere. */
function checkUnion(planned: Plan): void {
  const deleting = new Set(['recycle', 'trash', 'folder-recycle', 'folder-remove', 'folder-prune']);
  const found = planned.phases.flatMap((phase) => phase.decisions).find((made) => deleting.has(made.code));
  if (found !== undefined) throw new Fault(`${found.code} ${found.id} without a baseline`);
}

/** True where nothing invisible to the planner can stand in the way of a step. */
function isPlain(world: World): boolean {
  return ![...world.disk.values()].some(
    (node) => node.kind === 'link' || world.ignored(node.path) || (node.kind === 'folder' && !node.readable),
  );
}

function show(planned: Plan): string {
  return planned.phases
    .flatMap((phase) => phase.decisions.map((made) => `${made.code} ${made.id}`))
    .slice(0, 5)
    .join(', ');
}
