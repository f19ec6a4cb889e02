import type { LocalTree } from '../ports/local-tree.ts';
import type { RestoreChange, RestoreReport } from '../ports/restore-record.ts';

export type {
  RestoreChange,
  RestoreFailure,
  RestoreObstacle,
  RestoreReport,
} from '../ports/restore-record.ts';

/** The recycle bucket of a pair: everything deleted or overwritten, and the way back. */
export interface RecycleBin {
  /**
   * Trash entries: the versions of one path together, newest first; paths in the order of their keys (see core/trash-key.ts).
   * Streams: a bucket may hold millions.
   */
  list(query?: TrashQuery): AsyncIterable<TrashRow>;
  /** What a restore would do, without doing it. What cannot be stored at `to` has no row; the report gives it as a failure. */
  preview(request: RestoreRequest): Promise<RestorePreview>;
  /** As `preview`, and what was shown can be carried out, once. Nothing is looked up again then: what changed meanwhile fails by itself. */
  prepare(request: RestoreRequest): Promise<PreparedRestore>;
  /**
   * Puts things back as they were before a restore, from what it told its `onChange`: what it created goes to the recycle bucket, what
   * it overwrote or removed comes back from there, by the key of that very version; in the folder of an upload-only pair, all of that
   * by way of the local trash. What somebody changed since is left as it is, and reported as a failure.
   */
  prepareUndo(changes: readonly RestoreChange[], signal?: AbortSignal): Promise<PreparedRestore>;
  /**
   * Restores by copies on the server (or into a local folder by downloads). What it overwrites goes to the recycle bucket
   * first. In an upload-only pair, where the folder is the truth, it restores into the folder, and what it overwrites goes to the
   * local trash; the next sync does the rest. Rejects before anything is changed when a path names nothing.
   */
  restore(request: RestoreRequest): Promise<RestoreReport>;
  /** Deletes trash entries for good. */
  purge(request: PurgeRequest): Promise<{ readonly purged: number; readonly bytes: number }>;
  /**
   * The beginning of one version, `maxBytes` at most; of an object in the bucket of which `size` is known from its list. Rejects `usage`
   * for a key that is no trash entry's.
   */
  read(
    version: Pick<TrashRow, 'key' | 'size'>,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Uint8Array>;
  /** True where something is in step at a path now: by the index alone, without a request. */
  isBack(path: string): boolean;
  /** The devices that put entries there: names by tag (`TrashRow.deviceTag`). */
  devices(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  retention(signal?: AbortSignal): Promise<Retention>;
  /** Sets our rule (days), or takes it away (undefined); other rules are kept as they are. */
  setRetention(days: number | undefined, signal?: AbortSignal): Promise<Retention>;
}

export interface TrashQuery {
  /** A file, or a folder with everything in it; several are joined. All when empty. */
  readonly paths?: readonly string[];
  /** Substring of the path, any letter case. */
  readonly search?: string;
  /**
   * Only the versions that a restore as of this instant (milliseconds since the epoch) would bring back from here, each at the path
   * it had then. Rejects `path-unknown` when nothing is known of one of the paths.
   */
  readonly asOfMs?: number;
  readonly signal?: AbortSignal;
}

export interface TrashRow {
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly deletedAtMs: number;
  /** `d` deleted, `o` overwritten, `c` conflict loser, `foreign` moved there by another system. */
  readonly reason: 'd' | 'o' | 'c' | 'foreign';
  /** Milliseconds since the epoch; 0 when unknown. */
  readonly bornAtMs: number;
  readonly size: number;
  /** The whole key in the recycle bucket. */
  readonly key: string;
  /**
   * Tells the device that moved it there (`RecycleBin.devices`). Entries from before there were tags have one that names no device;
   * undefined for those of other systems.
   */
  readonly deviceTag: string | undefined;
}

export interface RestoreRequest extends RestoreWatch {
  /**
   * Files or folders; with `asOfMs` the area to bring back. All when empty (only with `asOfMs`). Without a time, a file comes back
   * over what is there now, and a folder brings back what is missing from it.
   */
  readonly paths: readonly string[];
  /** Trash keys, to restore exactly these versions. */
  readonly keys?: readonly string[];
  /** Everything as it was at this instant (milliseconds since the epoch); left out: the newest version of each path. */
  readonly asOfMs?: number;
  /** Somewhere else on disk instead of the original place. */
  readonly to?: LocalTree;
}

/** How somebody looks on while a restore runs. */
export interface RestoreWatch {
  readonly signal?: AbortSignal;
  /** Called after every path: paths that are done, failed ones too, of all where something is to be done. */
  readonly onProgress?: (done: number, total: number) => void;
  /**
   * Called right before a path is changed: with what `onChange` would tell of it if nobody were there any more. With `takesBack`, an
   * undo takes that back in more than one step: from now on it is only `maybe` as it left it.
   */
  readonly onAttempt?: (change: RestoreChange, takesBack?: RestoreChange) => void;
  /**
   * Called when a path was changed, but for another folder, also if the restore fails or is cancelled later; and when it may have been,
   * for a request was cut off.
   */
  readonly onChange?: (change: RestoreChange) => void;
  /** Called when it has come to its end, also by a failure or cancellation: what was done by then. */
  readonly onEnd?: (report: RestoreReport) => void;
}

export interface PreparedRestore extends RestorePreview {
  run(watch?: RestoreWatch): Promise<RestoreReport>;
}

export interface RestorePreview {
  readonly rows: readonly RestoreRow[];
}

export interface RestoreRow {
  readonly path: string;
  /**
   * `remove`: it was not there at that instant; it goes to the recycle bucket. `leave`: it was, but in a version that was deleted for
   * good since; it stays as it is.
   */
  readonly action: 'create' | 'overwrite' | 'identical' | 'remove' | 'leave';
  readonly size: number;
  readonly bornAtMs: number;
}

export interface PurgeRequest {
  /** Files or folders; all when empty. */
  readonly paths: readonly string[];
  /** Exactly these versions, instead of paths and times. */
  readonly entries?: readonly Pick<TrashRow, 'path' | 'key' | 'size'>[];
  /** Only what was deleted before this instant (milliseconds since the epoch). */
  readonly beforeMs?: number;
  readonly signal?: AbortSignal;
}

/** When a lifecycle rule removes what lies in a bucket. */
export interface Expiry {
  readonly days: number;
  /** The rule's id. */
  readonly rule: string;
  /** Made by Windlass. */
  readonly ours: boolean;
}

export interface Retention {
  /** Days until a trash entry expires; undefined when our rule is not set. */
  readonly days: number | undefined;
  /** The soonest end that any rule puts to a trash entry, ours or another's; undefined when none does. */
  readonly expiry: Expiry | undefined;
  /** Days until a stale multipart upload in the object bucket is aborted; undefined when not set. */
  readonly abortUploadDays: number | undefined;
  /** Rules of others, left alone. */
  readonly otherRules: number;
  /** False where the provider has no lifecycle. */
  readonly supported: boolean;
}
