import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { CHROMIUM_ARGUMENTS } from '../tools/chromium-arguments.ts';
import { PATIENCE_MS } from '../tools/patience.ts';
import type { Desk } from './desk.ts';

export type { Page } from 'playwright-core';

/** The language: the order of day and month in the browser's own fields; the page's language is another matter. */
const ARGUMENTS = [...CHROMIUM_ARGUMENTS, '--lang=en-US'];

export const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 480, height: 800 } } as const;

/** False where there is no browser: `describe.skipIf(!hasBrowser)`. */
export const hasBrowser = inject('chromium') !== undefined;

/** Of all test files of a worker: it ends with it. */
let launched: Promise<Browser> | undefined;

async function browser(): Promise<Browser> {
  const executablePath = inject('chromium') ?? '';
  launched ??= chromium.launch({ executablePath, args: ARGUMENTS });
  return launched;
}

export interface PageOptions {
  /** Where in the app to begin, such as `/trash`. */
  readonly at?: string;
  readonly size?: keyof typeof SIZES;
  readonly dark?: boolean;
  /** The connection is to break, which a browser logs as errors. */
  readonly broken?: boolean;
}

/** Opens the app in a fresh browser profile; what the page logs as an error fails the test. */
export async function openPage(desk: Pick<Desk, 'server'>, options: PageOptions = {}): Promise<Page> {
  const context = await (
    await browser()
  ).newContext({
    viewport: SIZES[options.size ?? 'wide'],
    colorScheme: options.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const faults: string[] = [];
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    if (options.broken !== true) expect(faults, 'errors on the page').toEqual([]);
  });
  await page.goto(desk.server.link);
  await page.getByRole('navigation').first().waitFor({ state: 'attached' });
  if (options.at !== undefined) await goTo(page, options.at);
  return page;
}

/** Opens a screen of the app by its address. */
export async function goTo(page: Page, at: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#${at}`)}`);
}

/** No violation that axe calls serious or critical (WCAG 2.2 AA); of these rules alone, where some are named. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  // Without a second page to put frames' results together in: our page has no frames.
  const runOnly =
    rules === undefined
      ? { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }
      : { type: 'rule' as const, values: [...rules] };
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], runOnly })
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => ({ id, help, where: nodes.slice(0, 3).map(({ html }) => html) }));
  expect(serious).toEqual([]);
}

/** Rules that depend on colours and sizes; the others go by the structure, which is mostly one. */
const BY_LOOKS = ['color-contrast', 'target-size'];

/**
 * Takes the screen's picture wide and narrow, light and dark, into docs/screenshots, when `WINDLASS_SCREENSHOTS=1` asks for it
 * (`npm run screenshots`), and checks all four for accessibility then; otherwise wide and light, and narrow and dark for what goes
 * by looks.
 */
export async function picture(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const [size, viewport] of Object.entries(SIZES)) {
      const pictured = process.env['WINDLASS_SCREENSHOTS'] === '1';
      if (!pictured && (size === 'wide') !== (colorScheme === 'light')) continue;
      await page.setViewportSize(viewport);
      await expectAccessible(page, pictured || size === 'wide' ? undefined : BY_LOOKS);
      if (!pictured) continue;
      const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}-${size}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(SIZES.wide);
}
