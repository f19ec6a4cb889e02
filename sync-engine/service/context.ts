import type { Host, PairState } from '../contract/api/index.ts';
import type { PairConfig } from '../contract/config.ts';
import type {
  ActivityQuery,
  ActivityRecord,
  Home,
  HostParts,
  PairEngine,
  RestoreHistory,
  SystemTrash,
} from '../index.ts';
import type { LiveFeed } from './live-feed.ts';

/** What a host (browser server, Electron's engine process) tells the service about itself. */
export interface ServiceOptions {
  readonly parts: HostParts;
  readonly host: Host;
  /** Runs only these pairs (by name or id); all when left out. */
  readonly only?: readonly string[] | undefined;
  /** Shows a file or folder in the file manager; only with `host.fileManager`. */
  readonly reveal?: ((file: string) => Promise<void>) | undefined;
  /** Starts Windlass when the user signs in; only with `host.loginItem`. */
  readonly setLoginItem?: ((on: boolean) => Promise<void>) | undefined;
  /** Used while the settings want it; only with `host.systemTrash`. */
  readonly systemTrash?: SystemTrash | undefined;
}

/** A pair that the service keeps in step. */
export interface RunningPair {
  /** As configured now. */
  readonly config: PairConfig;
  /** Throws the failure with which it could not be opened. */
  engine(): PairEngine;
  /** Restores that were written down; undefined while it is not open. */
  restores(): RestoreHistory | undefined;
  state(): PairState;
  /** Newest first; nothing while it is not open. */
  activity(query: ActivityQuery): readonly ActivityRecord[];
  /** Newest first; while it is not open, as its index has it. */
  history(query: ActivityQuery): Promise<readonly ActivityRecord[]>;
  /** Rests until `resume`, or until an instant (milliseconds since the epoch). */
  pause(untilMs?: number): void;
  /** Goes on, whatever the schedule said last. */
  resume(): void;
  /** Rests, or goes on, as the schedule says from now on; a pause of the user holds all the same. */
  rest(on: boolean): void;
  /** Asks for a full cycle now; one that could not be opened is tried again now. Nothing while it rests. */
  wake(): void;
  close(): Promise<void>;
}

/** What the areas of the contract work with. */
export interface ServiceContext {
  readonly options: ServiceOptions;
  /** What pairs and accounts are opened with. */
  readonly parts: HostParts;
  readonly feed: LiveFeed;
  /** The configuration as it is on disk now. */
  home(): Promise<Home>;
  /** Throws `pair-unknown`. */
  pair(id: string): RunningPair;
  pairs(): readonly RunningPair[];
  /** Starts a pair that was just added. */
  start(id: string): Promise<RunningPair>;
  /** Closes a pair that runs here and opens it with its configuration of now; leaves others alone. */
  restart(id: string): Promise<void>;
  /** Stops a pair for good. */
  stop(id: string): Promise<void>;
  /** Opens the file with the keys from now on, until the service ends. */
  usePassphrase(passphrase: string): void;
  /** Settings were saved: takes them up, and tells everybody. */
  settingsChanged(): Promise<void>;
  /** Called before a pair is closed, to be stopped for good or opened anew: what works with its engine comes to its end. */
  onRest(end: (pair: string) => Promise<void>): void;
  /** Called when a pair was stopped for good, before its state is removed. */
  onStop(end: (pair: string) => Promise<void>): void;
  /** Called when the service closes, latest first. */
  onClose(end: () => Promise<void> | void): void;
}
