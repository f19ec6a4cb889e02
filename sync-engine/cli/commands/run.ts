import { formatBucketUrl } from '../../contract/bucket-url.ts';
import type { PairConfig } from '../../contract/config.ts';
import { EXIT, type ExitCode } from '../../contract/exit-code.ts';
import { openHome, openPair, type PairEngine, type SyncErrorCode, type SyncReport } from '../../index.ts';
import { worse } from '../exit.ts';
import { showEvents } from '../output/engine-events.ts';
import { reportError, reportFailure, usageFailure } from '../output/failure.ts';
import { formatTime } from '../output/format.ts';
import { summaryRecord, summaryText } from '../output/report.ts';
import { choosePairs, hostOf } from '../pairs.ts';
import type { Output } from '../output/output.ts';
import type { Call, Handler } from '../runner.ts';

interface Running {
  readonly pair: PairConfig;
  readonly engine: PairEngine;
}

interface RunFlags {
  readonly ui?: true;
  readonly port?: number;
}

/** Ends when the user says so. A pair that cannot be opened is told about; the others run. */
export const run: Handler<[string[]], RunFlags> = async (call, [names], { ui, port }) => {
  call.io.giveWay?.();
  if (ui === true) return (await import('./run-ui.ts')).runWithPage(call, names, port);
  if (port !== undefined) throw usageFailure('--port is the port of the page: say --ui too');
  const home = await openHome(call.io.env);
  const opened: Running[] = [];
  let code: ExitCode = EXIT.ok;
  for (const pair of choosePairs(home, names)) {
    try {
      opened.push({ pair, engine: await openPair(home, pair, hostOf(call)) });
    } catch (caught) {
      code = worse(code, reportFailure(call.out, caught, { ...call.options, pair: pair.name }));
    }
  }
  await keepInStep(call, opened);
  return code;
};

/** Should one session end by itself (a bug), the others are stopped in good order before it is told. */
async function keepInStep({ out, signal }: Call, opened: readonly Running[]): Promise<void> {
  const stop = new AbortController();
  const sessions = opened.map(({ pair, engine }) => {
    out.note(`${pair.name}: keeping ${pair.folder} in step with ${formatBucketUrl(pair)}; Ctrl-C ends it`);
    const session = engine.run({
      signal: AbortSignal.any([signal, stop.signal]),
      onEvent: showEvents(out, pair.name, { everyFile: true }),
      onReport: showReports(out, pair.name),
    });
    return session.ended;
  });
  try {
    await Promise.all(sessions);
  } finally {
    stop.abort();
    await Promise.allSettled(sessions);
    for (const { engine } of opened) await engine.close();
  }
}

/** Says what a cycle did when it did something, and what halts the pair once: the same halt comes again with every try. */
function showReports(out: Output, pair: string): (report: SyncReport) => void {
  let haltedBy: SyncErrorCode | undefined;
  return (report) => {
    out.clearProgress();
    const before = haltedBy;
    haltedBy = report.halted?.code;
    if (out.json) out.emit(summaryRecord(report));
    else if (report.halted !== undefined) {
      if (report.halted.code !== before) reportError(out, report.halted, pair);
    } else {
      if (before !== undefined) out.warn(`${pair}: going on`);
      if (out.verbose || somethingHappened(report))
        out.line(`${formatTime(Date.now())} ${pair}: ${summaryText(report)}`);
    }
  };
}

function somethingHappened(report: SyncReport): boolean {
  const { uploaded, downloaded, recycled, trashed, renamed, conflicts, failed, held } = report;
  return uploaded + downloaded + recycled + trashed + renamed + conflicts + failed + held > 0;
}
