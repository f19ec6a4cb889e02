import { hasCode } from '../../core/error.ts';
import type { BucketContext } from '../pair.ts';
import type { Step } from './step.ts';

export const SIGN_IN = 'sign in';

/** Difference of clocks from which on to warn, and the one at which S3 refuses a signature (milliseconds). Source: S3, RequestTimeTooSkewed. */
const CLOCK_WARN_MS = 60_000;
const CLOCK_REFUSED_MS = 15 * 60_000;

export function accountChecks({ store, signal }: BucketContext): readonly Step[] {
  return [
    {
      check: SIGN_IN,
      bucket: store.bucket,
      async run() {
        try {
          await store.administration.find({ signal });
        } catch (error) {
          // Known, if not let in: what is missing shows below.
          if (!hasCode(error, 'access-denied', 'bucket-missing')) throw error;
        }
        return 'the keys are accepted';
      },
    },
    {
      check: 'compare clocks',
      needs: [SIGN_IN],
      run() {
        const seconds = Math.round(store.clockOffsetMs() / 1000);
        const fine = Math.abs(seconds) * 1000 < CLOCK_WARN_MS;
        const apart = `this clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} the provider's`;
        const limit = `signatures are refused from ${CLOCK_REFUSED_MS / 60_000} minutes on; set the clock by NTP`;
        return Promise.resolve(fine ? 'they agree within a minute' : { warning: `${apart}; ${limit}` });
      },
    },
  ];
}
