import { describe, expect, it } from 'vitest';
import { putEntry } from '../service/trash-entry.ts';
import { expectAccessible, hasBrowser, picture, type Page } from './page.ts';
import { openScene } from './trash-scene.ts';

const FOLDER = 'Unterlagen des Hauses/Versicherungen und Verträge/Briefwechsel mit der Verwaltung/';

const button = (page: Pick<Page, 'getByRole'>, name: string) =>
  page.getByRole('button', { name, exact: true });

/** A preview of five entries of three files, in German. */
async function openPreview(size: 'wide' | 'narrow') {
  const { recycle, open } = await openScene({ language: 'de' });
  for (const day of [1, 2, 3]) await putEntry(recycle, `${FOLDER}2024/Rechnung 1.pdf`, { day });
  await putEntry(recycle, `${FOLDER}2025/Rechnung 1.pdf`, { day: 4 });
  const long = 'Protokoll der ordentlichen Versammlung aller Eigentümer vom Frühjahr 2026.pdf';
  await putEntry(recycle, long, { day: 5 });
  const page = await open({ size });
  await button(page, 'Alle 5 auswählen').click();
  await button(page, 'Wiederherstellen …').click();
  const dialog = page.getByRole('dialog');
  const list = dialog.getByRole('list');
  await list.getByText('kommt zurück').nth(2).waitFor();
  return { page, dialog, list };
}

/** Asks the page which of these texts do not fit their place. */
const CUT = (elements: unknown): string[] =>
  (elements as { scrollWidth: number; clientWidth: number; textContent: string }[])
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ textContent }) => textContent);

describe.skipIf(!hasBrowser)('the preview of a restore', () => {
  it.each(['wide', 'narrow'] as const)(
    'shows what happens, the name and the end of its folder, in a %s window',
    async (size) => {
      const { page, dialog, list } = await openPreview(size);
      for (const name of ['kommt zurück', 'Rechnung 1.pdf', '2024/', '2025/', 'ahr 2026.pdf']) {
        const told = list.getByText(name, { exact: true });
        expect(await told.count()).toBeGreaterThan(0);
        expect(await told.evaluateAll(CUT)).toEqual([]);
      }
      expect(await dialog.evaluateAll(CUT)).toEqual([]);
      await expectAccessible(page);
    },
  );

  it('says why it is about fewer files than were selected, and can be left', async () => {
    const { page, dialog } = await openPreview('wide');
    await dialog.getByText('5 Einträge, 3 Dateien (jeweils die neueste Version)').waitFor();
    await picture(page, 'trash-preview-versions');
    await button(dialog, 'Abbrechen').click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('5 ausgewählt').waitFor();
    expect(await page.getByText('wiederhergestellt').count()).toBe(0);
  });
});
