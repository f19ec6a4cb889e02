import { formatInstant } from '../../sync-engine/core/instant.ts';
import type { TrashIndexEntry } from '../../sync-engine/ports/trash-index.ts';

const DAY_MS = 86_400_000;
/** The last deletion, milliseconds since the epoch. */
export const TRASH_END_MS = Date.UTC(2026, 10, 21);

/** Synthetic trash entries, numbered: two versions of every tenth file, paths of some 60 bytes, 90 days. */
export function trashEntries(from: number, to: number): readonly TrashIndexEntry[] {
  return Array.from({ length: to - from }, (_, at) => {
    const n = from + at;
    const file = n % 10 === 1 ? n - 1 : n;
    const year = 2000 + (file % 27);
    const name = `projects/Client ${file % 97}/${year} ${file % 3 === 0 ? 'Quarter' : 'Month'} reports/File ${file}.xlsx`;
    const deletedAtMs = TRASH_END_MS - ((n * 7_919) % (90 * 86_400)) * 1_000 - (n % 1_000);
    const bornAtMs = deletedAtMs - DAY_MS;
    const reason = n % 10 === 1 ? 'o' : 'd';
    const tag = n % 4 === 0 ? 'desk' : 'lap1';
    const id = `${tag}${n.toString(36).padStart(6, '0')}`;
    const key = `bin/${name}~${formatInstant(deletedAtMs)}.${reason}.${formatInstant(bornAtMs)}.${id}`;
    return { path: name, key, deletedAtMs, bornAtMs, reason, size: (n * 31) % 100_003, deviceTag: tag };
  });
}
