import type { TrashSelection } from '../../../sync-engine/contract/api/index.ts';

/** What the restore dialogue is opened for. */
export type RestoreTask =
  /** A time is to be chosen first; `folder` is offered as the area. */
  | { readonly kind: 'time'; readonly folder: string }
  /** `entries`: how many are selected. */
  | { readonly kind: 'selection'; readonly selection: TrashSelection; readonly entries: number };

/** What is to be deleted for good. */
export interface PurgeTask {
  readonly selection: TrashSelection;
  readonly count: number;
  readonly bytes: number;
}
