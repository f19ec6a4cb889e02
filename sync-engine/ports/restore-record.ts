import type { BlockReason } from '../core/entry.ts';
import type { SyncError } from '../core/error.ts';

/** What a restore did at one path: enough to undo it. */
export type RestoreChange = BucketChange | FolderChange;

interface Uncertain {
  /** It may not have come to that: a request was cut off, or the process ended before it heard. */
  readonly maybe?: true;
}

interface Copied {
  /** With `maybe`, the trash key of what was to be copied: the copy may have another ETag. Absent for what was copied from elsewhere. */
  readonly from?: string;
}

/** In the object bucket. */
export type BucketChange = Uncertain &
  (
    | (Copied & {
        readonly kind: 'created';
        readonly path: string;
        readonly size: number;
        readonly etag: string;
      })
    | (Copied & {
        readonly kind: 'overwritten';
        readonly path: string;
        readonly size: number;
        /** Of the object as the restore left it. */
        readonly etag: string;
        /** The trash key of what was there before. */
        readonly key: string;
      })
    | { readonly kind: 'removed'; readonly path: string; readonly key: string }
  );

/** In the pair's own folder, where that alone is the truth (upload-only). Folders end in `/`. */
export type FolderChange = Uncertain &
  (
    | {
        readonly kind: 'placed';
        readonly path: string;
        readonly size: number;
        /** Of the file as the restore left it. */
        readonly sha256: string;
        /** Where in the local trash is what was there before, relative to the trash; absent where nothing was. */
        readonly inTrash?: string;
      }
    | { readonly kind: 'taken'; readonly path: string; readonly size: number; readonly inTrash: string }
    | { readonly kind: 'folder-made'; readonly path: string }
    | { readonly kind: 'folder-removed'; readonly path: string }
  );

/** Why a path stays as it is: a failure, or a name or key that cannot be stored there. */
export type RestoreObstacle = { readonly error: SyncError } | { readonly blocked: BlockReason };

export type RestoreFailure = { readonly path: string } & RestoreObstacle;

/** What was done, in numbers, and what was not, path by path. */
export interface RestoreReport {
  readonly restored: number;
  readonly identical: number;
  readonly removed: number;
  readonly bytes: number;
  readonly failures: readonly RestoreFailure[];
}

/** A restore to take back (`undo`), or one whose undo is taken back (`redo`), is a run like the restore itself. */
export type RestoreKind = 'restore' | 'undo' | 'redo';

/** A restore, and how it ended. What it changed is kept beside it, path by path. */
export interface RestoreRecord {
  readonly id: string;
  readonly what: RestoreKind;
  /** The folder on this computer that it went to; undefined for the original place. */
  readonly to?: string | undefined;
  /** The run that it takes back; undefined for a restore. */
  readonly undoes?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedMs: number;
  /** `interrupted`: not by the user, and not by a failure. */
  readonly state: 'running' | 'ended' | 'stopped' | 'interrupted' | 'failed';
  readonly report: RestoreReport;
  /** With `failed`. */
  readonly error?: SyncError | undefined;
}
