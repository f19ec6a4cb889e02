import { EXIT } from '../../contract/exit-code.ts';
import { openPairBeside, openHome, type Retention } from '../../index.ts';
import { count } from '../output/format.ts';
import { choosePair, hostOf } from '../pairs.ts';
import type { Handler } from '../runner.ts';

interface RetentionOptions {
  readonly days?: number;
  readonly off?: true;
}

export const trashRetention: Handler<[string | undefined], RetentionOptions> = async (
  call,
  [name],
  { days, off },
) => {
  const home = await openHome(call.io.env);
  const pair = choosePair(home, name);
  const opened = await openPairBeside(home, pair, hostOf(call));
  try {
    const now =
      days === undefined && off !== true
        ? await opened.engine.bin.retention(call.signal)
        : await opened.engine.bin.setRetention(days, call.signal);
    call.out.emit(
      {
        type: 'retention',
        pair: pair.name,
        days: now.days ?? null,
        expiry: now.expiry ?? null,
        abortUploadDays: now.abortUploadDays ?? null,
        otherRules: now.otherRules,
        supported: now.supported,
      },
      `${pair.name}: ${retentionText(now)}`,
    );
  } finally {
    await opened.engine.close();
  }
  return EXIT.ok;
};

function retentionText({ expiry, abortUploadDays, otherRules, supported }: Retention): string {
  if (!supported)
    return 'this provider deletes nothing by itself; use windlass trash purge --before 90d from time to time';
  return [
    expiry === undefined
      ? 'everything is kept until you purge it (90 days: windlass trash retention --days 90)'
      : `the provider deletes trash after ${count(expiry.days, 'day')}${expiry.ours ? '' : ` by the rule '${expiry.rule}', which is not Windlass's`}`,
    ...(abortUploadDays === undefined
      ? []
      : [`and unfinished uploads after ${count(abortUploadDays, 'day')}`]),
    ...(otherRules === 0 ? [] : [`(${count(otherRules, 'rule')} of others left alone)`]),
  ].join(' ');
}
