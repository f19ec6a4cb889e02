import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentsOf } from '../engine/rig.ts';
import { expireFiles } from './bucket-keys.ts';
import { inOneLook } from './desk.ts';
import { expectAccessible, hasBrowser, picture, type Page } from './page.ts';
import { putEntry } from '../service/trash-entry.ts';
import { diskHolds, filesOf, keysOf, localTime, nextSecond, openScene } from './trash-scene.ts';
import { eventually } from '../tools/eventually.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Trash entries' });
const entry = (page: Page, name: string) => grid(page).getByRole('row').filter({ hasText: name });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const button = (page: Pick<Page, 'getByRole'>, name: string) =>
  page.getByRole('button', { name, exact: true });

/** So many small files in folders of a hundred, each with a text of its own. */
function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `project ${Math.floor(at / 100)}/file ${at}.txt`,
      `text of ${at}\n`.repeat(at % 20),
    ]),
  );
}

/** Presses Tab until the element in focus has this name (or Shift+Tab). */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const named = `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent) === ${JSON.stringify(name)}`;
  for (let tries = 0; tries < 60; tries++) {
    if (await page.evaluate<boolean>(named)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to '${name}'`);
}

/** Asks a page for the colour of a button's text. */
function colourOf(name: string): string {
  return `getComputedStyle([...document.querySelectorAll('button')].find((one) => one.textContent === ${JSON.stringify(name)})).color`;
}

describe.skipIf(!hasBrowser)('the trash', () => {
  it('brings 300 deleted files back as of the time before, byte for byte, and undoes it', async () => {
    const files = manyFiles(1_250);
    const { desk, pair, inStep, open } = await openScene({ files });
    await inStep(1_250);
    const before = await nextSecond();
    await inOneLook(desk, pair, async () => {
      for (const folder of [3, 4, 5]) await rm(pair.at(`project ${folder}`), { recursive: true });
    });
    await inStep(950);
    const left = await filesOf(pair);
    const page = await open();
    await page.getByText('300 entries in all').waitFor();
    await entry(page, 'file 599.txt').waitFor();

    await button(page, 'Go back to a time…').click();
    const time = dialog(page, 'Go back to a time');
    await time.getByLabel('As of').fill(localTime(before));
    await button(time, 'Preview').click();
    await time.getByText('come back').waitFor();
    const list = time.getByRole('list', { name: 'What would change' });
    await expect.poll(() => list.getByRole('listitem').first().getAttribute('aria-setsize')).toBe('1250');
    const back = list.getByRole('listitem').filter({ hasText: 'file 300.txt' });
    await back.getByText('project 3/', { exact: true }).waitFor();
    await picture(page, 'trash-preview');
    await button(time, 'Restore 300 files').click();
    await time.getByText('300 files restored').waitFor();
    await expectAccessible(page);
    await diskHolds(pair, files);
    await time.getByRole('button', { name: 'Close', exact: true }).last().click();

    await button(page, 'Undo').click();
    await page.getByText('Undone: 300 files are in the trash again.').waitFor();
    await diskHolds(pair, left);
  });

  it('finds what is meant by search, filters and the chart, and takes each away again', async () => {
    const { recycle, open } = await openScene();
    await putEntry(recycle, 'docs/Brief.txt', { day: 1, size: 100 });
    await putEntry(recycle, 'docs/Brief.txt', { day: 2, size: 200, reason: 'o' });
    await putEntry(recycle, 'docs/sub/plan.pdf', { day: 3, size: 3_000_000, reason: 'c' });
    for (const at of [1, 2, 3, 4]) await putEntry(recycle, `pictures/${at}.jpg`, { day: 11, size: 400 });
    for (const day of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      for (const at of [1, 2, 3]) {
        await putEntry(recycle, `drafts/week ${day % 4}/${day}-${at}.docx`, { day, size: day * 1_000 });
      }
    }
    const page = await open();
    await page.getByText('37 entries in all').waitFor();
    await entry(page, '1.jpg').waitFor();
    await page.getByRole('slider').waitFor();
    await entry(page, '2.jpg').click();
    await picture(page, 'trash');
    await entry(page, '2.jpg').click();
    await page.getByRole('searchbox').fill('BRIEF');
    await page.getByText('2 match, 300 bytes').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByText('Select what you want back.').waitFor();

    await button(page, 'Filters').click();
    await page.getByLabel('In folder').fill('/Docs');
    await page.getByLabel('Conflict (1)').check();
    await page.getByLabel('Size at least (MB)').fill('1');
    await page.getByLabel('Size at most (MB)').fill('0.5');
    await page.getByText('This is less than the least size.').waitFor();
    expect(await button(page, 'Show').isDisabled()).toBe(true);
    await page.getByLabel('Size at most (MB)').fill('');
    await page.getByLabel('Deleted from').fill('2026-02-02T00:00:00');
    await page.getByLabel('Deleted before').fill('2026-02-01T00:00:00');
    await page.getByText('This must be later than').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Deleted from').fill('');
    await expectAccessible(page);
    await button(page, 'Show').click();
    await page.getByText('1 match').waitFor();
    await expect.poll(() => entry(page, 'plan.pdf').count()).toBe(1);
    const chips = page.getByRole('group', { name: 'Active filters' });
    await picture(page, 'trash-filtered');
    for (const name of ['Conflict', 'From 1 MB']) await button(chips, `Remove filter: ${name}`).click();
    await page.getByText('3 match').waitFor();
    await button(chips, 'Clear all').click();
    await page.getByText('Select what you want back.').waitFor();

    const chart = page.getByRole('slider');
    await chart.focus();
    await page.keyboard.press('End');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain('4 entries');
    await page.keyboard.press('Shift+Home');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toContain('37 entries');
    await page.keyboard.press('End');
    const place = await page.getByRole('group', { name: 'Deletions over time' }).boundingBox();
    await page.keyboard.press('Enter');
    await page.getByText('4 match').waitFor();
    await page.getByText('All at once').waitFor();
    expect(await page.getByRole('group', { name: 'Deletions over time' }).boundingBox()).toMatchObject({
      height: place?.height,
    });
    expect(await page.evaluate<string | null>(`document.activeElement.getAttribute('aria-label')`)).toBe(
      'Deletions over time',
    );
    // The range ends within a second, which the fields do not show.
    await button(page, 'Filters').click();
    await page.getByLabel('In folder').fill('pictures');
    await button(page, 'Show').click();
    await button(chips, 'Remove filter: In pictures/').waitFor();
    await page.getByText('4 match').waitFor();
    await button(chips, 'Clear all').click();
    await page.getByText('Select what you want back.').waitFor();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('the chart is not there');
    await page.mouse.move(box.x + 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.up();
    await page.getByText('21 match').waitFor();
  });

  it('restores all that match but some into another folder', async () => {
    const files = {
      'a/x.txt': 'one',
      'a/y.txt': 'two',
      'a/z.txt': 'three',
      'b/y.txt': 'four',
      stays: 'here',
    };
    const { desk, pair, inStep, open } = await openScene({ files });
    await inStep(5);
    await inOneLook(desk, pair, async () => {
      for (const folder of ['a', 'b']) await rm(pair.at(folder), { recursive: true });
    });
    await inStep(1);
    const page = await open();
    await page.getByText('4 entries in all').waitFor();
    await page.getByRole('searchbox').fill('a/');
    await page.getByText('3 match').waitFor();
    await button(page, 'Select all 3').click();
    await page.getByText('3 selected').waitFor();
    await entry(page, 'y.txt').click();
    await page.getByText('2 selected, 8 bytes').waitFor();

    await button(page, 'Restore…').click();
    const restore = dialog(page, 'Restore');
    await restore.getByText('come back').waitFor();
    await restore.getByLabel('Into another folder of this computer').check();
    const elsewhere = await mkdtemp(path.join(tmpdir(), 'windlass-elsewhere-'));
    onTestFinished(() => rm(elsewhere, { recursive: true }));
    await restore.getByLabel('Folder', { exact: true }).fill(pair.at('inside'));
    await restore.getByText('This folder belongs to “docs”').waitFor();
    await writeFile(path.join(elsewhere, 'file'), '');
    await restore.getByLabel('Folder', { exact: true }).fill(path.join(elsewhere, 'file', 'below'));
    await restore.getByText('is a file, not a folder').waitFor();
    expect(await restore.getByRole('alert').count()).toBe(0);
    expect(await restore.getByRole('button', { name: /^Restore/ }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await restore.getByLabel('Folder', { exact: true }).fill(path.join(elsewhere, 'back'));
    await button(restore, 'Restore 2 files').click();
    await restore.getByText(`2 files restored to ${path.join(elsewhere, 'back')}`).waitFor();
    expect(await button(restore, 'Undo').count()).toBe(0);
    expect(await contentsOf(path.join(elsewhere, 'back'))).toEqual({
      'a/': '',
      'a/x.txt': 'one',
      'a/z.txt': 'three',
    });
    expect(await filesOf(pair)).toEqual({ stays: 'here' });
  });

  it('shows all versions of a file, marks the one that is like it, and brings an older one back', async () => {
    const { pair, recycle, inStep, open } = await openScene({ files: { 'notes.md': 'first', other: 'x' } });
    await inStep(2);
    for (const [at, text] of ['second text', 'third', 'first'].entries()) {
      await pair.write('notes.md', text);
      await eventually(async () => expect(await keysOf(recycle)).toHaveLength(at + 1));
    }
    await inStep(2);
    const page = await open();
    await page.getByText('3 entries in all').waitFor();
    await entry(page, 'notes.md').last().dblclick();
    const versions = dialog(page, 'Versions');
    await versions.getByText('3 versions in the trash.').waitFor();
    const same = versions.getByRole('listitem').filter({ hasText: 'Same as the file now' });
    await same.waitFor();
    await expect.poll(() => same.textContent()).toContain('5 bytes');
    await picture(page, 'trash-versions');
    const older = versions.getByRole('listitem').filter({ hasText: '11 bytes' });
    await older.getByRole('button', { name: /^Restore… the version of/ }).click();
    const restore = dialog(page, 'Restore');
    await button(restore, 'Restore 1 file').click();
    await restore.getByText('1 file restored').waitFor();
    await diskHolds(pair, { 'notes.md': 'second text', other: 'x' });
  });

  it('deletes for good only what was selected, and only after its number was typed', async () => {
    const { recycle, open } = await openScene();
    for (const name of ['a1', 'a2', 'b']) await putEntry(recycle, name, { day: 1, size: 2 });
    const page = await open();
    await page.getByText('3 entries in all').waitFor();
    await entry(page, 'a1').click();
    await entry(page, 'a2').click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect
      .poll(() => page.evaluate<string>(colourOf('Delete for good…')))
      .toMatch(/^rgb\(255, 1\d\d, 1\d\d\)$/);
    await button(page, 'Delete for good…').click();
    const purge = dialog(page, 'Delete for good');
    const run = button(purge, 'Delete 2 for good');
    await picture(page, 'trash-purge');
    await purge.getByLabel('Type 2 to confirm').fill('3');
    expect(await run.isDisabled()).toBe(true);
    await purge.getByLabel('Type 2 to confirm').fill('2');
    await run.click();
    await page.getByText('2 entries were deleted for good.').waitFor();
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('2');
    expect(await keysOf(recycle)).toEqual([expect.stringMatching(/^b~/)]);
  });

  it('says how long it keeps things, and lets that be changed', async () => {
    const { desk, pair, recycle, open } = await openScene();
    await putEntry(recycle, 'a', { day: 1 });
    const page = await open();
    await page.getByText('Nothing expires by itself.').waitFor();
    await button(page, 'Change').click();
    const keep = dialog(page, 'How long the trash keeps things');
    await keep.getByLabel('for a number of days').check();
    await picture(page, 'trash-retention');
    await keep.getByRole('textbox', { name: 'Days' }).fill('3000');
    await button(keep, 'Save').click();
    await page.getByText('After 3,000 days it is deleted for good.').waitFor();
    await entry(page, 'a')
      .getByText(/^in 2,\d\d\d days$/)
      .waitFor();
    const { days } = await desk.service.context.pair(pair.id).engine().bin.retention();
    expect(days).toBe(3_000);

    await expireFiles(desk.s3, pair.recycle, '');
    await page.reload();
    await page.getByText(/After 30 days a rule of the bucket that is not ours \(“clean-up”\)/).waitFor();
    await entry(page, 'a').getByText(/ago$/).first().waitFor();
  });

  it('restores by keyboard alone', async () => {
    const { pair, inStep, open } = await openScene({ files: { a: 'one', b: 'two', c: 'three', d: 'four' } });
    await inStep(4);
    for (const name of ['a', 'b', 'c']) await rm(pair.at(name));
    await inStep(1);
    const page = await open();
    await entry(page, 'laptop').first().waitFor();
    await tabTo(page, 'Trash entries');
    await expect.poll(() => grid(page).getAttribute('aria-activedescendant')).not.toBeNull();
    await page.keyboard.press('Control+a');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Select what you want back.').waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Shift+ArrowUp');
    await page.getByText('2 selected').waitFor();
    const chosen = await grid(page).locator('[role=row][aria-selected=true] [title]').allTextContents();
    await tabTo(page, 'Restore…', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('come back').waitFor();
    await tabTo(page, 'Restore 2 files');
    await page.keyboard.press('Enter');
    await page.getByText('2 files restored').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const back = chosen.map((text) => text.slice(0, 1)).sort();
    await eventually(async () => expect(Object.keys(await filesOf(pair)).sort()).toEqual([...back, 'd']));
    expect(await readFile(pair.at(back[0] ?? ''), 'utf8')).not.toBe('');
  });

  it('fits a narrow window in German too, and tells several pairs apart', async () => {
    const { recycle, desk, open } = await openScene({ pairs: ['docs', 'pictures'], language: 'de' });
    await putEntry(recycle, 'Ein sehr langer Ordnername/mit noch einem darin/Rechnung.pdf', { day: 1 });
    await putEntry(recycle, 'b', { day: 40, reason: 'o' });
    const page = await open({ size: 'narrow' });
    await page.getByText('Insgesamt 2 Einträge').waitFor();
    await page.getByRole('row').filter({ hasText: 'Rechnung.pdf' }).waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(480);
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Welcher Ordner' }).click();
    await page.getByRole('option', { name: 'pictures' }).click();
    await page.getByText('Der Papierkorb ist leer.').waitFor();
    expect(await page.getByRole('searchbox').count()).toBe(0);
    expect(await page.getByText('Einträge').count()).toBe(0);
    expect(page.url()).toContain(desk.pairs[1]?.id);
  });
});
