import { openSqliteIndex, type OpenedIndex } from '../../sync-engine/adapters/sqlite/open-index.ts';
import type { Clock } from '../../sync-engine/ports/clock.ts';
import type { Log } from '../../sync-engine/ports/log.ts';
import { T0 } from './records.ts';

const clock: Clock = { now: () => T0, monotonic: () => 0, sleep: () => Promise.resolve() };
const log: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };

/** Opens an index with a clock that stands still at T0 and a silent log. */
export function openIndexForTest(file: string, options: { readonly activityCap?: number } = {}): OpenedIndex {
  return openSqliteIndex({ file, clock, log, ...options });
}
