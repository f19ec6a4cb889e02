import {
  createMemoryAccount,
  type MemoryAccount,
  type MemoryAccountOptions,
} from '../../../sync-engine/adapters/memory/memory-object-store.ts';
import { createSeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import type { Clock } from '../../../sync-engine/ports/clock.ts';
import type { ObjectStore } from '../../../sync-engine/ports/object-store.ts';

/** A clock that sleeps at once, remembers for how long, and never shows the same time twice. */
export interface HurriedClock extends Clock {
  readonly slept: number[];
}

export function hurriedClock(): HurriedClock {
  let nowMs = 1_700_000_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => nowMs++,
    monotonic: () => nowMs++,
    async sleep(ms) {
      slept.push(ms);
      nowMs += ms;
    },
  };
}

export async function memoryBucket(
  options: Partial<MemoryAccountOptions> = {},
): Promise<{ readonly account: MemoryAccount; readonly store: ObjectStore }> {
  const account = createMemoryAccount({ clock: hurriedClock(), random: createSeededRandom(1), ...options });
  const store = account.bucket('b');
  await store.administration.create();
  return { account, store };
}
