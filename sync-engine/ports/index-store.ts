import type { BaselineFile, BaselineRow } from '../core/baseline.ts';
import type { SyncError } from '../core/error.ts';
import type { DecisionSpool } from './decision-spool.ts';
import type { RestoreChange, RestoreRecord, RestoreReport } from './restore-record.ts';

/**
 * What one device knows of one pair. Synchronous on purpose: SQLite is, and the engine runs on a thread of its own.
 *
 * Every implementation guarantees:
 * - `apply` is one transaction: all changes or none. With `durable`, it has reached the disk before `apply` returns
 *   (synchronous=FULL); without, it may be lost in a power cut but never torn.
 * - Baseline pages come in byte order of `id` (UTF-8), and see what was applied before the call.
 * - One writer: opening an index that another process has open rejects `index-locked`.
 */
export interface IndexStore {
  apply(changes: readonly IndexChange[], options?: { readonly durable?: boolean }): void;

  /** At most `limit` rows whose id is above `afterId` (all from the start when undefined). */
  baselinePage(afterId: string | undefined, limit: number): readonly BaselineRow[];
  baseline(id: string): BaselineRow | undefined;
  /** Rows whose id starts with `idPrefix`, above `afterId`. */
  baselineUnder(idPrefix: string, afterId: string | undefined, limit: number): readonly BaselineRow[];
  baselineTotals(): { readonly files: number; readonly folders: number; readonly bytes: number };
  /** What lies below `idPrefix` (empty, or a folder's id), added up by the folders right in it, in byte order of their ids. */
  baselineShares(idPrefix: string): readonly BaselineShare[];
  /** Rows with this inode, for rename matching. */
  baselineByInode(ino: bigint): readonly BaselineFile[];

  setting(name: string): string | undefined;
  uploads(): readonly UploadRecord[];
  upload(key: string): UploadRecord | undefined;
  downloads(): readonly DownloadRecord[];
  download(id: string): DownloadRecord | undefined;
  /** Newest first. */
  activity(query: ActivityQuery): readonly ActivityRecord[];
  /** All that is known of some paths, as what it was done to or where it went, oldest first. Reads the whole activity. */
  activityOf(paths: ReadonlySet<string>): readonly ActivityRecord[];
  /**
   * The earliest instant that anything in it is of (milliseconds since the epoch): the oldest object of the baseline was written then, or
   * the oldest record of the activity. Undefined when there is neither.
   */
  oldestMs(): number | undefined;
  problems(): readonly ProblemRecord[];
  conflicts(): readonly ConflictRecord[];
  held(): readonly HeldRecord[];
  /** In the order in which they began. */
  restores(): readonly RestoreEntry[];
  /** What a restore changed and was not taken back since, in byte order of the paths; nothing for one that is not known. */
  restoreChanges(run: string): readonly RestoreChange[];
  /** Whether there are such changes. */
  hasRestoreChanges(run: string): boolean;
  /** How many there are. */
  restoreChangeCount(run: string): number;
  /** What they come to, without those that are `maybe`. */
  restoreTally(run: string): RestoreTally;
  /**
   * Gives back the room of what was forgotten of restores, of so many changes at most. Answers whether there may be more; in one
   * transaction of its own.
   */
  sweepRestores(limit: number): boolean;

  /** An empty spool for one plan, which is no part of the index. The caller closes it. */
  newSpool(): DecisionSpool;
  close(): void;
}

export type IndexChange =
  | { readonly kind: 'baseline'; readonly row: BaselineRow }
  | { readonly kind: 'forget'; readonly id: string }
  | { readonly kind: 'forget-all' }
  | { readonly kind: 'setting'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'upload'; readonly upload: UploadRecord }
  | { readonly kind: 'upload-part'; readonly key: string; readonly part: UploadPartRecord }
  | { readonly kind: 'upload-gone'; readonly key: string }
  | { readonly kind: 'download'; readonly download: DownloadRecord }
  | { readonly kind: 'download-gone'; readonly id: string }
  | { readonly kind: 'activity'; readonly record: ActivityRecord }
  | { readonly kind: 'problem'; readonly problem: ProblemRecord }
  | { readonly kind: 'problem-gone'; readonly id: string }
  | { readonly kind: 'conflict'; readonly conflict: ConflictRecord }
  | { readonly kind: 'conflict-gone'; readonly copyId: string }
  | { readonly kind: 'held'; readonly record: HeldRecord }
  | { readonly kind: 'held-gone'; readonly id: string }
  | { readonly kind: 'restore'; readonly record: RestoreEntry }
  /** Its changes go with it. Their room is given back by `sweepRestores`. */
  | { readonly kind: 'restore-gone'; readonly id: string }
  /** All of its changes, once it is over. Their room is given back by `sweepRestores`. */
  | { readonly kind: 'restore-changes-gone'; readonly run: string }
  /** The later one of two at one path stays. One whose restore is not known is dropped. */
  | { readonly kind: 'restore-change'; readonly run: string; readonly change: RestoreChange }
  | { readonly kind: 'restore-change-gone'; readonly run: string; readonly path: string };

/** A restore as it is kept. */
export interface RestoreEntry extends RestoreRecord {
  readonly report: KeptReport;
  /** Nobody wants to be told of it any more; it can be undone all the same. */
  readonly dismissed?: true | undefined;
}

/** Names the first failures alone. */
export interface KeptReport extends RestoreReport {
  /** Failures beyond those. */
  readonly moreFailed?: number | undefined;
}

/** What the changes of a restore come to. */
export type RestoreTally = Pick<RestoreReport, 'restored' | 'removed' | 'bytes'>;

/** Files of one folder and of all folders in it. */
export interface BaselineShare {
  /** The folder's id; for what lies in `idPrefix` itself, and in no folder of it, `idPrefix`. */
  readonly id: string;
  /** The key of one file or marker in it, without the prefix: shows how the folder's name is spelled. */
  readonly samplePath: string;
  readonly files: number;
  readonly bytes: number;
  /** True when there are folders in it. */
  readonly hasFolders: boolean;
}

/** A multipart upload that is to survive a restart. */
export interface UploadRecord {
  /** The whole object key. */
  readonly key: string;
  readonly uploadId: string;
  /** Baseline identity of the file. */
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly mtimeNs: bigint;
  /** Bytes in every part but the last. */
  readonly partSize: number;
  readonly parts: readonly UploadPartRecord[];
  readonly startedMs: number;
}

export interface UploadPartRecord {
  readonly partNumber: number;
  readonly etag: string;
  readonly size: number;
}

/** A ranged download that goes on from its temp file. */
export interface DownloadRecord {
  readonly id: string;
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  /** The temp file's name under `.windlass/tmp`. */
  readonly stagedName: string;
  readonly partSize: number;
  /** Indexes (from 0) of the parts already in the temp file. */
  readonly doneParts: readonly number[];
}

export interface ActivityRecord {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly action: ActivityAction;
  /** The decision's code: why this was done (docs/sync-semantics.md). */
  readonly reason: string;
  readonly path: string;
  /** Where it went, with `renamed`, `conflict`, `recycled` (trash key) and `trashed`. */
  readonly target?: string | undefined;
  /** Bytes, where a file's content moved. */
  readonly size?: number | undefined;
  /** Set when it failed. */
  readonly error?: SyncError | undefined;
}

export type ActivityAction =
  | 'uploaded'
  | 'downloaded'
  | 'recycled'
  | 'trashed'
  | 'renamed'
  | 'recorded'
  | 'forgotten'
  | 'conflict'
  | 'restored'
  | 'purged'
  | 'folder-made'
  | 'folder-removed'
  | 'held'
  | 'failed'
  | 'halted';

export interface ActivityQuery {
  readonly limit: number;
  /** Only records older than this one's place. */
  readonly beforeMs?: number | undefined;
  /** Substring of the path, any letter case. */
  readonly search?: string | undefined;
}

/** Why a path is not in step, and since when: blocked, or failed and waiting for its next try. */
export interface ProblemRecord {
  readonly id: string;
  readonly path: string;
  /** A BlockReason, or an error code. */
  readonly code: string;
  readonly kind: 'blocked' | 'failed';
  readonly message: string;
  /** Tries so far; 0 when blocked. */
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly sinceMs: number;
  /** No new try before this; 0 when blocked. */
  readonly retryAtMs: number;
}

export interface ConflictRecord {
  /** The identity of the conflict copy. */
  readonly copyId: string;
  readonly copyPath: string;
  /** The path the winner kept. */
  readonly path: string;
  readonly atMs: number;
}

/**
 * What waits for the user, or was approved and has not run yet: a deletion, or the question whether a folder that was replaced is to be
 * the pair's. That question has an empty `id`, the folder as its `path`, and size 0.
 */
export interface HeldRecord {
  /** Baseline identity of what would be deleted. */
  readonly id: string;
  readonly path: string;
  /** Which side the deletion would happen on. */
  readonly direction: 'local' | 'remote';
  readonly state: 'held' | 'approved';
  /** The guard that held it: `mass-delete`, `root-emptied`, `root-replaced`, `bucket-emptied`, `bucket-wrong`. */
  readonly guard: string;
  /** Bytes; an approval is for a version of this size. 0 for folders. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly heldAtMs: number;
}
