import { describe, expect, test } from 'vitest';
import { runEngineSeed } from './engine.ts';

/** Seeds of one test, so that a slow machine shows where it is, and a failure comes early. */
const PER_TEST = 100;
const SEEDS = Number(process.env['WINDLASS_ENGINE_SEEDS'] ?? 600);

describe('the engine, simulated with faults, crashes and people', () => {
  for (let first = 1; first <= SEEDS; first += PER_TEST) {
    test(`keeps its promises for seeds ${first} to ${first + PER_TEST - 1}`, async () => {
      for (let seed = first; seed < first + PER_TEST; seed++) {
        const { failure, trace } = await runEngineSeed(seed);
        const story = `${failure}\nreplay: npm run simulate -- --engine --seed ${seed}\n${trace.slice(-30).join('\n')}`;
        expect(failure, story).toBeUndefined();
      }
    });
  }
});
