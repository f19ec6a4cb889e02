import { describe, expect, it } from 'vitest';
import { runPlannerSeed } from './planner.ts';

const SEEDS = 10_000;
const CHUNK = 5000;

describe('the planner, on random trees perturbed on both sides', () => {
  for (let first = 1; first <= SEEDS; first += CHUNK) {
    it(`converges, loses nothing and undoes no edit, seeds ${first} to ${first + CHUNK - 1}`, () => {
      let worked = 0;
      for (let seed = first; seed < first + CHUNK; seed++) {
        const { failure, applied } = runPlannerSeed(seed);
        expect.soft(failure, `replay: npm run simulate -- --planner --seed ${seed}`).toBeUndefined();
        if (applied > 0) worked++;
      }
      // A simulation with nothing to do would prove nothing.
      expect(worked).toBeGreaterThan(CHUNK / 2);
    }, 120_000);
  }

  it('replays a seed exactly', () => {
    expect(runPlannerSeed(7)).toEqual(runPlannerSeed(7));
  });
});
