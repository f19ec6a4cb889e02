import { describe, expect, it } from 'vitest';
import { putEntry } from '../service/trash-entry.ts';
import { hasBrowser, picture, type Page } from './page.ts';
import { localTime, openScene } from './trash-scene.ts';

async function openDialog(page: Page) {
  await page.getByRole('button', { name: 'Go back to a time…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Go back to a time' });
  await dialog.getByLabel('As of').waitFor();
  return { dialog, offered: dialog.getByRole('group', { name: 'Quick choices' }).getByRole('button') };
}

describe.skipIf(!hasBrowser)('going back to a time', () => {
  it('is not offered for a time before the pair began, and one that is typed is said to be', async () => {
    const { inStep, open } = await openScene({ files: { a: 'one' } });
    await inStep(1);
    const page = await open();
    await page.getByText('The trash is empty.').waitFor();
    // Nothing stands before it.
    await page.getByText(/^Read just now$/).waitFor();
    const { dialog, offered } = await openDialog(page);
    await dialog.getByLabel('As of').fill(localTime(Date.now() - 3_600_000));
    await dialog
      .getByText(/^This is before “docs” began: nothing is known of its files from before/)
      .waitFor();
    expect(await offered.count()).toBe(0);
    await dialog.getByLabel('As of').fill(localTime(Date.now()));
    await expect.poll(() => dialog.getByText('This is before').count()).toBe(0);
  });

  it('is offered for any time where patterns keep older objects from being known', async () => {
    const { inStep, open } = await openScene({ files: { a: 'one', '.windlassignore': '*.log\n' } });
    await inStep(2);
    const page = await open();
    await page.getByText('The trash is empty.').waitFor();
    const { dialog, offered } = await openDialog(page);
    await offered.getByText('Yesterday at this time').click();
    expect(await dialog.getByText('This is before').count()).toBe(0);
  });

  it('goes back as far as the trash does, whoever filled it', async () => {
    const { recycle, inStep, open } = await openScene({ files: { a: 'one' } });
    await inStep(1);
    await putEntry(recycle, 'of another device.txt', { day: 1 });
    const page = await open();
    await page.getByText('1 entry in all').waitFor();
    const { dialog, offered } = await openDialog(page);
    await offered.getByText('Yesterday at this time').click();
    await dialog.getByRole('button', { name: 'Preview' }).and(dialog.locator(':enabled')).waitFor();
    expect(await dialog.getByText('This is before').count()).toBe(0);
    await picture(page, 'trash-asof');
  });
});
