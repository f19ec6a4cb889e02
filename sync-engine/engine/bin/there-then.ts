import type { ActivityRecord } from '../../ports/index-store.ts';

export interface ThenQuery {
  readonly paths: ReadonlySet<string>;
  /** All of those paths, oldest first. */
  readonly records: Iterable<ActivityRecord>;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** When each path was last seen to go until then, by the bucket's own account: what this device did before tells nothing. */
  readonly goneMs: ReadonlyMap<string, number>;
}

/**
 * Of some paths, those that were there at an instant as far as what this device did tells. The recycle bucket cannot tell it of a file
 * whose version of then was deleted for good.
 */
export function thereThen({ paths, records, atMs, goneMs }: ThenQuery): ReadonlySet<string> {
  const known = new Map<string, boolean>([...goneMs.keys()].map((path) => [path, false]));
  for (const record of records) {
    for (const { path, before = false, after } of saysOf(record)) {
      if (record.atMs > atMs) known.set(path, known.get(path) ?? before);
      else if (after !== undefined && record.atMs > (goneMs.get(path) ?? 0)) known.set(path, after);
    }
  }
  return new Set([...known].filter(([path, there]) => there && paths.has(path)).map(([path]) => path));
}

/** Whether a path was there before and after what was done; undefined where that does not tell. */
interface Saying {
  readonly path: string;
  readonly before?: boolean;
  readonly after?: boolean;
}

function saysOf({ action, reason, path, target }: ActivityRecord): readonly Saying[] {
  switch (action) {
    case 'uploaded':
    case 'downloaded':
      return [{ path, before: reason.endsWith('-changed'), after: true }];
    case 'recorded':
    case 'folder-made':
      return [{ path, after: true }];
    case 'conflict':
      return [{ path, after: true }, ...(target === undefined ? [] : [{ path: target, after: true }])];
    case 'renamed':
      return [
        { path, before: true, after: false },
        ...(target === undefined ? [] : [{ path: target, after: true }]),
      ];
    case 'recycled':
    case 'folder-removed':
      return [{ path, before: true, after: false }];
    case 'trashed':
      // A folder that is not kept here any more is kept in the bucket.
      return [{ path, before: true, after: reason === 'turned-off' }];
    case 'forgotten':
      // Else it is ignored from now on, and where it was.
      return reason === 'untrack' ? [] : [{ path, after: false }];
    default:
      // Restored to wherever, or not done at all: none of that tells.
      return [];
  }
}
