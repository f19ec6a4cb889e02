import { fail, hasCode } from '../../../index.ts';

/** A person waits: an address that nobody answers at must not take longer (milliseconds). */
const PATIENCE_MS = 8_000;

/** Runs what asks a server; rejects `timeout` when the answer takes too long. */
export async function inTime<T>(
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await work(signal === undefined ? late : AbortSignal.any([signal, late]));
  } catch (caught) {
    if (!late.aborted || signal?.aborted === true || !hasCode(caught, 'aborted')) throw caught;
    throw fail('timeout', `no answer within ${PATIENCE_MS / 1000} s`);
  }
}
