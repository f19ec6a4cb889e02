import type { RemoteEntry } from './entry.ts';
import { fitsKey, keyOf, MAX_OBJECT_BYTES, pathOf } from './object-key.ts';
import { blockedPath, identityOf, isFolderPath, isReserved } from './path.ts';
import type { NameRules } from './path.ts';

/** One line of a LIST. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly modifiedMs: number;
}

/**
 * What a listed object is to a pair; undefined for what is not part of its tree (another prefix, our own area). Keys are
 * hostile input: one that could not be stored below the root comes out as `blocked`, with its reason.
 */
export function remoteEntryOf(
  object: ListedObject,
  prefix: string,
  rules: NameRules,
): RemoteEntry | undefined {
  const path = pathOf(prefix, object.key);
  if (path === undefined || isReserved(path)) return undefined;
  const id = identityOf(path, rules);
  const reason = blockedPath(path, rules) ?? (object.size > MAX_OBJECT_BYTES ? 'too-large' : undefined);
  if (reason !== undefined) return { kind: 'blocked', id, path, reason };
  if (!isFolderPath(path)) {
    return { kind: 'file', id, path, size: object.size, etag: object.etag, modifiedMs: object.modifiedMs };
  }
  // Bytes in an object whose name ends in `/` have no file they could become.
  if (object.size > 0) return { kind: 'blocked', id, path, reason: 'beside-folder' };
  return { kind: 'folder', id, path, etag: object.etag, modifiedMs: object.modifiedMs };
}

/** The path an object gets for a new local file: NFC, so that all devices agree on one spelling. */
export function remoteSpelling(localPath: string): string {
  return localPath.normalize('NFC');
}

/** Whether a new local path can be a key below the prefix. */
export function fitsRemotely(prefix: string, remotePath: string): boolean {
  return fitsKey(keyOf(prefix, remotePath));
}
