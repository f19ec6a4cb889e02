import { hasCode } from '../../core/error.ts';
import type { RestoreChange } from '../../ports/restore-record.ts';
import type { Tally } from './tally.ts';

/** Puts a change on record right before it is made; with `takesBack`, what an undo takes back by it. */
export type Attempt = (change: RestoreChange, takesBack?: RestoreChange) => void;

/**
 * Makes a change in the folder that is on record before it is made, and for sure right after. Where it breaks off it may have come to
 * pass, but for what the disk refused: then all is as it was.
 */
export async function onRecord(tally: Tally, work: (attempt: Attempt) => Promise<unknown>): Promise<void> {
  let attempted: RestoreChange | undefined;
  try {
    await work((change, takesBack) => {
      attempted = change;
      tally.attempts(change, takesBack);
    });
  } catch (caught) {
    const refused = hasCode(caught, 'local-changed', 'local-exists', 'local-denied', 'local-busy');
    if (attempted !== undefined && !refused) tally.changed({ ...attempted, maybe: true });
    throw caught;
  }
  if (attempted !== undefined) tally.changed(attempted);
}
