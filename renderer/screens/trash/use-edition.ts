import { useThrottledValue } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import type { TrashListing } from '../../../sync-engine/contract/api/index.ts';

/** While the very first list is made, what has come so far is shown anew this often (milliseconds). */
const FIRST_LIST_MS = 1_000;

export interface Edition {
  /** Undefined until the list is known. */
  readonly edition: string | undefined;
  /** Has what is shown opened anew, now. */
  readonly renew: () => void;
}

/** Tells when the list is another one than what is shown. While it is held, only `renew` counts. */
export function useEdition(listing: TrashListing | undefined, held: boolean): Edition {
  const soFar = useThrottledValue(listing?.entries, FIRST_LIST_MS);
  const known = listing?.listedAtMs ?? (soFar === undefined ? undefined : `first ${soFar}`);
  const latest = known === undefined ? undefined : String(known);
  const [shown, setShown] = useState(latest);
  const [renewed, setRenewed] = useState(0);
  if (!held && shown !== latest) setShown(latest);
  const renew = useCallback(() => setRenewed((times) => times + 1), []);
  return { edition: shown === undefined ? undefined : `${shown} ${renewed}`, renew };
}
