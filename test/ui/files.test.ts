import { access } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bucketKeys } from './bucket-keys.ts';
import { openDesk, type Desk, type DeskPair } from './desk.ts';
import { expectAccessible, goTo, hasBrowser, openPage, picture, type Page } from './page.ts';
import { eventually } from '../tools/eventually.ts';

const FILES = {
  'readme.txt': 'hello',
  'archive/2019/old.bin': 'o'.repeat(900_000),
  'archive/2020/newer.bin': 'n'.repeat(1_200_000),
  'music/song.flac': 's'.repeat(2_500_000),
  'photos/2025/beach.jpg': 'b'.repeat(700_000),
  'photos/2025/raw/beach.nef': 'r'.repeat(1_400_000),
  'photos/2026/snow.jpg': 'w'.repeat(650_000),
  'work/plan.md': '# plan',
};
const COUNT = Object.keys(FILES).length;

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function inStep(desk: Desk, files: number): Promise<void> {
  const state = () => desk.service.context.pairs()[0]?.state();
  await eventually(() => expect(state()).toMatchObject({ files, activity: 'resting' }));
}

async function openFiles(): Promise<{ desk: Desk; pair: DeskPair; page: Page }> {
  const desk = await openDesk({ pairs: ['docs'], files: FILES });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('no pair');
  await inStep(desk, COUNT);
  const page = await openPage(desk, { at: `/files/${pair.id}` });
  await page.getByRole('treeitem').first().waitFor();
  return { desk, pair, page };
}

const folder = (page: Page, name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}\\b`) });

/** As the page does it: the pause outlasts that the pair is opened anew. */
async function pause({ service: { context } }: Desk, id: string): Promise<void> {
  const home = await context.home();
  await home.change((config) => ({
    ...config,
    pairs: config.pairs.map((pair) => ({ ...pair, paused: 'always' as const })),
  }));
  context.pair(id).pause();
}

async function checked(page: Page, name: string, value: 'true' | 'false' | 'mixed'): Promise<void> {
  await expect.poll(() => folder(page, name).getAttribute('aria-checked')).toBe(value);
}

describe.skipIf(!hasBrowser)('the folders on this computer', () => {
  it('are still chosen, and not applied, for whoever comes back to them', async () => {
    const { pair, page } = await openFiles();
    await page.getByRole('tree', { name: 'Folders of docs' }).focus();
    for (const key of ['p', 'ArrowRight']) await page.keyboard.press(key);
    await folder(page, '2026').waitFor();
    for (const key of ['ArrowRight', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    const pending = page.getByText('1 folder off: 650 kB goes to the local trash');
    await pending.waitFor();
    await goTo(page, '/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await goTo(page, `/files/${pair.id}`);
    await pending.waitFor();
    await checked(page, '2026', 'false');
    expect(await exists(pair.at('photos/2026'))).toBe(true);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await checked(page, '2026', 'true');
    await goTo(page, '/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await goTo(page, `/files/${pair.id}`);
    await checked(page, 'photos', 'true');
    expect(await pending.count()).toBe(0);
  });

  it('are turned off by keyboard alone: gone here, kept in the bucket, and back when turned on', async () => {
    const { desk, pair, page } = await openFiles();
    const { keyboard } = page;
    await page.getByRole('tree', { name: 'Folders of docs' }).focus();
    // archive, music, photos → into photos, past 2025 to 2026.
    for (const key of ['p', 'ArrowRight']) await keyboard.press(key);
    await folder(page, '2026').waitFor();
    for (const key of ['ArrowRight', 'ArrowDown', 'Space']) await keyboard.press(key);
    await checked(page, '2026', 'false');
    await checked(page, 'photos', 'mixed');
    for (const key of ['Home', 'ArrowDown', 'Space']) await keyboard.press(key);
    await checked(page, 'music', 'false');
    await page.getByText('2 folders off: 3.15 MB goes to the local trash').waitFor();
    await page.getByText('keeps the files for 90 days; only then is the space free.').waitFor();
    await expectAccessible(page);
    // Past the radio buttons and Cancel.
    for (const key of ['Tab', 'Tab', 'Tab', 'Enter']) await keyboard.press(key);
    await page.getByText('2 files (3.15 MB) went to the local trash.').waitFor();
    expect(await exists(pair.at('music'))).toBe(false);
    expect(await exists(pair.at('photos/2026'))).toBe(false);
    expect(await exists(pair.at('photos/2025/beach.jpg'))).toBe(true);
    await inStep(desk, COUNT - 2);
    expect(await bucketKeys(desk.s3, pair.bucket)).toEqual(
      expect.arrayContaining(['music/song.flac', 'photos/2026/snow.jpg']),
    );
    await page.getByRole('tree').focus();
    for (const key of ['Home', 'm', 'Space']) await keyboard.press(key);
    await page.getByText('1 folder on').waitFor();
    await page.getByRole('button', { name: 'Apply' }).press('Enter');
    await eventually(async () => expect(await exists(pair.at('music/song.flac'))).toBe(true));
    expect(await exists(pair.at('photos/2026'))).toBe(false);
  });

  it('stay where they are when asked to, and one in a folder that is off can be had by itself', async () => {
    const { desk, pair, page } = await openFiles();
    await folder(page, 'photos').click();
    await page.getByRole('radio', { name: 'Leave the files where they are' }).check();
    await page.getByText('their files stay here').or(page.getByText('its files stay here')).waitFor();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('Nothing was removed.').waitFor();
    await inStep(desk, COUNT - 3);
    expect(await exists(pair.at('photos/2026/snow.jpg'))).toBe(true);
    await page.getByRole('tree').focus();
    for (const key of ['p', 'ArrowRight']) await page.keyboard.press(key);
    await folder(page, '2026').click();
    await checked(page, '2025', 'false');
    await checked(page, 'photos', 'mixed');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('“photos” is kept in step again').waitFor();
    await inStep(desk, COUNT - 2);
    expect(desk.service.context.pair(pair.id).engine().tracking.off()).toEqual(['photos/2025/']);
  });

  it('can be freed later when they are off already, but for what the bucket may not have', async () => {
    const { desk, pair, page } = await openFiles();
    await folder(page, 'photos').click();
    await page.getByRole('radio', { name: 'Leave the files where they are' }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await inStep(desk, COUNT - 3);
    await pair.write('photos/2026/mine.jpg', 'never uploaded');
    await page.reload();
    const left = page.getByRole('region', { name: 'Still on this computer' });
    await left.getByText('“photos”: 4 files, 2.75 MB').waitFor();
    await left.getByText('only then is the space free').waitFor();
    await picture(page, 'files-left');
    await left.getByRole('button', { name: 'Free the space: photos' }).press('Enter');
    await page.getByText('3 files (2.75 MB) went to the local trash.').waitFor();
    await page.getByText('1 file stays here, because the bucket may not have it as it is.').waitFor();
    await left.getByText('“photos”: 1 file').waitFor();
    expect(await exists(pair.at('photos/2026/mine.jpg'))).toBe(true);
    expect(await exists(pair.at('photos/2025'))).toBe(false);
    await checked(page, 'photos', 'false');
    expect(await bucketKeys(desk.s3, pair.bucket)).toContain('photos/2026/snow.jpg');
  });

  it('are listed on their way back, and as they are once they came', async () => {
    const { desk, pair, page } = await openFiles();
    await folder(page, 'music').click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('went to the local trash.').waitFor();
    await inStep(desk, COUNT - 1);
    await pause(desk, pair.id);
    await folder(page, 'music').click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('“music” (1 file, 2.5 MB): what is not here yet is downloaded once').waitFor();
    await checked(page, 'music', 'true');
    await page.getByText('8 files in all').waitFor();
    expect(await exists(pair.at('music'))).toBe(false);
    desk.service.context.pair(pair.id).resume();
    await page.getByText('“music” is kept in step again (1 file, 2.5 MB).').waitFor();
    await checked(page, 'music', 'true');
    expect(await exists(pair.at('music/song.flac'))).toBe(true);
  });

  it('keep a file that the bucket does not have as it is, and say so', async () => {
    const { desk, pair, page } = await openFiles();
    const running = desk.service.context.pair(pair.id);
    running.pause();
    await eventually(() => expect(running.state().activity).toBe('paused'));
    await pair.write('work/draft.md', 'not uploaded yet');
    await folder(page, 'work').click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('1 file stays here, because the bucket may not have it as it is.').waitFor();
    expect(await exists(pair.at('work/draft.md'))).toBe(true);
    expect(await exists(pair.at('work/plan.md'))).toBe(false);
  });

  it('change nothing until Apply, and show what would', async () => {
    const { pair, page } = await openFiles();
    await page.getByRole('tree').focus();
    for (const key of ['p', 'ArrowRight']) await page.keyboard.press(key);
    await folder(page, '2025').click();
    await folder(page, 'archive').click();
    await page.getByText('2 folders off: 4.2 MB goes to the local trash').waitFor();
    await picture(page, 'files');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await checked(page, 'archive', 'true');
    expect(await exists(pair.at('archive/2019/old.bin'))).toBe(true);
  });
});
