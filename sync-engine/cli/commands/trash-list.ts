import { EXIT } from '../../contract/exit-code.ts';
import { instantOf, type CliRecord } from '../../contract/events.ts';
import { openHome, openLocalTrash, openPairBeside, type TrashRow } from '../../index.ts';
import { count, formatBytes, formatTime, printable } from '../output/format.ts';
import { choosePairAndPaths, hostOf } from '../pairs.ts';
import type { Call, Handler } from '../runner.ts';
import { requirePastTime } from '../time.ts';

interface ListOptions {
  readonly search?: string;
  readonly local?: true;
  readonly asOf?: string;
}

export const trashList: Handler<[string[]], ListOptions> = async (call, [words], { search, local, asOf }) => {
  const { out, signal } = call;
  const asOfMs = asOf === undefined ? undefined : requirePastTime(asOf);
  const home = await openHome(call.io.env);
  const { pair, paths } = choosePairAndPaths(home, words);
  if (local === true) {
    await listLocal(call, pair.folder, { paths, search });
    return EXIT.ok;
  }
  const opened = await openPairBeside(home, pair, hostOf(call));
  let rows = 0;
  let bytes = 0;
  try {
    const query = {
      paths,
      signal,
      ...(search === undefined ? {} : { search }),
      ...(asOfMs === undefined ? {} : { asOfMs }),
    };
    for await (const row of opened.engine.bin.list(query)) {
      rows++;
      bytes += row.size;
      out.emit(trashRecord(row), trashText(row));
    }
  } finally {
    await opened.engine.close();
  }
  out.note(
    rows === 0 ? 'The trash holds nothing like that.' : `${count(rows, 'version')}, ${formatBytes(bytes)}`,
  );
  return EXIT.ok;
};

/** The folder's own trash: no index, no keys and no network are needed to look at it. */
async function listLocal(
  { out }: Call,
  folder: string,
  { paths, search = '' }: { readonly paths: readonly string[]; readonly search: string | undefined },
): Promise<void> {
  const areas = paths.map((given) => folded(given.replace(/\/$/, '')));
  const wanted = (name: string): boolean =>
    folded(name).toLowerCase().includes(folded(search).toLowerCase()) &&
    (areas.length === 0 || areas.some((area) => area === '' || `${folded(name)}/`.startsWith(`${area}/`)));
  const found = (await (await openLocalTrash(folder)).list()).filter(({ path }) => wanted(path));
  for (const { path, trashedAtMs, size, trashedTo } of found) {
    out.emit(
      { type: 'local-trash', path, trashedAt: instantOf(trashedAtMs), size, file: trashedTo },
      `${formatTime(trashedAtMs)}  ${formatBytes(size).padStart(9)}  ${printable(path)}\n  ${printable(trashedTo)}`,
    );
  }
  const bytes = found.reduce((sum, { size }) => sum + size, 0);
  out.note(
    found.length === 0
      ? 'The local trash holds nothing like that.'
      : `${count(found.length, 'version')}, ${formatBytes(bytes)}; move a file back by hand`,
  );
}

function folded(text: string): string {
  return text.normalize('NFC');
}

const REASONS: Readonly<Record<TrashRow['reason'], string>> = {
  d: 'deleted',
  o: 'overwritten',
  c: 'conflict',
  foreign: 'foreign',
};

export function trashText({ path, deletedAtMs, reason, size }: TrashRow): string {
  return `${formatTime(deletedAtMs)}  ${REASONS[reason].padEnd(11)} ${formatBytes(size).padStart(9)}  ${printable(path)}`;
}

export function trashRecord({ path, deletedAtMs, reason, bornAtMs, size, key }: TrashRow): CliRecord {
  return {
    type: 'trash',
    path,
    deletedAt: instantOf(deletedAtMs),
    reason,
    bornAt: bornAtMs === 0 ? null : instantOf(bornAtMs),
    size,
    key,
  };
}
