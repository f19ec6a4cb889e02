import type { CheckName } from '../../contract/check-names.ts';
import type { CheckNote } from '../../contract/check-notes.ts';
import type { CheckPurpose } from '../../contract/check-purposes.ts';

/** One thing to try. */
export interface Step {
  /** Its name, unique: other steps refer to it. */
  readonly check: CheckName;
  /** The IAM action it needs, and the bucket. */
  readonly action?: string;
  readonly bucket?: string;
  /** Steps without which this one makes no sense. */
  readonly needs?: readonly CheckName[];
  /** What is lost when it fails; without it, the pair cannot be synced. */
  readonly onlyFor?: CheckPurpose;
  /** Resolves with what was found; rejects with a SyncFailure. */
  readonly run: () => Promise<Finding>;
}

/** A plain text is good news. */
export type Finding = string | CheckNote;
