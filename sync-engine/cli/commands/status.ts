import { formatBucketUrl } from '../../contract/bucket-url.ts';
import type { PairConfig } from '../../contract/config.ts';
import { blockText, isBlockReason } from '../../contract/block-text.ts';
import { errorText, isSyncErrorCode } from '../../contract/error-text.ts';
import { EXIT } from '../../contract/exit-code.ts';
import { instantOf, type CliRecord } from '../../contract/events.ts';
import { openHome, openView, type Home, type PairStatus, type ProblemRecord } from '../../index.ts';
import { count, formatBytes, formatTime, printable } from '../output/format.ts';
import { choosePairs } from '../pairs.ts';
import type { Call, Handler } from '../runner.ts';

/** Reads the index beside a running engine; asks no server. */
export const status: Handler<[string | undefined], object> = async (call, [name]) => {
  const home = await openHome(call.io.env);
  for (const pair of choosePairs(home, name === undefined ? [] : [name])) await showPair(call, home, pair);
  return EXIT.ok;
};

async function showPair({ out }: Call, home: Home, pair: PairConfig): Promise<void> {
  const view = await openView(home, pair);
  try {
    const now = view.status();
    const running = view.runningPid;
    out.emit(statusRecord(now, running), `${out.paint('bold', pair.name)}  ${stateText(now, running)}`);
    out.line(`  ${pair.folder}  ⇄  ${formatBucketUrl(pair)}`);
    out.line(`  ${count(now.files, 'file')} in step, ${formatBytes(now.bytes)}; ${lastSyncText(now)}`);
    if (now.halted !== undefined) out.line(`  ${out.paint('red', 'halted')}: ${haltText(now.halted)}`);
    if (now.held > 0)
      out.line(
        `  ${out.paint('yellow', `${count(now.held, 'deletion')} held`)}: windlass held '${pair.name}'`,
      );
    if (now.conflicts > 0)
      out.line(
        `  ${out.paint('yellow', count(now.conflicts, 'conflict'))}: windlass conflicts '${pair.name}'`,
      );
    for (const problem of view.problems()) {
      const { message, remedy } = explainProblem(problem);
      out.emit(
        problemRecord(problem, pair.name),
        `  ${out.paint('yellow', problem.kind)} ${printable(problem.path)}: ${printable(message)} ${remedy}`,
      );
    }
  } finally {
    view.close();
  }
}

function stateText(now: PairStatus, runningPid: number | undefined): string {
  const attention = now.failed + now.blocked + now.conflicts + now.held > 0 || now.halted !== undefined;
  const state = now.lastSyncMs === undefined ? 'not synced yet' : attention ? 'needs attention' : 'in step';
  return runningPid === undefined ? state : `${state}, kept in step by process ${runningPid}`;
}

function haltText(code: string): string {
  return isSyncErrorCode(code) ? errorText({ code, message: code }).title : printable(code);
}

function lastSyncText({ lastSyncMs }: PairStatus): string {
  return lastSyncMs === undefined ? 'never synced' : `last sync ${formatTime(lastSyncMs)}`;
}

function statusRecord(now: PairStatus, runningPid: number | undefined): CliRecord {
  const { pair, folder, files, bytes, conflicts, blocked, failed, held, lastSyncMs, halted } = now;
  return {
    type: 'status',
    pair,
    folder,
    files,
    bytes,
    conflicts,
    blocked,
    failed,
    held,
    lastSyncAt: lastSyncMs === undefined ? null : instantOf(lastSyncMs),
    halted: halted ?? null,
    runningPid: runningPid ?? null,
  };
}

function problemRecord(problem: ProblemRecord, pair: string): CliRecord {
  const { path, kind, code, attempts, sinceMs, retryAtMs } = problem;
  return {
    type: 'problem',
    pair,
    path,
    kind,
    code,
    ...explainProblem(problem),
    attempts,
    sinceAt: instantOf(sinceMs),
    retryAt: retryAtMs === 0 ? null : instantOf(retryAtMs),
  };
}

function explainProblem({ code, path, message }: ProblemRecord): {
  readonly message: string;
  readonly remedy: string;
} {
  const text = isBlockReason(code)
    ? blockText(code)
    : isSyncErrorCode(code)
      ? errorText({ code, path, message })
      : { message, remedy: '' };
  return { message: text.message, remedy: text.remedy };
}
