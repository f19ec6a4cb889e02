import type { SyncError } from '../../../core/error.ts';
import type { TrashIndex, TrashListingWriter } from '../../../ports/trash-index.ts';
import type { TrashTarget } from './trash-list-file.ts';

/** What the thread of an index is started with. */
export interface ThreadData extends TrashTarget {
  readonly folder: string;
}

/** One call, by the name of its method; those of the listing under way among them. */
export type ThreadMethod = keyof Omit<TrashIndex, 'beginListing'> | 'beginListing' | keyof TrashListingWriter;

export interface ThreadCall {
  readonly id: number;
  readonly method: ThreadMethod;
  readonly args: readonly unknown[];
}

export type ThreadAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: SyncError }
  /** A bug: its stack. */
  | { readonly id: number; readonly bug: string };
