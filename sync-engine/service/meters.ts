import type { Meter } from '../contract/api/state.ts';

/** What two engines asked for together. */
export function bothMeters(one: Meter, other: Meter): Meter {
  const sum = { ...one };
  for (const key of Object.keys(sum) as (keyof Meter)[]) sum[key] += other[key];
  return sum;
}
