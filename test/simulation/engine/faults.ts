import { aroundCalls } from '../../../sync-engine/adapters/object-store/around-calls.ts';
import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import { fail } from '../../../sync-engine/core/error.ts';
import type { ObjectStore } from '../../../sync-engine/ports/object-store.ts';
import type { Scheduler } from './scheduler.ts';

/** How bad the network is; switched off for the end of a run. */
export interface Weather {
  /** Requests of a hundred that fail. */
  faults: number;
}

const FAULTS = ['network', 'timeout', 'throttled', 'server-error'] as const;

/**
 * A store behind a network: a request waits for its turn to arrive, and its response for another. Either may get lost; a lost
 * response means that the request had its effect, and a lost page that the listing ends in an error. Now and then the network
 * is down for longer than anybody retries.
 */
export function networked(
  store: ObjectStore,
  device: string,
  { scheduler, random, weather }: { scheduler: Scheduler; random: SeededRandom; weather: Weather },
): ObjectStore {
  let down = 0;
  const lose = (what: string): void => {
    if (weather.faults === 0) return;
    if (down > 0) {
      down--;
      throw fail('network', `${what}: the network is down`);
    }
    if (random.integer(300) < weather.faults) down = 5 + random.integer(15);
    if (random.integer(100) < weather.faults) throw fail(random.pick(FAULTS), what);
  };
  return aroundCalls(store, async ({ operation, key = '' }, run) => {
    await scheduler.turn(device, `${operation} ${key} leaves`);
    lose('request lost');
    const result = await run().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await scheduler.turn(device, `${operation} ${key} is answered`);
    lose('response lost');
    if ('error' in result) throw result.error;
    return result.value;
  });
}
