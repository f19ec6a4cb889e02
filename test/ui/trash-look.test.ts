import { describe, expect, it } from 'vitest';
import { putEntry } from '../service/trash-entry.ts';
import { expectAccessible, hasBrowser, picture, type Page } from './page.ts';
import { pngFile } from './picture-file.ts';
import { diskHolds, openScene } from './trash-scene.ts';

const button = (page: Pick<Page, 'getByRole'>, name: string) =>
  page.getByRole('button', { name, exact: true });
const row = (page: Page, name: string) => page.getByRole('grid').getByRole('row').filter({ hasText: name });

describe.skipIf(!hasBrowser)('a look at what is in the trash', () => {
  it('shows the text of one version after the other, and brings the right one back', async () => {
    const { pair, recycle, inStep, open } = await openScene({ files: { stays: 'here' } });
    await inStep(1);
    const notes = { day: 1, reason: 'o' } as const;
    await putEntry(recycle, 'a/notes.md', { ...notes, content: 'the first draft' });
    await putEntry(recycle, 'a/notes.md', { ...notes, content: 'the second draft', laterMs: 7_000 });
    const page = await open();
    await row(page, 'notes.md').first().dblclick();
    const versions = page.getByRole('dialog', { name: 'Versions' });
    await versions.getByText('Replaced 2 Jan 2026, 00:00:07').waitFor();
    const look = page.getByRole('dialog', { name: 'Look' });
    for (const [at, text] of [
      ['2 Jan 2026, 00:00:07', 'the second draft'],
      ['2 Jan 2026, 00:00:00', 'the first draft'],
    ] as const) {
      await button(versions, `Look at the version of ${at}`).click();
      await look.getByText(text, { exact: true }).waitFor();
      await expectAccessible(page);
      if (text === 'the first draft') break;
      await page.keyboard.press('Escape');
      await look.waitFor({ state: 'detached' });
      expect(await versions.count()).toBe(1);
    }
    await button(look, 'Restore…').click();
    await button(page.getByRole('dialog', { name: 'Restore' }), 'Restore 1 file').click();
    await page.getByText('1 file restored').waitFor();
    await diskHolds(pair, { 'a/notes.md': 'the first draft', stays: 'here' });
  });

  it('shows a picture from its row, and says of what it cannot show', async () => {
    const { recycle, open } = await openScene({ language: 'de' });
    const colour = (x: number, y: number) => [x % 256, y % 256, 128] as const;
    await putEntry(recycle, 'boat.png', { day: 1, content: pngFile({ width: 320, height: 200, colour }) });
    await putEntry(recycle, 'disk.img', { day: 2, size: 4_000 });
    const page = await open();
    await button(row(page, 'boat.png'), 'boat.png ansehen').click();
    const look = page.getByRole('dialog', { name: 'Ansehen' });
    await look.getByRole('img', { name: 'boat.png' }).waitFor();
    await look.getByText('320 × 200 Pixel').waitFor();
    await picture(page, 'trash-look');
    await button(look, 'Ansicht schließen').click();
    await look.waitFor({ state: 'detached' });
    await button(row(page, 'disk.img'), 'disk.img ansehen').click();
    await look.getByText('Der Inhalt dieser Datei lässt sich hier nicht zeigen.').waitFor();
    expect(await page.getByText('ausgewählt').count()).toBe(0);
  });

  it('is chosen among rows that seconds tell apart where they share a minute', async () => {
    const { recycle, open } = await openScene();
    await putEntry(recycle, 'alone.txt', { day: 1 });
    await putEntry(recycle, 'one.txt', { day: 2, laterMs: 1_000 });
    await putEntry(recycle, 'two.txt', { day: 2, laterMs: 59_000 });
    const page = await open();
    await row(page, 'one.txt').getByText('3 Jan 2026, 00:00:01', { exact: true }).waitFor();
    await row(page, 'two.txt').getByText('3 Jan 2026, 00:00:59', { exact: true }).waitFor();
    await row(page, 'alone.txt').getByText('2 Jan 2026, 00:00', { exact: true }).waitFor();
    expect(
      await page
        .getByRole('grid')
        .getByText(/, 00:00:/)
        .count(),
    ).toBe(2);
  });
});
