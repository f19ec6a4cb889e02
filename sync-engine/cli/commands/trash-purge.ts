import { EXIT } from '../../contract/exit-code.ts';
import { openPairBeside, openHome, type RecycleBin, type TrashRow } from '../../index.ts';
import { usageFailure } from '../output/failure.ts';
import { count, formatBytes } from '../output/format.ts';
import { choosePairAndPaths, hostOf } from '../pairs.ts';
import { canAsk, confirm } from '../prompt.ts';
import type { Handler } from '../runner.ts';
import { parseTime } from '../time.ts';
import { trashRecord, trashText } from './trash-list.ts';

interface PurgeOptions {
  readonly before?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** The one command that destroys bytes: it asks, unless told not to. */
export const trashPurge: Handler<[string[]], PurgeOptions> = async (call, [words], options) => {
  const { out, signal } = call;
  const beforeMs = options.before === undefined ? undefined : parseTime(options.before, Date.now());
  if (options.before !== undefined && beforeMs === undefined)
    throw usageFailure(`'${options.before}' is not a time; say 2026-08-20 or 90d`);
  const needsYes = options.yes !== true && options.dryRun !== true;
  if (needsYes && !canAsk(call.io))
    throw usageFailure(
      'purging deletes for good: say --yes where nobody can be asked, or --dry-run to look first',
    );
  const home = await openHome(call.io.env);
  const { pair, paths } = choosePairAndPaths(home, words);
  if (paths.includes(''))
    throw usageFailure('that names the whole folder: name what to purge, or give no path for everything');
  const opened = await openPairBeside(home, pair, hostOf(call));
  try {
    const request = { paths, signal, ...(beforeMs === undefined ? {} : { beforeMs }) };
    if (needsYes || options.dryRun === true) {
      const found = await addUp(opened.engine.bin, request, (row) => {
        if (options.dryRun === true) out.emit(trashRecord(row), trashText(row));
      });
      out.note(`${count(found.rows, 'version')}, ${formatBytes(found.bytes)}`);
      if (options.dryRun === true || found.rows === 0) return EXIT.ok;
      if (!(await confirm(call.io, `Delete them from the recycle bucket for good?`, signal))) {
        out.note('Nothing was deleted.');
        return EXIT.ok;
      }
    }
    const { purged, bytes } = await opened.engine.bin.purge(request);
    out.emit(
      { type: 'purged', pair: pair.name, purged, bytes },
      `${pair.name}: ${count(purged, 'version')} deleted for good (${formatBytes(bytes)})`,
    );
  } finally {
    await opened.engine.close();
  }
  return EXIT.ok;
};

async function addUp(
  bin: RecycleBin,
  request: { readonly paths: readonly string[]; readonly beforeMs?: number; readonly signal: AbortSignal },
  each: (row: TrashRow) => void,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  let rows = 0;
  let bytes = 0;
  for await (const row of bin.list({ paths: request.paths, signal: request.signal })) {
    if (request.beforeMs !== undefined && row.deletedAtMs >= request.beforeMs) continue;
    rows++;
    bytes += row.size;
    each(row);
  }
  return { rows, bytes };
}
