import type { SyncError, SyncErrorCode } from '../core/error.ts';

/** What the command line exits with; fixed, so that scripts may rely on it. Source: design.md, "The command line". */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  /** Conflicts, or blocked paths. */
  attention: 3,
  credentials: 4,
  /** Deletions wait for a yes or a no. */
  held: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const EXIT_CODES: Partial<Readonly<Record<SyncErrorCode, ExitCode>>> = {
  usage: EXIT.usage,
  'pair-unknown': EXIT.usage,
  'folder-path': EXIT.usage,
  'folder-is-file': EXIT.usage,
  'folder-of-pair': EXIT.usage,
  'credentials-missing': EXIT.credentials,
  'credentials-invalid': EXIT.credentials,
  'credentials-expired': EXIT.credentials,
  'access-denied': EXIT.credentials,
  'clock-skew': EXIT.credentials,
  'secret-store-unavailable': EXIT.credentials,
  'passphrase-missing': EXIT.credentials,
  'passphrase-wrong': EXIT.credentials,
  'secret-file-damaged': EXIT.credentials,
  'root-foreign': EXIT.usage,
  'folder-relative': EXIT.usage,
  'folder-disk': EXIT.usage,
  'folder-taken': EXIT.usage,
  'folder-nested': EXIT.usage,
  'folder-own': EXIT.usage,
  'root-emptied': EXIT.held,
  'bucket-emptied': EXIT.held,
};

/** Everything without a code of its own is a failure. */
export function exitCodeOf(error: SyncError): ExitCode {
  return EXIT_CODES[error.code] ?? EXIT.failure;
}
