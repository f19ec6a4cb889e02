import { setTimeout as sleep } from 'node:timers/promises';
import type { RestoreEvent, RestoreReport } from '../../../contract/api/index.ts';
import type { RestoreWatch } from '../../../index.ts';

/** Progress is told no more often (milliseconds). Source: the contract. */
const TELL_MS = 250;

/** Does a restore and tells how it goes, the report last. When nobody listens any more, or `signal` fires, it is cancelled. */
export async function* restoreEvents(
  work: (watch: RestoreWatch) => Promise<RestoreReport>,
  signal: AbortSignal | undefined,
): AsyncGenerator<RestoreEvent> {
  const left = new AbortController();
  let progress: { readonly done: number; readonly total: number } | undefined;
  let moved = Promise.withResolvers<void>();
  const working = work({
    signal: AbortSignal.any([left.signal, ...(signal === undefined ? [] : [signal])]),
    onProgress(done, total) {
      progress = { done, total };
      moved.resolve();
    },
  });
  let ended = false;
  const end = working.then(
    () => void (ended = true),
    () => void (ended = true),
  );
  try {
    for (;;) {
      await Promise.race([moved.promise, end]);
      if (ended) break;
      moved = Promise.withResolvers();
      if (progress !== undefined) yield { type: 'progress', ...progress };
      await Promise.race([sleep(TELL_MS, undefined, { ref: false }), end]);
    }
    yield { type: 'report', report: await working };
  } finally {
    left.abort();
    await end;
  }
}
