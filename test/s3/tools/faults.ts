import { fail, type SyncErrorCode } from '../../../sync-engine/core/error.ts';
import { aroundCalls } from '../../../sync-engine/adapters/object-store/around-calls.ts';
import type { ObjectStore } from '../../../sync-engine/ports/object-store.ts';

export interface Fault {
  readonly operation: string;
  readonly code: SyncErrorCode;
  /** `before`: the server never saw it; `after`: it was done, but the answer was lost. */
  readonly when: 'before' | 'after';
  readonly retryAfterMs?: number;
  /** Calls of this operation that go well before it; none when left out. */
  readonly spares?: number;
}

/** A store where the next calls fail as planned, in order; every operation is otherwise what it was. */
export function failing(store: ObjectStore, faults: Fault[]): ObjectStore & { readonly calls: string[] } {
  const calls: string[] = [];
  let spared = 0;
  const around = aroundCalls(store, async (call, run) => {
    calls.push(call.operation);
    const [fault] = faults;
    if (fault === undefined || fault.operation !== call.operation) return run();
    if (spared < (fault.spares ?? 0)) {
      spared += 1;
      return run();
    }
    spared = 0;
    faults.shift();
    if (fault.when === 'after') await run();
    const { retryAfterMs } = fault;
    throw fail(fault.code, 'planned fault', retryAfterMs === undefined ? {} : { retryAfterMs });
  });
  return { ...around, calls };
}
