import { toSyncError } from '../../core/error.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { aroundCalls } from './around-calls.ts';

/** One debug line a call: what, on which key, how long it took and how it ended. Bodies, metadata and keys to the account never. */
export function logging(store: ObjectStore, log: Log, clock: Clock): ObjectStore {
  return aroundCalls(store, async (call, run) => {
    const { operation, key, sentBytes } = call;
    const startedMs = clock.monotonic();
    const write = (outcome: object): void =>
      log.debug(
        {
          operation,
          bucket: store.bucket,
          ...(key === undefined ? {} : { key }),
          ...(sentBytes === undefined ? {} : { sentBytes }),
          ms: Math.round(clock.monotonic() - startedMs),
          ...outcome,
        },
        'object store call',
      );
    try {
      const result = await run();
      write({});
      return result;
    } catch (caught) {
      const { code, status, foreignCode } = toSyncError(caught);
      write({
        code,
        ...(status === undefined ? {} : { status }),
        ...(foreignCode === undefined ? {} : { foreignCode }),
      });
      throw caught;
    }
  });
}
