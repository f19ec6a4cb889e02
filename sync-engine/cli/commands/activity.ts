import { EXIT } from '../../contract/exit-code.ts';
import { describeError, instantOf, type CliRecord } from '../../contract/events.ts';
import { openHome, openView, type ActivityRecord } from '../../index.ts';
import { formatBytes, formatTime, printable } from '../output/format.ts';
import { choosePair } from '../pairs.ts';
import type { Handler } from '../runner.ts';

interface ActivityOptions {
  readonly limit: number;
  readonly search?: string;
}

export const activity: Handler<[string | undefined], ActivityOptions> = async (call, [name], options) => {
  const { out } = call;
  const home = await openHome(call.io.env);
  const pair = choosePair(home, name);
  const view = await openView(home, pair);
  try {
    const records = view.activity({ limit: options.limit, search: options.search });
    for (const record of records) out.emit(activityRecord(record, pair.name), activityText(record));
    if (records.length === 0) out.note('Nothing has been done yet.');
  } finally {
    view.close();
  }
  return EXIT.ok;
};

function activityText({ atMs, action, reason, path, target, size, error }: ActivityRecord): string {
  const to = target === undefined ? '' : ` → ${printable(target)}`;
  const bytes = size === undefined ? '' : `, ${formatBytes(size)}`;
  const failure = error === undefined ? '' : `: ${printable(error.message)}`;
  return `${formatTime(atMs)}  ${action.padEnd(12)} ${printable(path)}${to}  (${reason}${bytes})${failure}`;
}

function activityRecord(record: ActivityRecord, pair: string): CliRecord {
  const { atMs, action, reason, path, target, size, error } = record;
  return {
    type: 'activity',
    pair,
    at: instantOf(atMs),
    action,
    reason,
    path,
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size }),
    ...(error === undefined ? {} : { error: describeError(error) }),
  };
}
