import { parseArgs } from 'node:util';
import { runEngineSeed } from './engine.ts';
import { runPlannerSeed } from './planner.ts';

/**
 * `npm run simulate -- [--planner] [--engine] [--seeds N] [--seed S]`: N seeds, more than the test command runs, or one seed with its
 * trace. Without a kind, all kinds run. Ends with exit code 1 at the first seed that fails, and says how to replay it.
 */

interface Outcome {
  readonly failure: string | undefined;
  readonly trace: readonly string[];
}

/** Every kind of simulation, by its option: a function from a seed to what came of it. */
const KINDS: Readonly<Record<string, (seed: number) => Outcome | Promise<Outcome>>> = {
  planner: runPlannerSeed,
  engine: runEngineSeed,
};

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, { type: 'boolean' as const }])),
    seeds: { type: 'string', default: '10000' },
    seed: { type: 'string' },
  },
});
const kinds = Object.keys(KINDS);
const asked = kinds.filter((kind) => (values as Readonly<Record<string, unknown>>)[kind] === true);
for (const kind of asked.length > 0 ? asked : kinds) await simulate(kind);

async function simulate(kind: string): Promise<void> {
  const run = KINDS[kind];
  if (run === undefined) throw new Error(`no simulation '${kind}'`);
  const first = Number(values.seed ?? 1);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  const started = performance.now();
  for (let seed = first; seed < first + count; seed++) {
    const { failure, trace } = await run(seed);
    if (values.seed !== undefined) console.log(trace.join('\n'));
    if (failure === undefined) continue;
    console.log(`${kind} seed ${seed} failed: ${failure}`);
    console.log(`replay: npm run simulate -- --${kind} --seed ${seed}`);
    process.exitCode = 1;
    return;
  }
  console.log(`${kind}: ${count} seeds, no failure, ${Math.round(performance.now() - started)} ms`);
}
