import type { PairConfig } from '../../contract/config.ts';
import { rmdir } from 'node:fs/promises';
import path from 'node:path';
import { blockText } from '../../contract/block-text.ts';
import { EXIT, type ExitCode } from '../../contract/exit-code.ts';
import { instantOf } from '../../contract/events.ts';
import { removesMuch } from '../../contract/removes-much.ts';
import {
  makeFolders,
  openPairBeside,
  openFolder,
  openHome,
  type Home,
  type RestoreFailure,
  type RestoreReport,
  type RestoreRequest,
  type RestoreRow,
} from '../../index.ts';
import { worse } from '../exit.ts';
import { usageFailure } from '../output/failure.ts';
import { count, formatBytes, formatTime, printable } from '../output/format.ts';
import { choosePairAndPaths, hostOf } from '../pairs.ts';
import { canAsk, confirm } from '../prompt.ts';
import type { Call, Handler } from '../runner.ts';
import { requirePastTime } from '../time.ts';
import { syncPair } from './sync.ts';

interface RestoreOptions {
  readonly asOf?: string;
  readonly key?: readonly string[];
  readonly to?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/**
 * Restores in the bucket (or into a folder). A restore in place is followed by a sync, so that the files are on both sides
 * when the command ends; a running `windlass run` does that by itself.
 */
export const trashRestore: Handler<[string[]], RestoreOptions> = async (call, [words], options) => {
  const { out } = call;
  const asOfMs = options.asOf === undefined ? undefined : requirePastTime(options.asOf);
  const home = await openHome(call.io.env);
  const { pair, paths } = choosePairAndPaths(home, words);
  if (paths.length === 0 && asOfMs === undefined && options.key === undefined)
    throw usageFailure('say what to restore: files or folders, --key KEY, or --as-of TIME for everything');
  const opened = await openPairBeside(home, pair, hostOf(call));
  let code: ExitCode;
  try {
    const request: RestoreRequest = {
      // The pair's own folder, and nothing, both mean everything.
      paths: paths.filter((given) => given !== ''),
      signal: call.signal,
      ...(options.key === undefined ? {} : { keys: options.key }),
      ...(asOfMs === undefined ? {} : { asOfMs }),
      ...(options.to === undefined ? {} : { to: await openFolder(path.resolve(options.to), hostOf(call)) }),
    };
    if (options.dryRun === true) {
      showPreview(call, (await opened.engine.bin.preview(request)).rows);
      return EXIT.ok;
    }
    const asks = asOfMs !== undefined && options.to === undefined && options.yes !== true;
    if (asks && !(await mayRemove(call, (await opened.engine.bin.preview(request)).rows))) {
      out.note('Nothing was changed.');
      return EXIT.ok;
    }
    if (options.to !== undefined) await makeFolders(path.resolve(options.to));
    code = showReport(call, pair, await opened.engine.bin.restore(request));
  } finally {
    await opened.engine.close();
  }
  if (options.to !== undefined) await leaveNoTrace(options.to);
  else if (opened.runningPid !== undefined)
    out.note(
      `Process ${opened.runningPid} brings the files to the ${pair.mode === 'upload-only' ? 'bucket' : 'folder'} with its next cycle.`,
    );
  else code = worse(code, await bringToOtherSide(call, home, pair));
  return code;
};

/** Asks where a restore would remove much, or all there is; throws `usage` where nobody can be asked. */
async function mayRemove({ io, signal }: Call, rows: readonly RestoreRow[]): Promise<boolean> {
  const removed = rows.filter(({ action }) => action === 'remove').length;
  if (!removesMuch(removed, rows.length)) return true;
  const much = `${count(removed, 'file')}${removed === rows.length ? ', all there is now,' : ''}`;
  if (!canAsk(io)) {
    throw usageFailure(
      `${much} would go to the recycle bucket, not having been there then: say --yes if that is meant, or --dry-run to look first`,
    );
  }
  return await confirm(io, `Move ${much} to the recycle bucket, not having been there then?`, signal);
}

/** Syncs, so that what is back on one side is back on the other. What else this sync finds is not this command's answer. */
async function bringToOtherSide(call: Call, home: Home, pair: PairConfig): Promise<ExitCode> {
  const out: Call['out'] = {
    ...call.out,
    emit: (_record, text) => text !== undefined && call.out.line(text),
  };
  const code = await syncPair({ ...call, out }, home, pair, false);
  return code === EXIT.failure || code === EXIT.credentials ? code : EXIT.ok;
}

/** A folder that was restored into is nobody's pair: our own area goes, unless there is local trash in it. */
async function leaveNoTrace(folder: string): Promise<void> {
  for (const own of ['.windlass/tmp', '.windlass'])
    await rmdir(path.join(folder, own)).catch(() => {
      // It was never made, or it holds what the restore replaced.
    });
}

function showPreview({ out }: Call, rows: readonly RestoreRow[]): void {
  for (const { path: name, action, size, bornAtMs } of rows) {
    const bornAt = bornAtMs === 0 ? null : instantOf(bornAtMs);
    const from = bornAtMs === 0 ? '' : `, of ${formatTime(bornAtMs)}`;
    out.emit(
      { type: 'restore', path: name, action, size, bornAt },
      `${action.padEnd(10)} ${printable(name)} (${formatBytes(size)}${from})`,
    );
  }
  out.note(`${count(rows.length, 'file')}; nothing was changed`);
}

/** In the engine's own words, which name no file a second time. */
function whyOf(failure: RestoreFailure): string {
  return 'blocked' in failure
    ? `it cannot be stored there. ${blockText(failure.blocked).message}`
    : failure.error.message;
}

function showReport({ out }: Call, pair: PairConfig, report: RestoreReport): ExitCode {
  const { restored, identical, removed, bytes, failures } = report;
  for (const failure of failures) out.warn(`${printable(failure.path)}: ${printable(whyOf(failure))}`);
  const text = [
    `${count(restored, 'file')} restored (${formatBytes(bytes)})`,
    ...(identical > 0 ? [`${count(identical, 'file')} the same already`] : []),
    ...(removed > 0 ? [`${removed} moved to the recycle bucket, because they were not there then`] : []),
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
  ].join(', ');
  out.emit(
    { type: 'restored', pair: pair.name, restored, identical, removed, bytes, failed: failures.length },
    `${pair.name}: ${text}`,
  );
  return failures.length > 0 ? EXIT.failure : EXIT.ok;
}
