import type { BaselineRow } from './baseline.ts';
import type { DecisionCode } from './decide.ts';
import type { BlockReason, LocalEntry, RemoteEntry } from './entry.ts';

/** What is to happen at one path, and everything that was known when it was decided. */
export interface Decision {
  readonly code: DecisionCode;
  readonly id: string;
  /** Where the file is, or will be, on disk. */
  readonly localPath: string;
  /** Where the object is, or will be, below the prefix. */
  readonly remotePath: string;
  readonly local: LocalEntry | undefined;
  readonly remote: RemoteEntry | undefined;
  readonly base: BaselineRow | undefined;
  /** With `blocked`: why. */
  readonly blocked?: BlockReason;
  /** SHA-256 of the local file with the stamp in `local`, where it has been read already. */
  readonly localSha256?: string;
  /** With `rename-remote` and `rename-local`: what the new path was before. */
  readonly renamedFrom?: Decision;
}
