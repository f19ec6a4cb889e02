/**
 * How the page does with a million entries in the trash: the time to its first rows, frames per second while scrolling, and memory.
 * `npm run bench:trash -- [--entries 1000000]`. Targets (issue 3): first rows in 2 s, 50 frames a second, 400 MB.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { addPair, createBuckets, openHome, openTrashIndex } from '../../sync-engine/index.ts';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import { startUiServer } from '../../sync-engine/server/server.ts';
import { openService } from '../../sync-engine/service/service.ts';
import { trashEntries } from './trash-entries.ts';
import { CHROMIUM_ARGUMENTS } from '../tools/chromium-arguments.ts';
import { findChromium } from '../tools/chromium-place.ts';
import { judge } from './target.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

const { values } = parseArgs({ options: { entries: { type: 'string', default: '1000000' } } });
const many = Number(values.entries);
const BATCH = 5_000;
/** Turns of the wheel a second, each of 120 pixels: as fast as a hand turns it. */
const WHEEL_PX = 120;
const SCROLL_MS = 5_000;

const base = await mkdtemp(path.join(tmpdir(), 'windlass-page-bench-'));
const store = await startLocalStore({ directory: path.join(base, 'store') });
const id = crypto.randomUUID();
const env = {
  ...process.env,
  HOME: base,
  WINDLASS_HOME: path.join(base, 'home'),
  AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
};
await prepare();
const service = await openService({
  parts: { env },
  host: BROWSER_HOST,
});
const server = await startUiServer({ service });
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: [...CHROMIUM_ARGUMENTS, '--enable-precise-memory-info'],
});
try {
  await measure(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
} finally {
  await browser.close();
  await server.close();
  await service.close();
  await store.close();
  await rm(base, { recursive: true, force: true });
}

/** A pair whose trash list is filled, as if it had been read a moment ago. */
async function prepare(): Promise<void> {
  const folder = path.join(base, 'docs');
  await mkdir(folder);
  await mkdir(env.WINDLASS_HOME);
  await createBuckets({ endpoint: store.endpoint, ...store.credentials }, ['docs', 'docs-recycle']);
  const home = await openHome(env);
  const area = { bucket: 'docs', prefix: '', recycle: { bucket: 'docs-recycle', prefix: '' } };
  const account = { endpoint: store.endpoint, credentials: { kind: 'env' as const } };
  const added = { id, name: 'docs', folder, ...area, mode: 'two-way' as const, account };
  await addPair(home, added, undefined, { env });
  const { config } = await openHome(env);
  const pair = config.pairs.find((pair) => pair.id === id);
  if (pair === undefined) throw new Error('the pair was not added');
  const index = await openTrashIndex(home, pair);
  const listing = await index.beginListing();
  for (let from = 0; from < many; from += BATCH)
    await listing.add(trashEntries(from, Math.min(many, from + BATCH)));
  await listing.finish({ listedAtMs: Date.now(), devices: { lap1: 'Laptop', desk: 'Desktop' } });
  await index.end();
}

async function measure(page: Page): Promise<void> {
  const rows = page.getByRole('row').filter({ hasText: 'projects/' });
  const settings = page.getByRole('heading', { level: 1, name: 'Settings' });
  await timed('the app in a fresh browser', async () => {
    await page.goto(server.link);
    await page.evaluate(`location.hash = '#/settings'`);
    await settings.waitFor();
  });
  await memory(page, 'before');
  for (const time of ['first', 'second'] as const) {
    const rowsMs = await timed(`rows of the trash, opened for the ${time} time`, async () => {
      await page.evaluate(`location.hash = '#/trash/${id}'`);
      await rows.first().waitFor();
    });
    judge(`first rows, opened for the ${time} time`, rowsMs, { most: 2000, unit: 'ms' });
    if (time === 'second') continue;
    await memory(page, 'with rows');
    await page.evaluate(`location.hash = '#/settings'`);
    await settings.waitFor();
  }
  await page.getByRole('grid').hover();
  for (const stretch of ['the top', 'the middle', 'the end'] as const) {
    if (stretch !== 'the top') {
      const share = stretch === 'the middle' ? 0.5 : 0.99;
      await timed(`rows after a jump to ${stretch}`, async () => {
        await page.getByRole('grid').evaluate((grid: { scrollTop: number; scrollHeight: number }, share) => {
          grid.scrollTop = grid.scrollHeight * share;
        }, share);
        await rows.first().waitFor();
      });
    }
    await scroll(page, stretch);
  }
  await timed('the last row by the End key', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page
      .locator(`[role=row][aria-rowindex="${many + 1}"]`)
      .filter({ hasText: 'projects/' })
      .waitFor();
  });
  await timed('a search all over', async () => {
    await page.getByRole('searchbox').fill('quarter');
    await page.getByText(/3\d\d,\d\d\d match/).waitFor();
  });
  await memory(page, 'at the end');
}

interface Frames {
  readonly frames: number;
  readonly ms: number;
  readonly longest: number;
  readonly rowsLate: number;
}

/** Turns the wheel for a while, and counts the frames that the page gets to draw. */
async function scroll(page: Page, where: string): Promise<void> {
  await page.evaluate(`window.counting = new Promise((resolve) => {
    const start = performance.now();
    let [frames, last, longest, rowsLate] = [0, start, 0, 0];
    const frame = (now) => {
      frames += 1;
      longest = Math.max(longest, now - last);
      last = now;
      if (document.querySelector('[role=grid] [role=gridcell][aria-label=loading]') !== null) rowsLate += 1;
      if (now - start < ${SCROLL_MS}) requestAnimationFrame(frame);
      else resolve({ frames, ms: now - start, longest, rowsLate });
    };
    requestAnimationFrame(frame);
  })`);
  const end = performance.now() + SCROLL_MS;
  let turns = 0;
  while (performance.now() < end) {
    await page.mouse.wheel(0, WHEEL_PX);
    turns += 1;
  }
  const { frames, ms, longest, rowsLate } = await page.evaluate<Frames>('window.counting');
  const rate = (1000 * frames) / ms;
  console.log(
    `scrolling at ${where}: ${rate.toFixed(1)} frames a second, the longest ${longest.toFixed(0)} ms; ${turns} turns of the wheel; rows on their way in ${rowsLate} of ${frames} frames`,
  );
  judge(`scrolling at ${where}`, rate, { least: 50, unit: 'frames a second' });
}

async function memory(page: Page, when: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  const { rss, own } = await rendererMemory(browser);
  console.log(
    `memory ${when}: JavaScript heap ${mib(heap)} MiB, RSS of the page's process ${mib(rss)} MiB, ${mib(own)} MiB of it its own; service, store and this bench together ${mib(process.memoryUsage.rss())} MiB`,
  );
  judge(`memory of the page's process ${when}`, rss / 2 ** 20, { most: 400, unit: 'MiB' });
}

interface ProcessMemory {
  readonly rss: number;
  /** Without files that it shares with the browser's other processes. */
  readonly own: number;
}

/** Of the largest renderer, in bytes: the browser has spare ones. */
async function rendererMemory(browser: Browser): Promise<ProcessMemory> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, 'utf8');
        const of = (field: string): number =>
          1024 * Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
        return { rss: of('VmRSS'), own: of('RssAnon') };
      }),
  );
  return sizes.reduce((most, size) => (size.rss > most.rss ? size : most), { rss: 0, own: 0 });
}

/** Resolves with how long it took (milliseconds). */
async function timed(what: string, work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  const ms = performance.now() - start;
  console.log(`${what}: ${ms.toFixed(0)} ms`);
  return ms;
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
