import { describe, expect, it } from 'vitest';
import { putEntry } from '../service/trash-entry.ts';
import { expectAccessible, hasBrowser, picture, type Page } from './page.ts';
import { openScene } from './trash-scene.ts';

const LONG = 'a folder whose name is so long that hardly any window has room for the whole of it';

const button = (page: Pick<Page, 'getByRole'>, name: string) =>
  page.getByRole('button', { name, exact: true });
const row = (page: Page, name: string) => page.getByRole('grid').getByRole('row').filter({ hasText: name });

/** The trash of the first of two folders, of which the other has a long name. */
async function openTwo(language: 'en' | 'de', size: 'wide' | 'narrow') {
  const scene = await openScene({
    pairs: ['docs', LONG],
    bucketOf: (pair) => `bucket-of-${pair.slice(0, 1)}`,
    language,
  });
  for (const day of [1, 2, 3, 4, 5, 6, 7, 8]) await putEntry(scene.recycle, `letters/${day}.txt`, { day });
  const page = await scene.open({ size });
  await row(page, '8.txt').waitFor();
  return page;
}

async function topOf(page: Page, name: string): Promise<number> {
  const box = await row(page, name).boundingBox();
  if (box === null) throw new Error(`${name} is not in the list`);
  return box.y;
}

/** Asks a page for the channels (0 to 1) of a bar of the chart as it is drawn, and of what is behind it. */
const COLOURS = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255);
  const bar = getComputedStyle(document.querySelector('[role=slider] svg rect'));
  const ground = channels(getComputedStyle(document.body).backgroundColor);
  const fill = channels(bar.fill).map((one, at) => one * bar.opacity + ground[at] * (1 - bar.opacity));
  return [fill, ground];
})()`;

/** Source: WCAG 2.2, relative luminance. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((one) =>
    one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.skipIf(!hasBrowser)('above the list of the trash', () => {
  it.each(['en', 'de'] as const)(
    'is so little in a narrow window that rows are in sight (%s)',
    async (language) => {
      const page = await openTwo(language, 'narrow');
      await page.getByText(language === 'en' ? 'Nothing expires' : 'Nichts läuft').waitFor();
      expect(await topOf(page, '6.txt')).toBeLessThan(800 - 76);
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(480);
      await expectAccessible(page);
    },
  );

  it('the chart waits to be asked for in a small window', async () => {
    const page = await openTwo('en', 'narrow');
    const chart = page.getByRole('slider');
    expect(await chart.count()).toBe(0);
    const shows = button(page, 'Deletions over time');
    expect(await shows.getAttribute('aria-expanded')).toBe('false');
    await shows.click();
    await chart.waitFor();
    expect(await shows.getAttribute('aria-expanded')).toBe('true');
    await expectAccessible(page);
    await shows.click();
    await chart.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await chart.waitFor();
    expect(await shows.count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('the bars of the chart stand out (%s)', async (colorScheme) => {
    const page = await openTwo('en', 'wide');
    await page.emulateMedia({ colorScheme });
    await page.getByRole('slider').waitFor();
    await expect
      .poll(async () => {
        const [light = 0, dark = 0] = (await page.evaluate<number[][]>(COLOURS))
          .map(luminance)
          .toSorted((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
      })
      .toBeGreaterThan(3);
  });

  it('a long name of another folder takes no room', async () => {
    const page = await openTwo('de', 'wide');
    const choice = page.getByRole('combobox', { name: 'Welcher Ordner' });
    const [folder, time] = [
      await choice.boundingBox(),
      await button(page, 'Zu einem Zeitpunkt zurück …').boundingBox(),
    ];
    expect(folder?.width).toBeLessThan(300);
    expect(folder?.y).toBe(time?.y);
    await choice.click();
    await page.getByRole('option', { name: LONG }).waitFor();
  });

  it.each(['wide', 'narrow'] as const)(
    'nothing comes or goes that moves the list in a %s window',
    async (size) => {
      const page = await openTwo('de', size);
      await page.getByText('Nichts läuft von selbst ab.').waitFor();
      const top = await topOf(page, '8.txt');
      await row(page, '8.txt').click();
      await page.getByText('1 ausgewählt').waitFor();
      expect(await topOf(page, '8.txt')).toBe(top);
      await button(page, 'Wiederherstellen …').click();
      const dialog = page.getByRole('dialog');
      await button(dialog, '1 Datei wiederherstellen').click();
      await dialog.getByText('1 Datei wiederhergestellt').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('1 Datei wiederhergestellt').waitFor();
      expect(await topOf(page, '8.txt')).toBe(top);
      if (size === 'wide') await picture(page, 'trash-notice');
      await expectAccessible(page);
      await button(page, 'Ausblenden').click();
      await page.getByText('1 Datei wiederhergestellt').waitFor({ state: 'detached' });
      expect(await topOf(page, '8.txt')).toBe(top);
    },
  );
});
