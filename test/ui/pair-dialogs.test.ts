import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bucketKeys, putObject } from './bucket-keys.ts';
import { openDesk, type Desk } from './desk.ts';
import { withKeyboard } from './hands.ts';
import { choose, heading, inStep } from './home-scene.ts';
import { tabToTarget } from './keyboard.ts';
import { expectAccessible, hasBrowser, openPage, type Page } from './page.ts';

async function photosInStep(): Promise<{ desk: Desk; page: Page }> {
  const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
  const page = await openPage(desk);
  await inStep(page);
  return { desk, page };
}

/** Opens a dialog of the folder's menu by keys alone, and waits for it. */
async function openByKeys(page: Page, item: string, title: string) {
  const hands = withKeyboard(page);
  await hands.press('Menu of photos');
  await hands.press(item);
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

/** Once a dialog is gone, the keyboard is where it was before. */
async function backAtMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu of photos' }).and(page.locator(':focus')).waitFor();
}

function running(desk: Desk) {
  return desk.service.context.pair(desk.pairs[0]?.id ?? '');
}

describe.skipIf(!hasBrowser)('the dialogs of a folder', () => {
  it('change its name, its direction and its limits by keyboard alone', async () => {
    const { desk, page } = await photosInStep();
    const direction = await openByKeys(page, 'Direction', 'Direction of “photos”');
    await expectAccessible(page);
    await tabToTarget(direction.getByRole('radio', { name: 'Both ways' }));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await direction.waitFor({ state: 'detached' });
    await backAtMenu(page);
    await expect.poll(() => running(desk).state().mode).toBe('upload-only');

    const limits = await openByKeys(page, 'Limits', 'Limits of “photos”');
    await expectAccessible(page);
    await withKeyboard(page).fill('Upload (MB/s)', '0.25');
    await withKeyboard(page).fill('Files at a time', '3');
    await page.keyboard.press('Enter');
    await limits.waitFor({ state: 'detached' });
    await expect
      .poll(() => running(desk).state().limits)
      .toEqual({ uploadBytesPerSecond: 250_000, transfers: 3 });

    const rename = await openByKeys(page, 'Rename', 'Rename “photos”');
    await expectAccessible(page);
    await rename.getByRole('textbox', { name: 'Name' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Holidays');
    await page.keyboard.press('Enter');
    await rename.waitFor({ state: 'detached' });
    await expect.poll(() => running(desk).state().name).toBe('Holidays');
  });

  it('take a limit with decimals key by key, by a point or a comma', async () => {
    const { desk, page } = await photosInStep();
    await choose(page, 'photos', 'Limits');
    const limits = page.getByRole('dialog', { name: 'Limits of “photos”' });
    const [up, down] = [limits.getByLabel('Upload (MB/s)'), limits.getByLabel('Download (MB/s)')];
    await up.pressSequentially('1.5');
    await expect.poll(() => up.inputValue()).toBe('1.5 MB/s');
    await down.pressSequentially('12,0');
    await expect.poll(() => down.inputValue()).toBe('12.0 MB/s');
    await down.pressSequentially('5');
    await page.keyboard.press('Enter');
    await limits.waitFor({ state: 'detached' });
    await expect
      .poll(() => running(desk).state().limits)
      .toEqual({ uploadBytesPerSecond: 1_500_000, downloadBytesPerSecond: 12_050_000 });

    await choose(page, 'photos', 'Limits');
    await expect.poll(() => down.inputValue()).toBe('12.05 MB/s');
    await up.fill('');
    await limits.getByRole('button', { name: 'Save' }).click();
    await limits.waitFor({ state: 'detached' });
    await expect.poll(() => running(desk).state().limits).toEqual({ downloadBytesPerSecond: 12_050_000 });
  });

  it('keep to the direction that was chosen', async () => {
    const { desk, page } = await photosInStep();
    await choose(page, 'photos', 'Direction');
    const dialog = page.getByRole('dialog', { name: 'Direction of “photos”' });
    await dialog.getByRole('radio', { name: 'Only down' }).check();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(running(desk).state().mode).toBe('two-way');
    await choose(page, 'photos', 'Direction');
    await dialog.getByRole('radio', { name: 'Only down' }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await desk.pairs[0]?.write('here.txt', 'stays here');
    const bucket = desk.pairs[0]?.bucket ?? '';
    await putObject(desk.s3, { bucket, key: 'there.txt', body: 'comes here' });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect.poll(() => readdir(desk.pairs[0]?.folder ?? '')).toContain('there.txt');
    expect(running(desk).state().mode).toBe('download-only');
    expect(await bucketKeys(desk.s3, bucket)).not.toContain('here.txt');
  });

  it('show a preview of what comes, and nothing of it is done', async () => {
    const { desk, page } = await photosInStep();
    running(desk).pause();
    await desk.pairs[0]?.write('b.txt', 'b');
    const plan = await openByKeys(page, 'Preview changes', 'What a sync of “photos” would do');
    await plan.getByText('b.txt').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await plan.waitFor({ state: 'detached' });
    await backAtMenu(page);
    expect(await bucketKeys(desk.s3, desk.pairs[0]?.bucket ?? '')).not.toContain('b.txt');
  });

  it('remove it by keyboard alone, and only when told twice', async () => {
    const { desk, page } = await photosInStep();
    const title = 'Remove “photos” from Windlass?';
    const question = await openByKeys(page, 'Remove from Windlass', title);
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Cancel' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await backAtMenu(page);
    expect(desk.service.context.pairs()).toHaveLength(1);
    await openByKeys(page, 'Remove from Windlass', title);
    await withKeyboard(page).press('Remove');
    await heading(page, 'Welcome to Windlass');
    await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();
    expect(desk.service.context.pairs()).toEqual([]);
  });

  it('remove it with what was told of it, and leave the focus on the next one', async () => {
    const desk = await openDesk({ pairs: ['photos', 'papers'], files: { 'a.txt': 'a' } });
    await desk.pairs[1]?.write('letter.txt', 'dear');
    const page = await openPage(desk);
    await page.getByRole('button', { name: /a\.txt Uploaded/ }).waitFor();
    await page.getByRole('button', { name: /letter\.txt Uploaded/ }).waitFor();
    await openByKeys(page, 'Remove from Windlass', 'Remove “photos” from Windlass?');
    await withKeyboard(page).press('Remove');
    await page.getByText('“photos” was removed; its files stay where they are.').waitFor();
    await page.getByRole('button', { name: 'Menu of papers' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: /letter\.txt Uploaded/ }).waitFor();
    expect(await page.getByRole('button', { name: /a\.txt Uploaded/ }).count()).toBe(0);
  });

  it('tell what failed, though their question is closed, and so does a pause', async () => {
    const { desk, page } = await photosInStep();
    await writeFile(path.join(desk.base, 'home', 'config.json'), '{ this is none');
    await page.getByRole('button', { name: 'Pause all folders' }).click();
    await page.getByRole('menuitem', { name: 'Until I resume it' }).click();
    const told = page.getByRole('alert').filter({ hasText: 'The configuration has faults' });
    await told.waitFor();
    await expectAccessible(page);
    await told.getByRole('button').click();
    await told.waitFor({ state: 'detached' });
    await choose(page, 'photos', 'Resume');
    await told.waitFor();
    await told.getByRole('button').click();
    await choose(page, 'photos', 'Remove from Windlass');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await told.waitFor();
    expect(await told.count()).toBe(1);
  });
});
