import type { CycleCounts } from './pair.ts';

/** A cycle that did nothing yet. */
export function noCounts(): CycleCounts {
  return {
    uploaded: 0,
    downloaded: 0,
    recycled: 0,
    trashed: 0,
    renamed: 0,
    recorded: 0,
    conflicts: 0,
    blocked: 0,
    failed: 0,
    held: 0,
  };
}
