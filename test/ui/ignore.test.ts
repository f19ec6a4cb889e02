import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bucketKeys } from './bucket-keys.ts';
import { openDesk, type Desk, type DeskPair } from './desk.ts';
import { expectAccessible, goTo, hasBrowser, openPage, picture, type Page } from './page.ts';
import { eventually } from '../tools/eventually.ts';

const FILES = {
  'letter.txt': 'dear',
  'build/app.js': 'x'.repeat(40_000),
  'build/app.css': 'y'.repeat(5_000),
  'notes/draft.tmp': 'z'.repeat(1_500),
  'notes/idea.md': 'idea',
};

async function inStep(desk: Desk, files: number): Promise<void> {
  const state = () => desk.service.context.pairs()[0]?.state();
  await eventually(() => expect(state()).toMatchObject({ files, activity: 'resting' }));
}

async function openRules(): Promise<{ desk: Desk; pair: DeskPair; page: Page }> {
  const desk = await openDesk({ pairs: ['docs'], files: FILES });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('no pair');
  await inStep(desk, Object.keys(FILES).length);
  const page = await openPage(desk, { at: '/ignore' });
  await page.getByText('They match no file in the folder.').waitFor();
  return { desk, pair, page };
}

describe.skipIf(!hasBrowser)('the ignore rules', () => {
  it('show what they match while they are typed, mark what means nothing, and delete nothing', async () => {
    const { desk, pair, page } = await openRules();
    const field = page.getByRole('textbox', { name: 'Patterns, one a line' });
    await field.fill('# what can be made again\nbuild/\n*.tmp\n[\n');
    await page.getByText('3 files, 46.5 kB').waitFor();
    await page.getByText('3 files that are in step now would be left alone from then on.').waitFor();
    const matched = page.getByRole('list', { name: 'Matched files and folders' });
    await matched.getByText('build/').waitFor();
    await matched.getByText('notes/draft.tmp').waitFor();
    await page.getByText('1 line means nothing, and is passed over:').waitFor();
    await page.getByText('Line 4: [').waitFor();
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    await picture(page, 'ignore');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The rules are saved, and hold from now on.').waitFor();
    expect(await readFile(pair.at('.windlassignore'), 'utf8')).toBe(
      '# what can be made again\nbuild/\n*.tmp\n[\n',
    );
    // Without the three, and with the rules themselves.
    await inStep(desk, 3);
    expect(await readFile(pair.at('build/app.css'), 'utf8')).toBe(FILES['build/app.css']);
    expect(await bucketKeys(desk.s3, pair.bucket)).toEqual(
      expect.arrayContaining(['build/app.css', 'build/app.js', 'notes/draft.tmp']),
    );
  });

  it('are taken from the examples, undone and saved by keyboard alone', async () => {
    const { desk, pair, page } = await openRules();
    const { keyboard } = page;
    await page.getByRole('textbox', { name: 'Patterns, one a line' }).focus();
    await keyboard.type('notes/');
    await page.getByText('2 files, 1.5 kB').waitFor();
    for (const key of ['Tab', 'Enter']) await keyboard.press(key);
    await page.getByText('They match no file in the folder.').waitFor();
    const example = page.getByRole('button', { name: 'Add *.tmp' });
    while (!(await example.and(page.locator(':focus')).isVisible())) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByText('1 file, 1.5 kB').waitFor();
    const save = page.getByRole('button', { name: 'Save' });
    while (!(await save.and(page.locator(':focus')).isVisible())) await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    await page.getByText('The rules are saved, and hold from now on.').waitFor();
    await inStep(desk, 5);
    expect(await readFile(pair.at('.windlassignore'), 'utf8')).toBe('*.tmp\n');
    await expectAccessible(page);
  });

  it('are still there, unsaved, for whoever comes back to them', async () => {
    const { pair, page } = await openRules();
    const field = page.getByRole('textbox', { name: 'Patterns, one a line' });
    await field.fill('notes/');
    await page.getByText('Not saved yet.').waitFor();
    await goTo(page, '/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await goTo(page, `/ignore/${pair.id}`);
    await page.getByText('Not saved yet.').waitFor();
    await expect.poll(() => field.inputValue()).toBe('notes/');
    await page.getByRole('button', { name: 'Undo changes' }).click();
    await page.getByText('Not saved yet.').waitFor({ state: 'detached' });
    await goTo(page, '/settings');
    await goTo(page, `/ignore/${pair.id}`);
    await expect.poll(() => field.inputValue()).toBe('');
  });

  it('say what would be kept in step again', async () => {
    const { desk, pair, page } = await openRules();
    const field = page.getByRole('textbox', { name: 'Patterns, one a line' });
    await field.fill('build/');
    await page.getByRole('button', { name: 'Save' }).click();
    await inStep(desk, 4);
    await field.fill('');
    await page.getByText('2 files that are ignored now would be kept in step.').waitFor();
    expect(await readFile(pair.at('.windlassignore'), 'utf8')).toBe('build/');
  });
});
