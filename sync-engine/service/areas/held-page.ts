import { createHash } from 'node:crypto';
import type { HeldGroup, HeldRow } from '../../contract/api/index.ts';
import type { HeldRecord } from '../../index.ts';

export interface HeldPage {
  readonly total: number;
  readonly bytes: number;
  readonly seen: string;
  readonly groups: readonly HeldGroup[];
  readonly rows: readonly HeldRow[];
}

/** One window of what waits for the user, grouped by side and guard, then by path. */
export function heldPage(
  records: readonly HeldRecord[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): HeldPage {
  const waiting = records.filter(({ state }) => state === 'held');
  const byGroup = Map.groupBy(waiting, ({ direction, guard }) => `${direction} ${guard}`);
  const groups = [...byGroup.keys()].toSorted().map((key) => byGroup.get(key) ?? []);
  return {
    total: waiting.length,
    bytes: bytesOf(waiting),
    seen: heldSeen(records),
    groups: groups.flatMap((members) => {
      const [first] = members;
      if (first === undefined) return [];
      const { direction, guard } = first;
      return [{ direction, guard, count: members.length, bytes: bytesOf(members) }];
    }),
    rows: groups
      .flatMap((members) => members.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
      .slice(offset, offset + limit)
      .map(({ path, direction, guard, size, heldAtMs }) => ({ path, direction, guard, size, heldAtMs })),
  };
}

/** Names what waits for the user: another deletion, or another version, makes another name. */
export function heldSeen(records: readonly HeldRecord[]): string {
  const hash = createHash('sha256');
  const waiting = records.filter(({ state }) => state === 'held');
  for (const { id, direction, guard, size } of waiting.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    hash.update(JSON.stringify([id, direction, guard, size]));
  return hash.digest('base64url');
}

function bytesOf(records: readonly HeldRecord[]): number {
  return records.reduce((sum, { size }) => sum + size, 0);
}
