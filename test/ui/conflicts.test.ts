import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { bucketKeys } from './bucket-keys.ts';
import { openConflicts } from './conflict-scene.ts';
import type { DeskPair } from './desk.ts';
import { expectAccessible, goTo, hasBrowser, openPage, picture, SIZES } from './page.ts';
import { pngFile } from './picture-file.ts';
import { eventually } from '../tools/eventually.ts';

const MINE = `# Sea trip

Meet at the harbour at eight.
Bring warm clothes.

## Food
- bread
- cheese
- apples

## Crew
Ada, Grace, Alan, Edsger

## Back
On Sunday evening.
`;
const THEIRS = MINE.replace('at eight', 'at half past nine')
  .replace('- apples\n', '- apples\n- lemons\n- tea\n')
  .replace('On Sunday evening.\n', '');

/** What lies in the folder, without the engine's own. */
async function filesIn({ folder }: DeskPair): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.windlass')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

async function has(pair: DeskPair, files: Readonly<Record<string, string>>): Promise<void> {
  await eventually(async () => expect(await filesIn(pair)).toEqual(files));
}

function isFocused(target: Locator): Promise<boolean> {
  return target.and(target.page().locator(':focus')).isVisible();
}

async function tabTo(target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    await target.page().keyboard.press('Tab');
    if (await isFocused(target)) return;
  }
  throw new Error('Tab does not reach it');
}

/** Two conflicts on the screen; `first` is the one that it shows. */
async function openTwo() {
  const scene = await openConflicts({
    'a.txt': ['mine a', 'theirs a'],
    'b.txt': ['mine b', 'theirs b'],
  });
  const page = await openPage(scene.laptop, { at: `/conflicts/${scene.pair.id}` });
  const heading = page.getByRole('heading', { level: 2 });
  await heading.waitFor();
  return { ...scene, page, heading, first: await heading.innerText() };
}

describe.skipIf(!hasBrowser)('conflicts', () => {
  it('show both versions whole, and keeping mine gives it the name on every device', async () => {
    const { laptop, pair, phone } = await openConflicts({ 'trip.md': [MINE, THEIRS] });
    const page = await openPage(laptop, { at: `/conflicts/${pair.id}` });
    await page.getByRole('heading', { name: 'trip.md' }).waitFor();
    const mine = page.getByRole('region', { name: 'Mine', exact: true });
    const theirs = page.getByRole('region', { name: 'Theirs', exact: true });
    await expect.poll(() => mine.innerText()).toMatch(/trip \(conflict laptop .*\)\.md[\s\S]*laptop/);
    await expect.poll(() => theirs.innerText()).toMatch(/trip\.md[\s\S]*phone/);
    const diff = page.getByRole('list', { name: 'How they differ' });
    await diff.getByText('Theirs - lemons').waitFor();
    await diff.getByText('Mine On Sunday evening.').waitFor();
    await page.getByText('2 lines only in mine · 3 lines only in theirs').waitFor();
    await picture(page, 'conflicts');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('is settled: your version has the name now.').waitFor();
    await page.getByText('No conflict is waiting.').waitFor();
    await page.getByRole('link', { name: 'Back to home' }).waitFor();
    await has(pair, { 'trip.md': MINE });
    await has(phone, { 'trip.md': MINE });
    const recycled = await bucketKeys(laptop.s3, pair.recycle);
    expect(recycled).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^trip\.md~/),
        expect.stringMatching(/^trip \(conflict /),
      ]),
    );
    await expectAccessible(page);
  });

  it('show pictures side by side, and keeping theirs drops my copy on every device', async () => {
    const sea = (tint: number) =>
      pngFile({
        width: 320,
        height: 200,
        colour: (x, y) => (y < 90 ? [tint, 190, 235] : [20, 90 + ((x + y) % 40), 140 + (tint % 60)]),
      });
    const { laptop, pair, phone } = await openConflicts({ 'harbour.png': [sea(120), sea(240)] });
    const page = await openPage(laptop, { at: '/conflicts' });
    await page.getByRole('img', { name: 'Mine' }).waitFor();
    await page.getByRole('img', { name: 'Theirs' }).waitFor();
    await expect.poll(() => page.getByText('320 × 200 pixels').count()).toBe(2);
    await picture(page, 'conflicts-picture');
    // What there is to compare and to choose is in sight without scrolling.
    await page.evaluate('scrollTo(0, 0)');
    const inSight = [
      page.getByRole('img', { name: 'Mine' }),
      page.getByRole('img', { name: 'Theirs' }),
      ...['Keep mine', 'Keep theirs', 'Keep both'].map((name) => page.getByRole('button', { name })),
    ];
    for (const shown of inSight) {
      const box = await shown.boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(SIZES.wide.height);
    }
    await page.getByRole('button', { name: 'Keep theirs' }).click();
    await page.getByText('No conflict is waiting.').waitFor();
    await eventually(async () => {
      expect(Object.keys(await filesIn(pair))).toEqual(['harbour.png']);
      expect(Object.keys(await filesIn(phone))).toEqual(['harbour.png']);
    });
    expect(await readFile(pair.at('harbour.png'))).toEqual(sea(240));
  });

  it('are settled all alike after one question, by keyboard alone', async () => {
    const { laptop, pair, phone } = await openConflicts({
      'a.txt': ['mine a', 'theirs a'],
      'b.txt': ['mine b', 'theirs b'],
      'c.bin': [Buffer.from([1, 0, 2]), Buffer.from([3, 0, 4])],
    });
    const page = await openPage(laptop, { at: `/conflicts/${pair.id}` });
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await page.getByText('Conflict 1 of 3').waitFor();
    await tabTo(button('Next conflict'));
    await page.keyboard.press('Enter');
    await page.getByText('Conflict 2 of 3').waitFor();
    expect(await isFocused(button('Next conflict'))).toBe(true);
    await tabTo(page.getByRole('checkbox', { name: 'Do the same with all 3 conflicts' }));
    await page.keyboard.press('Space');
    await tabTo(button('Keep mine for all'));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Keep mine for 3 conflicts?' });
    await dialog.getByText('b.txt').waitFor();
    await expectAccessible(page);
    await tabTo(dialog.getByRole('button', { name: 'Keep mine for all' }));
    await page.keyboard.press('Enter');
    await page.getByText('3 conflicts are settled').waitFor();
    const all = { 'a.txt': 'mine a', 'b.txt': 'mine b', 'c.bin': '\u0001\0\u0002' };
    await has(pair, all);
    await has(phone, all);
  });

  it('keep both as they are, and say so of the ones that changed since they were shown', async () => {
    const { pair, phone, page, heading, first } = await openTwo();
    await page.getByText('1 line only in mine').waitFor();
    await writeFile(pair.at(first), 'edited since');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('1 conflict could not be settled').waitFor();
    expect(await readFile(pair.at(first), 'utf8')).toBe('edited since');
    // It is shown as it is now, and settled as such.
    await page.getByText('edited since').waitFor();
    await page.getByRole('button', { name: 'Keep both' }).click();
    await page.getByText('is settled: both versions were kept.').waitFor();
    const other = first === 'a.txt' ? 'b.txt' : 'a.txt';
    await page.getByRole('heading', { name: other, level: 2 }).waitFor();
    await expect.poll(() => isFocused(heading)).toBe(true);
    await page.getByRole('button', { name: 'Keep both' }).click();
    await page.getByText('No conflict is waiting.').waitFor();
    await eventually(async () => {
      const here = await filesIn(pair);
      expect(Object.keys(here)).toHaveLength(4);
      expect(here[first]).toBe('edited since');
      expect(await filesIn(phone)).toEqual(here);
    });
  });

  it('are settled one by one, however hasty the hand', async () => {
    const { laptop, pair, page, first } = await openTwo();
    const keep = page.getByRole('button', { name: 'Keep mine' });
    await keep.scrollIntoViewIfNeeded();
    const box = await keep.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 10];
    // By timers of the page, all set at once: however slow the machine, they are over before the one that ends the rest.
    await page.evaluate(`for (const ms of [0, 60, 180, 360])
      setTimeout(() => document.elementFromPoint(${x}, ${y})?.closest('button')?.click(), ms)`);
    await page.getByText(`“${first}” is settled: your version has the name now.`).waitFor();
    const other = first === 'a.txt' ? 'b.txt' : 'a.txt';
    await page.getByRole('heading', { name: other, level: 2 }).waitFor();
    await expect.poll(() => keep.isEnabled()).toBe(true);
    expect(laptop.service.context.pair(pair.id).state().conflicts).toBe(1);
    expect(await page.getByRole('alert').filter({ hasText: 'could not be settled' }).count()).toBe(0);
  });

  it('of which a version is gone offer only what can be kept', async () => {
    const { laptop, pair, phone } = await openConflicts({ 'a.txt': ['mine a', 'theirs a'] });
    const running = laptop.service.context.pair(pair.id);
    running.pause();
    await eventually(() => expect(running.state().activity).toBe('paused'));
    await rm(pair.at('a.txt'));
    const page = await openPage(laptop, { at: `/conflicts/${pair.id}` });
    await page.getByText('This version is not there any more.').first().waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Keep theirs' }).isDisabled()).toBe(true);
    await page.getByText('There is nothing else to move.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByText('No conflict is waiting.').waitFor();
    running.resume();
    await has(pair, { 'a.txt': 'mine a' });
    await has(phone, { 'a.txt': 'mine a' });
  });

  it('leave a calm page when there is none, also in German', async () => {
    const { laptop, pair } = await openConflicts({ 'a.txt': ['meins', 'anderes'] }, 'de');
    const page = await openPage(laptop, { at: `/conflicts/${pair.id}`, size: 'narrow' });
    await page.getByRole('button', { name: 'Beide behalten' }).click();
    await page.getByText('Kein Konflikt wartet.').waitFor();
    expect(Object.values(await filesIn(pair)).toSorted()).toEqual(['anderes', 'meins']);
    await goTo(page, '/conflicts');
    await page.getByText('Kein Konflikt wartet.').waitFor();
    await expectAccessible(page);
  });
});
