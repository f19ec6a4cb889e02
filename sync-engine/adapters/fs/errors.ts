import { fail, SyncFailure } from '../../core/error.ts';
import type { SyncErrorCode } from '../../core/error.ts';
import { diskCode } from './disk.ts';

const CODES: Readonly<Record<string, SyncErrorCode>> = {
  EACCES: 'local-denied',
  EPERM: 'local-denied',
  EROFS: 'local-denied',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'local-missing',
  EBUSY: 'local-busy',
  ETXTBSY: 'local-busy',
  EEXIST: 'local-exists',
  ENOTEMPTY: 'local-not-empty',
  ENAMETOOLONG: 'local-name',
  EINVAL: 'local-name',
  EILSEQ: 'local-name',
  // O_NOFOLLOW met a symlink where a file was, or a file stands where a folder was.
  ELOOP: 'local-changed',
  ENOTDIR: 'local-changed',
  EISDIR: 'local-changed',
  EFBIG: 'file-too-large',
};

/** What a failed disk call means for `path`. A SyncFailure passes through; what is no disk error is a bug and does too. */
export function toLocalFailure(caught: unknown, path: string): unknown {
  if (caught instanceof SyncFailure) return caught;
  const foreignCode = diskCode(caught);
  if (foreignCode === undefined) return caught;
  const message = caught instanceof Error ? caught.message : foreignCode;
  return fail(CODES[foreignCode] ?? 'local-io', message, { path, foreignCode, cause: caught });
}

/** Runs `action`, whose disk errors become SyncFailures about `path`. */
export async function mapErrors<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (caught) {
    throw toLocalFailure(caught, path);
  }
}

/** Passes `items` on; disk errors on the way become SyncFailures about `path`. */
export async function* mapErrorsOf<Item>(path: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items;
  } catch (caught) {
    throw toLocalFailure(caught, path);
  }
}

/** Rejects `aborted` once the signal has fired. */
export function checkAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw fail('aborted', 'cancelled');
}
