import type { PairConfig } from '../../contract/config.ts';
import { blockText, isBlockReason } from '../../contract/block-text.ts';
import { errorText } from '../../contract/error-text.ts';
import { EXIT, type ExitCode } from '../../contract/exit-code.ts';
import {
  hasCode,
  openHome,
  openPair,
  type Home,
  type PlannedStep,
  type ProblemRecord,
  type SyncReport,
} from '../../index.ts';
import { exitCodeOfReport, worse } from '../exit.ts';
import { showEvents } from '../output/engine-events.ts';
import { reportError, reportFailure } from '../output/failure.ts';
import { count, formatBytes, printable } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { summaryRecord, summaryText } from '../output/report.ts';
import { choosePairs, hostOf } from '../pairs.ts';
import type { Call, Handler } from '../runner.ts';

/** One pair after the other; a pair that fails does not keep the others from their turn. */
export const sync: Handler<[string[]], { readonly dryRun?: true }> = async (call, [names], { dryRun }) => {
  const home = await openHome(call.io.env);
  let code: ExitCode = EXIT.ok;
  for (const pair of choosePairs(home, names)) {
    try {
      code = worse(code, await syncPair(call, home, pair, dryRun === true));
    } catch (caught) {
      if (hasCode(caught, 'aborted')) throw caught;
      code = worse(code, reportFailure(call.out, caught, { ...call.options, pair: pair.name }));
    }
  }
  return code;
};

/** Syncs one pair and shows how it went; resolves with the exit code that stands for it. */
export async function syncPair(call: Call, home: Home, pair: PairConfig, dryRun: boolean): Promise<ExitCode> {
  const { out } = call;
  const engine = await openPair(home, pair, hostOf(call));
  try {
    const plan: PlanTally = { steps: 0, bytes: 0 };
    const report = await engine.sync({
      dryRun,
      onPlanned: (step) => showStep(out, pair.name, plan, step),
      signal: call.signal,
      onEvent: showEvents(out, pair.name, { everyFile: out.verbose }),
    });
    out.clearProgress();
    if (!out.json) showTroubles(call, pair, report, engine.problems());
    const text = dryRun ? planText(plan) : summaryText(report);
    out.emit(summaryRecord(report), `${out.paint('bold', pair.name)}: ${text}`);
    return exitCodeOfReport(report);
  } finally {
    await engine.close();
  }
}

/** What a plan comes to, but for what it only takes note of. */
interface PlanTally {
  steps: number;
  /** To be sent or fetched. */
  bytes: number;
}

async function showStep(out: Output, pair: string, tally: PlanTally, step: PlannedStep): Promise<void> {
  const { code, path, size, from, held } = step;
  if (!IDLE.has(code)) {
    tally.steps++;
    if (TRAVELS.test(code)) tally.bytes += size;
  }
  out.emit(
    { type: 'planned', pair, path, reason: code, size, ...(from === undefined ? {} : { from }), held },
    [
      code.padEnd(24),
      printable(path),
      ...(from === undefined ? [] : [`(was ${printable(from)})`]),
      ...(held ? [out.paint('yellow', 'held')] : []),
    ].join(' '),
  );
  await out.readOn();
}

/** Codes of what is sent or fetched. */
const TRAVELS = /^(?:upload-|download-|conflict$)/;

/** What a plan only takes note of. */
const IDLE: ReadonlySet<string> = new Set([
  'blocked',
  'unseen',
  'folder-unseen',
  'leave-local',
  'leave-remote',
]);

function planText({ steps, bytes }: PlanTally): string {
  if (steps === 0) return 'nothing to do';
  return `${count(steps, 'step')} to do (${formatBytes(bytes)}); nothing was changed`;
}

/** How many of a kind are named before "and 12 more". */
const NAMED = 10;

/** What keeps a pair from being in step, and what to do about it; records tell the same event by event. */
function showTroubles(
  { out }: Call,
  pair: PairConfig,
  report: SyncReport,
  problems: readonly ProblemRecord[],
): void {
  const blocked = problems.filter((problem) => problem.kind === 'blocked');
  for (const { path, code, message } of blocked.slice(0, NAMED)) {
    const why = isBlockReason(code) ? blockText(code).message : message;
    out.note(`${out.paint('yellow', 'blocked')} ${printable(path)}: ${why}`);
  }
  if (blocked.length > NAMED)
    out.note(`… and ${blocked.length - NAMED} more: windlass status '${pair.name}'`);
  for (const failure of report.failures.slice(0, NAMED)) {
    const { title, message } = errorText(failure);
    out.note(
      `${out.paint('red', 'failed')} ${printable(failure.path ?? '')}: ${title}. ${printable(message)}`,
    );
  }
  if (report.halted !== undefined) reportError(out, report.halted, pair.name);
  if (report.held > 0) out.note(heldText(pair.name, report));
}

/** The two answers, and what each means here. */
function heldText(name: string, { held, halted }: SyncReport): string {
  const [what, approve, reject] =
    halted === undefined
      ? [
          `${count(held, 'deletion')} held: too many at once to be taken for granted.`,
          'lets them happen',
          'brings the files back',
        ]
      : [
          'Your answer is needed.',
          'takes the folder as it is: what is missing in it is deleted in the bucket',
          'compares both sides anew and deletes nothing',
        ];
  return [
    what,
    `  windlass held '${name}'           lists what waits`,
    `  windlass held approve '${name}'   ${approve}`,
    `  windlass held reject '${name}'    ${reject}`,
  ].join('\n');
}
