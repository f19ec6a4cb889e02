import type { TrashReason } from '../core/trash-key.ts';

/**
 * A local copy of the recycle bucket's list, made to look through a million entries at once. It is a cache: what is lost or damaged
 * is listed anew, and nothing rests on it that costs a byte.
 *
 * Every implementation guarantees:
 * - **Threads.** No call holds up the caller's thread for longer than it takes to pass its arguments.
 * - **Listings.** What a listing adds takes the place of the old list at its end, at once and as a whole; one that was given up leaves
 *   the old list as it was. Only while there is no old list, what has arrived so far is shown.
 * - **Views** stay as they were when they were opened, until closed: neither a new list nor a `forget` changes one. Their number is
 *   limited; the one used longest ago goes, and is `not-found` then.
 * - **Errors.** A call rejects with a SyncFailure: `index-io` and `disk-full` from the disk, `not-found` for a view that is closed,
 *   `index-corrupt` where a list was found damaged; it is thrown away then, and the next call finds no list.
 */
export interface TrashIndex {
  summary(): Promise<TrashSummary>;
  /** Begins a listing; one that was under way is given up. */
  beginListing(): Promise<TrashListingWriter>;
  open(filter: TrashIndexFilter, sort: TrashIndexSort): Promise<TrashIndexView>;
  /** A view of some of what another view shows (in its order), or of entries named by their keys (newest first); unknown keys are left out. */
  narrow(selection: TrashIndexSelection, options: NarrowOptions): Promise<TrashIndexView>;
  rows(view: string, offset: number, limit: number): Promise<readonly TrashIndexRow[]>;
  close(view: string): Promise<void>;
  facets(): Promise<TrashIndexFacets>;
  /** When the oldest version in the list came to be (or went, where that is unknown), milliseconds since the epoch; undefined without any. */
  oldestMs(): Promise<number | undefined>;
  /** At most `bars` bars of equal width over the whole time of the view; none when it shows nothing. */
  histogram(view: string, bars: number): Promise<readonly TrashIndexBar[]>;
  /** The versions of one path, newest first. */
  versions(path: string): Promise<readonly TrashIndexRow[]>;
  /** Takes entries out of the list that a view shows: they are gone from the recycle bucket. Views show them still. */
  forget(view: string, offset: number, limit: number): Promise<void>;
  /** Lets go of the files. */
  end(): Promise<void>;
}

export interface TrashListingWriter {
  add(entries: readonly TrashIndexEntry[]): Promise<void>;
  finish(facts: { readonly listedAtMs: number; readonly devices: DeviceNames }): Promise<void>;
  giveUp(): Promise<void>;
}

/** Names of devices by the tag in their trash ids. */
export type DeviceNames = Readonly<Record<string, string>>;

export interface TrashIndexEntry {
  readonly path: string;
  /** The whole key in the recycle bucket. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly deletedAtMs: number;
  readonly reason: TrashReason | 'foreign';
  /** Milliseconds since the epoch; 0 when unknown. */
  readonly bornAtMs: number;
  /** Bytes. */
  readonly size: number;
  /** Of the device that moved it there; undefined when unknown. */
  readonly deviceTag: string | undefined;
}

export interface TrashIndexRow extends Omit<TrashIndexEntry, 'deviceTag'> {
  /** The device's name, where the list's devices tell it. */
  readonly device: string | undefined;
}

export interface TrashSummary {
  readonly entries: number;
  readonly bytes: number;
  /** When the whole list was made, milliseconds since the epoch; undefined before the first, also while it is made. */
  readonly listedAtMs: number | undefined;
  /** As the whole list knows them. */
  readonly devices: DeviceNames;
}

/** All conditions hold together; those left out do not matter. */
export interface TrashIndexFilter {
  /** Part of the path, in any letter case. */
  readonly search?: string | undefined;
  /** A folder, ending in `/`; in any letter case where there is none in this one. */
  readonly folder?: string | undefined;
  /** A device's name. */
  readonly device?: string | undefined;
  readonly reasons?: readonly (TrashReason | 'foreign')[] | undefined;
  /** Bytes, both inclusive. */
  readonly minSize?: number | undefined;
  readonly maxSize?: number | undefined;
  /** Deleted at or after, and before (milliseconds since the epoch). */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

export interface TrashIndexSort {
  readonly by: 'deletedAt' | 'path' | 'size';
  readonly descending: boolean;
}

export interface TrashIndexView {
  readonly view: string;
  readonly count: number;
  readonly bytes: number;
}

export type TrashIndexSelection =
  | { readonly kind: 'view'; readonly view: string; readonly except: readonly string[] }
  | { readonly kind: 'keys'; readonly keys: readonly string[] };

export interface NarrowOptions {
  /** Only the version of each path that was deleted last. */
  readonly newestOnly: boolean;
}

export interface TrashIndexFacets {
  readonly devices: readonly { readonly name: string; readonly count: number }[];
  readonly reasons: readonly { readonly reason: TrashReason | 'foreign'; readonly count: number }[];
  /** Deleted first and last, milliseconds since the epoch; undefined when there is nothing. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

export interface TrashIndexBar {
  /** Inclusive, milliseconds since the epoch. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly count: number;
  readonly bytes: number;
}
