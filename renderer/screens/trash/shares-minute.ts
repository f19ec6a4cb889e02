import type { TrashRow } from '../../../sync-engine/contract/api/index.ts';

const MINUTE_MS = 60_000;

/** True where a row reads like one of its neighbours unless seconds are shown. */
export function sharesMinute(
  row: TrashRow | undefined,
  neighbours: readonly (TrashRow | undefined)[],
): boolean {
  return (
    row !== undefined && neighbours.some((other) => other !== undefined && minuteOf(other) === minuteOf(row))
  );
}

function minuteOf({ deletedAtMs }: TrashRow): number {
  return Math.floor(deletedAtMs / MINUTE_MS);
}
