import type { CheckName } from '../contract/check-names.ts';
import type { CheckNote } from '../contract/check-notes.ts';
import type { CheckPurpose } from '../contract/check-purposes.ts';
import type { ErrorFields } from '../contract/events.ts';
import type { SyncErrorCode } from '../core/error.ts';
import type {
  ActivityQuery,
  ActivityRecord,
  ConflictRecord,
  HeldRecord,
  ProblemRecord,
} from '../ports/index-store.ts';
import type { ConflictSideName, ConflictView } from './conflict-view.ts';
import type { EngineEvent, PlannedListener, RequestTotals, SyncReport } from './pair.ts';
import type { RecycleBin } from './recycle-bin.ts';
import type { RestoreHistory } from './restore-history.ts';
import type { ConflictPick, ConflictResolution } from './resolve-conflict.ts';
import type { Tracking } from './tracking.ts';

/** One pair, opened: what hosts (CLI, server, Electron) talk to. */
export interface PairEngine {
  readonly name: string;
  /** Runs cycles until nothing is left to do. Rejects only for bugs and `aborted`; a halt is in the report. */
  sync(options?: SyncOptions): Promise<SyncReport>;
  /** Keeps the pair in step until stopped. */
  run(options?: RunOptions): Session;
  /** Compares folder, bucket and baseline by hash; changes nothing. */
  verify(options?: VerifyOptions): AsyncIterable<VerifyRow>;
  /** Tries every permission and feature the pair needs; changes nothing that it does not clean up. */
  doctor(options?: { readonly signal?: AbortSignal }): AsyncIterable<DoctorCheck>;
  readonly bin: RecycleBin;
  readonly restores: RestoreHistory;
  status(): PairStatus;
  /** Requests made and bytes moved since it was opened. */
  meter(): RequestTotals;
  activity(query: ActivityQuery): readonly ActivityRecord[];
  /**
   * The earliest that anything in the pair is of, versions in the trash aside (milliseconds since the epoch). Undefined where nothing is
   * known, or where folders that are off or patterns keep older things from being known.
   */
  oldestMs(): number | undefined;
  conflicts(): readonly ConflictRecord[];
  /** Conflicts with both sides as they are in the folder now, the newest first. */
  viewConflicts(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly ConflictView[]>;
  /** The beginning of one side's content. Rejects `not-found` when it is gone. */
  readConflict(copyId: string, options: ReadConflictOptions): Promise<ConflictContent>;
  /**
   * Keeps one version of each conflict, or both; what is not kept goes to the local trash, and what that means for the bucket is
   * for the next cycle. A cycle of a session that is under way is broken off first, and taken up again after.
   */
  resolveConflicts(
    picks: readonly ConflictPick[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<ConflictResolution>;
  readonly tracking: Tracking;
  problems(): readonly ProblemRecord[];
  held(): readonly HeldRecord[];
  /** Lets the held deletions run at the next cycle; resolves with their number. */
  approveHeld(): number;
  /** Brings back what was deleted: the held deletions are forgotten, the next cycle restores the files. */
  rejectHeld(): number;
  close(): Promise<void>;
}

export interface SyncOptions {
  readonly dryRun?: boolean;
  /** With `dryRun`: takes the steps of the plan one by one, and leaves them out of the report; there may be millions. */
  readonly onPlanned?: PlannedListener | undefined;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
  readonly onReport?: (report: SyncReport) => void;
}

export interface Session {
  /** Cancels what is under way (it is taken up again) and rests until `resume`. */
  pause(): void;
  resume(): void;
  readonly paused: boolean;
  /** Asks for a full cycle now. */
  wake(): void;
  /** Stops for good; resolves when everything is put down. */
  stop(): Promise<void>;
  /** Resolves when the session has ended. */
  readonly ended: Promise<void>;
}

export interface ReadConflictOptions {
  readonly signal?: AbortSignal | undefined;
  readonly side: ConflictSideName;
  /** How much of a file of this size (bytes) is wanted, bytes. */
  readonly maxBytes: (size: number, path: string) => number;
}

export interface ConflictContent {
  readonly path: string;
  /** Of the whole file, bytes. */
  readonly size: number;
  readonly bytes: Uint8Array;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Read every object's content too, not only its metadata hash. */
  readonly download?: boolean;
}

export interface VerifyRow {
  readonly path: string;
  readonly result: 'equal' | 'differs' | 'only-local' | 'only-remote' | 'blocked' | 'unreadable';
  /** What differs, in a few words; empty when equal. */
  readonly detail: string;
}

export interface DoctorCheck {
  /** What was tried, such as `list the object bucket`. */
  readonly check: CheckName;
  readonly result: 'ok' | 'failed' | 'warning' | 'skipped';
  /** What was found, or what to do. */
  readonly detail: string;
  /** The IAM action it needs, such as `s3:ListBucket`. */
  readonly action?: string;
  readonly bucket?: string;
  /** Why it failed; absent where nothing did, as for a warning of what was found. `access-denied`: the action is not allowed. */
  readonly code?: SyncErrorCode;
  /** The failure as data; there where `code` is. */
  readonly error?: ErrorFields;
  /** What is lost where it fails and the pair can be synced all the same. */
  readonly onlyFor?: CheckPurpose;
  /** What was found that is worth knowing, as data. */
  readonly note?: CheckNote;
}

export interface PairStatus {
  readonly pair: string;
  readonly folder: string;
  /** Files in step, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  readonly conflicts: number;
  readonly blocked: number;
  readonly failed: number;
  readonly held: number;
  /** Milliseconds since the epoch; undefined before the first. */
  readonly lastSyncMs: number | undefined;
  /** The last halt, until a cycle gets through. */
  readonly halted: string | undefined;
}
