import type { Draft, DraftAction, Opened } from './draft.ts';
import type { Offers } from './offers.ts';

/** What the steps before an account was opened work with. */
export interface EarlyStepProps {
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
  readonly offers: Offers;
}

export interface StepProps extends EarlyStepProps {
  readonly opened: Opened;
}
