/**
 * Every way a sync can fail, as data. Adapters map foreign errors to these in one file each; hosts turn a code
 * into a title, a message and a remedy (contract/error-text.ts). Bugs are not in this list: they throw.
 */
export type SyncErrorCode =
  // Account and bucket
  | 'credentials-missing' // no keys found where the account says they are
  | 'credentials-invalid' // unknown access key, or a secret that does not match
  | 'credentials-expired' // session token past its end
  | 'access-denied' // signed in, but not allowed: `action` names the IAM action
  | 'clock-skew' // this machine's clock is too far off for signatures
  | 'bucket-missing'
  | 'bucket-wrong' // the bucket carries another pair's marker
  | 'bucket-emptied' // the bucket's marker is gone, and with it everything we knew
  | 'lifecycle-unsupported'
  // Object store
  | 'object-missing'
  | 'precondition-failed' // the object is no longer what the plan saw
  | 'key-too-long'
  | 'network'
  | 'timeout'
  | 'throttled'
  | 'server-error'
  | 'unsupported' // the provider answers 501 or its equal
  | 'content-mismatch' // what arrived does not have the promised hash or size
  | 'listing-incomplete'
  | 'upload-missing' // the multipart upload is gone (NoSuchUpload)
  | 'bad-request'
  // Local folder
  | 'root-missing' // the folder is not there (unmounted, moved)
  | 'root-replaced' // a folder is there, but without our marker or on another device
  | 'root-foreign' // a folder that was named as a pair's does not carry its marker
  | 'root-emptied'
  | 'folder-relative' // a folder for a pair was named by no whole path
  | 'folder-disk' // it is a whole disk
  | 'folder-taken' // it is another pair's
  | 'folder-nested' // it and another pair's lie one inside the other
  | 'folder-own' // it is Windlass's own, or lies in it
  | 'local-changed' // the file is no longer what the plan saw
  | 'local-writing' // the file is still being written
  | 'local-missing'
  | 'local-denied'
  | 'local-busy'
  | 'local-exists'
  | 'local-not-empty'
  | 'local-name' // the file system refuses the name
  | 'local-kind' // something of another kind, a folder or a link say, has the name
  | 'local-io'
  | 'disk-full'
  | 'file-too-large'
  | 'folder-path' // what was given for a folder is no path that a folder of ours may have
  | 'folder-is-file' // a file is where a folder was named
  | 'folder-of-pair' // a folder that was named belongs to a pair: `pair` says which
  // House
  | 'index-corrupt'
  | 'index-locked'
  | 'index-io'
  | 'config-invalid'
  | 'secret-store-unavailable' // no keychain, or one that is locked or does not answer
  | 'passphrase-missing' // nobody gave the passphrase of the encrypted file
  | 'passphrase-wrong' // it does not open the file, or the file was changed: which of the two cannot be told
  | 'secret-file-damaged' // what is there is no encrypted file of ours
  | 'pair-unknown'
  | 'held-changed' // what is held is not what the person saw who answered
  | 'restore-running' // one restore of a pair at a time
  | 'restore-unagreed' // it would remove much, and nobody agreed to that many
  | 'restore-changed' // what a restore did was changed since, so its undo leaves it
  | 'version-gone' // the recycle bucket no longer holds the version that was to come back
  | 'path-unknown' // nothing is known at a path that was named
  | 'not-found'
  | 'usage'
  | 'aborted'
  | 'internal';

/**
 * What to do next:
 * - `transient`: the same request may succeed later, retry with backoff;
 * - `replan`: the world moved under the plan, look again before acting;
 * - `permanent`: nothing changes until somebody acts.
 */
export type RetryClass = 'transient' | 'replan' | 'permanent';

export interface SyncError {
  readonly code: SyncErrorCode;
  /** One technical sentence for logs; never holds a secret. */
  readonly message: string;
  /** The pair-relative path, when one file is concerned. */
  readonly path?: string;
  readonly bucket?: string;
  /** The name of the pair that is concerned, where that is not the one that was asked for. */
  readonly pair?: string;
  readonly key?: string;
  /** The IAM action that is missing, such as `s3:PutObject`, with `access-denied`. */
  readonly action?: string;
  /** HTTP status, when a server answered. */
  readonly status?: number;
  /** The provider's or the system's own code, such as `SlowDown` or `EACCES`. */
  readonly foreignCode?: string;
  /** Wait at least this long before the next try (milliseconds), when the server said so. */
  readonly retryAfterMs?: number;
  /** The region that the server wants requests signed for, when it refused another. */
  readonly region?: string;
}

const TRANSIENT: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'network',
  'timeout',
  'throttled',
  'server-error',
  'local-busy',
  'local-writing',
  'listing-incomplete',
  'content-mismatch',
]);
const REPLAN: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'precondition-failed',
  'local-changed',
  'local-missing',
  'local-exists',
  'local-not-empty',
  'object-missing',
  'upload-missing',
]);

export function retryClass(code: SyncErrorCode): RetryClass {
  if (TRANSIENT.has(code)) return 'transient';
  return REPLAN.has(code) ? 'replan' : 'permanent';
}

/** Carries a SyncError through `throw`; every port rejects with this, or with a bug. */
export class SyncFailure extends Error {
  override readonly name = 'SyncFailure';
  readonly error: SyncError;

  constructor(error: SyncError, options?: { readonly cause?: unknown }) {
    super(`${error.code}: ${error.message}`, options);
    this.error = error;
  }
}

/** Shorthand for `throw fail(code, message, details)`. */
export function fail(
  code: SyncErrorCode,
  message: string,
  details: Omit<SyncError, 'code' | 'message'> & { readonly cause?: unknown } = {},
): SyncFailure {
  const { cause, ...rest } = details;
  return new SyncFailure({ code, message, ...rest }, cause === undefined ? undefined : { cause });
}

/** The SyncError of a caught value; anything that is not a SyncFailure is a bug and becomes `internal`. */
export function toSyncError(caught: unknown): SyncError {
  if (caught instanceof SyncFailure) return caught.error;
  if (caught instanceof Error && caught.name === 'AbortError')
    return { code: 'aborted', message: 'cancelled' };
  return { code: 'internal', message: caught instanceof Error ? caught.message : String(caught) };
}

export function hasCode(caught: unknown, ...codes: readonly SyncErrorCode[]): caught is SyncFailure {
  return caught instanceof SyncFailure && codes.includes(caught.error.code);
}
