import type { DecisionCode, Mode } from '../core/decide.ts';
import type { GuardName } from '../core/guard.ts';
import type { SyncError } from '../core/error.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Headroom } from '../ports/headroom.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { LocalTrash } from '../ports/local-trash.ts';
import type { LocalTree } from '../ports/local-tree.ts';
import type { Log } from '../ports/log.ts';
import type { BucketTraits, ObjectStore } from '../ports/object-store.ts';

/** One pair as the engine knows it, apart from where its parts come from. */
export interface PairSettings {
  readonly id: string;
  readonly name: string;
  /** The local folder, for messages. */
  readonly folder: string;
  readonly mode: Mode;
  /** Empty, or ends in `/`. */
  readonly prefix: string;
  readonly recyclePrefix: string;
  /** This device's name, as it appears in conflict copies and metadata. */
  readonly device: string;
  /** What tells this device from others of the same name; its name when left out. */
  readonly deviceId?: string | undefined;
  /** A file untouched for this long counts as written to the end (milliseconds). */
  readonly quietMs: number;
  /** Files transferred side by side. */
  readonly transfers: number;
  /** How long the local trash keeps what it got; 90 days when left out. */
  readonly localTrashDays?: number | undefined;
  /** Endpoint, bucket and prefix: a baseline made with another one is not used. */
  readonly target: string;
  /** Folders that are off on this device, ending in `/`: untracked here. */
  readonly off?: readonly string[] | undefined;
  /** Folders of Windlass itself that lie in the pair's, ending in `/`: never tracked. */
  readonly own?: readonly string[] | undefined;
}

/** Everything a pair's engine works with; compose.ts makes it from adapters, the simulation from twins. */
export interface PairParts {
  readonly settings: PairSettings;
  readonly tree: LocalTree;
  /** Where the tree puts what it replaces or removes, to be purged in time; what is old stays when it is left out. */
  readonly localTrash?: LocalTrash | undefined;
  readonly store: ObjectStore;
  readonly recycle: ObjectStore;
  readonly index: IndexStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** For the doctor, which leaves its questions out where nobody tells. */
  readonly headroom?: Headroom | undefined;
  /** Requests made so far by kind, and bytes on the wire. */
  readonly meter: () => RequestTotals;
  /** SHA-256 of bytes or text, lower-case hex. */
  readonly sha256: (data: Uint8Array | string) => string;
}

export interface RequestTotals {
  readonly LIST: number;
  readonly GET: number;
  readonly HEAD: number;
  readonly PUT: number;
  readonly COPY: number;
  readonly DELETE: number;
  readonly POST: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
}

/** What one operation works with. */
export interface PairContext extends PairParts {
  readonly traits: BucketTraits;
  readonly signal: AbortSignal;
  readonly events: (event: EngineEvent) => void;
}

/** What the two buckets alone are looked at with: no folder, and nothing that was agreed on. */
export interface BucketContext extends Pick<
  PairContext,
  'store' | 'recycle' | 'index' | 'clock' | 'random' | 'log' | 'signal'
> {
  readonly settings: Pick<PairSettings, 'prefix' | 'recyclePrefix'>;
}

/** What happened while a cycle ran; hosts turn these into progress bars, notifications and NDJSON. */
export type EngineEvent =
  | { readonly type: 'phase'; readonly phase: CyclePhase }
  | { readonly type: 'progress'; readonly progress: Progress }
  /** Work on one path begins; `ended` follows, however it went. */
  | {
      readonly type: 'started';
      readonly path: string;
      readonly reason: DecisionCode;
      /** Bytes of the file concerned. */
      readonly size: number;
    }
  | { readonly type: 'ended'; readonly path: string }
  | {
      readonly type: 'done';
      readonly path: string;
      readonly action: string;
      readonly reason: DecisionCode;
      readonly size: number;
    }
  | { readonly type: 'failed'; readonly path: string; readonly error: SyncError }
  | { readonly type: 'blocked'; readonly path: string; readonly reason: string }
  | {
      readonly type: 'held';
      readonly guard: HeldGuard;
      readonly direction: 'local' | 'remote';
      readonly count: number;
    }
  | { readonly type: 'halted'; readonly error: SyncError };

export type HeldGuard = GuardName | 'root-replaced' | 'bucket-wrong';
export type CyclePhase = 'looking' | 'comparing' | 'working' | 'resting';

/** Absolute totals, so that a late listener sees the whole picture. */
export interface Progress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Bytes per second over the last seconds; 0 while unknown. */
  readonly bytesPerSecond: number;
  /** The rate was measured for long enough to tell by it how long the rest takes. */
  readonly steady: boolean;
}

/** The counts of design.md's summary line. */
export interface CycleCounts {
  uploaded: number;
  downloaded: number;
  recycled: number;
  trashed: number;
  renamed: number;
  recorded: number;
  conflicts: number;
  blocked: number;
  failed: number;
  held: number;
}

export interface SyncReport extends Readonly<CycleCounts> {
  readonly pair: string;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly requests: Omit<RequestTotals, 'bytesUp' | 'bytesDown'>;
  /** Milliseconds. */
  readonly ms: number;
  /** Set when the cycle stopped before it changed anything. */
  readonly halted?: SyncError;
  /** What failed, at most 100, in the order it happened. */
  readonly failures: readonly SyncError[];
  /** With a dry run: what would be done, unless a listener took it. */
  readonly planned?: readonly PlannedStep[];
}

/** Is given the next step once what it returned has settled. */
export type PlannedListener = (step: PlannedStep) => Promise<void> | void;

export interface PlannedStep {
  readonly code: DecisionCode;
  readonly path: string;
  /** Bytes of the file concerned, whether they travel or not. */
  readonly size: number;
  readonly from?: string;
  readonly held: boolean;
}
