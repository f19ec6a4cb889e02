import { CHECKS } from '../../contract/check-names.ts';
import { hasCode } from '../../core/error.ts';
import type { BucketContext } from '../pair.ts';
import type { Step } from './step.ts';

/** Difference of clocks from which on to warn (seconds). S3 refuses signatures from 15 minutes on (RequestTimeTooSkewed). */
const CLOCK_WARN_SECONDS = 60;

export function accountChecks({ store, signal }: BucketContext): readonly Step[] {
  return [
    {
      check: CHECKS.signIn,
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
      check: CHECKS.clocks,
      needs: [CHECKS.signIn],
      run() {
        const seconds = Math.round(store.clockOffsetMs() / 1000);
        const fine = Math.abs(seconds) < CLOCK_WARN_SECONDS;
        return Promise.resolve(fine ? 'they agree within a minute' : { code: 'clock-apart', seconds });
      },
    },
  ];
}
