/**
 * How the trash index does with a bucket of a million: times of filling, opening, searching and paging, and the memory of the process.
 * `node test/bench/trash-index.ts [--entries 1000000]`.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openTrashIndexThread } from '../../sync-engine/adapters/sqlite/trash/trash-index-thread.ts';
import type { TrashIndexFilter } from '../../sync-engine/ports/trash-index.ts';
import { trashEntries, TRASH_END_MS } from './trash-entries.ts';

const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' } } });
const many = Number(values.entries);
const BATCH = 5_000;
const DAY_MS = 86_400_000;
const NEWEST = { by: 'deletedAt', descending: true } as const;

const folder = await mkdtemp(path.join(tmpdir(), 'windlass-trash-bench-'));
const data = { folder, bucket: 'bench', recyclePrefix: 'bin/' };
let index = openTrashIndexThread(data);
try {
  const before = process.memoryUsage.rss();
  await timed(`fill ${many.toLocaleString('en')} entries`, fill);
  console.log(`on disk: ${mib(await bytesIn(folder))} MiB`);
  await index.end();
  index = openTrashIndexThread(data);
  await timed('summary after a restart', () => index.summary());
  const all = await timed('open all, newest first (first time)', () => index.open({}, NEWEST));
  await timed('rows 0..100', () => index.rows(all.view, 0, 100));
  await timed('rows 500,000..501,000', () => index.rows(all.view, Math.floor(many / 2), 1_000));
  await timed('open all, newest first (again)', () => index.open({}, NEWEST));
  await timed('open all, by path', () => index.open({}, { by: 'path', descending: false }));
  await timed('open all, by size', () => index.open({}, { by: 'size', descending: true }));
  await timed('histogram of all, 200 bars', () => index.histogram(all.view, 200));
  await timed('facets', () => index.facets());
  const filters: readonly (readonly [string, TrashIndexFilter])[] = [
    ['search "quarter" (all over)', { search: 'quarter' }],
    ['search "FILE 123456" (few)', { search: 'FILE 123456' }],
    ['search "zzz" (none)', { search: 'zzz' }],
    ['folder', { folder: 'projects/Client 7/' }],
    ['size, reason and time', { minSize: 50_000, reasons: ['d'], fromMs: TRASH_END_MS - 10 * DAY_MS }],
  ];
  for (const [name, filter] of filters) {
    const { count } = await timed(`open ${name}`, () => index.open(filter, NEWEST));
    console.log(`  ${count.toLocaleString('en')} found`);
  }
  const narrowed = await timed('the newest version of each path', () =>
    index.narrow({ kind: 'view', view: all.view, except: [] }, { newestOnly: true }),
  );
  console.log(`  ${narrowed.count.toLocaleString('en')} paths`);
  const rss = process.memoryUsage.rss();
  console.log(`RSS of the process: ${mib(rss)} MiB, ${mib(before)} before`);
} finally {
  await index.end();
  await rm(folder, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const listing = await index.beginListing();
  for (let from = 0; from < many; from += BATCH)
    await listing.add(trashEntries(from, Math.min(many, from + BATCH)));
  await timed('  of it: the end', () =>
    listing.finish({ listedAtMs: TRASH_END_MS, devices: { lap1: 'Laptop', desk: 'Desktop' } }),
  );
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const value = await work();
  console.log(`${what}: ${(performance.now() - start).toFixed(1)} ms`);
  return value;
}

async function bytesIn(place: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(place)).map(async (name) => (await stat(path.join(place, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
