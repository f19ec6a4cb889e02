import type { ActivityRow } from '../contract/api/index.ts';
import { describeError } from '../contract/events.ts';
import type { ActivityRecord } from '../index.ts';

/** What happened, as the contract tells it. */
export function activityRow(pair: string, record: ActivityRecord): ActivityRow {
  const { atMs, action, reason, path, target, size, error } = record;
  return {
    pair,
    atMs,
    action,
    reason,
    path,
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size }),
    ...(error === undefined ? {} : { error: describeError(error) }),
  };
}
