import type { PairState } from '../../../sync-engine/contract/api/index.ts';

/** What every dialog about a folder gets. */
export interface DialogProps {
  readonly pair: PairState;
  readonly onClose: () => void;
}
