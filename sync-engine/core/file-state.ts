import type { BaselineRow } from './baseline.ts';
import type { LocalState, RemoteState } from './decide.ts';
import type { LocalFile, RemoteEntry } from './entry.ts';
import { sameStamp } from './entry.ts';

/** A local file against the baseline, by its stat alone. */
export function localFileState(local: LocalFile, base: BaselineRow | undefined): LocalState {
  if (base?.kind !== 'file') return 'new';
  if (sameStamp(local.stamp, base.stamp)) return 'same';
  return local.stamp.size === base.stamp.size ? 'touched' : 'edited';
}

/** An object, or its absence, against the baseline, by its listing alone. */
export function remoteFileState(remote: RemoteEntry | undefined, base: BaselineRow | undefined): RemoteState {
  if (base?.kind !== 'file') return remote === undefined ? 'none' : 'new';
  if (remote?.kind !== 'file') return 'deleted';
  return remote.etag === base.etag && remote.size === base.stamp.size ? 'same' : 'edited';
}
