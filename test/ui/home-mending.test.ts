import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepVersions } from './bucket-keys.ts';
import { openDesk } from './desk.ts';
import { heading, inStep, keys } from './home-scene.ts';
import { hasBrowser, openPage, picture } from './page.ts';
import { eventually } from '../tools/eventually.ts';

describe.skipIf(!hasBrowser)('what is wrong, on the first screen', () => {
  it('names the permission that is missing and its bucket, and checks all of them', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    desk.store?.deny(['s3:ListBucket']);
    await heading(page, '“photos” lacks a permission');
    const need = page.getByRole('region', { name: 'Needs your attention' });
    await expect.poll(() => need.innerText()).toContain(`s3:ListBucket on the bucket "${photos?.bucket}"`);
    await page.getByRole('button', { name: 'Check' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Check of “photos”' });
    await dialog.getByText(/^\d+ checks? failed\.$|^One check failed\.$/).waitFor();
    await expect.poll(() => dialog.innerText()).toContain('s3:ListBucket');
    await page.keyboard.press('Escape');
    desk.store?.deny([]);
    await inStep(page);
  });

  it('checks in German, with what was found and what it is needed for', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' }, language: 'de' });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await heading(page, 'Alles ist auf gleichem Stand');
    await keepVersions(desk.s3, photos?.bucket ?? '');
    desk.store?.deny(['s3:GetLifecycleConfiguration']);
    await page.getByRole('button', { name: 'Menü von photos' }).click();
    await page.getByRole('menuitem', { name: 'Prüfen', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Es geht, mit 5 Hinweisen.').waitFor();
    const rows = await dialog.getByRole('listitem').allInnerTexts();
    // Rules are read to tell them and before they are set, in either bucket.
    expect(rows.filter((row) => row.includes('Nur nötig, um'))).toHaveLength(4);
    expect(rows.filter((row) => row.includes('Jede ersetzte'))).toHaveLength(1);
    expect(rows.join(' ')).not.toMatch(/needs? it|bucket "|the /);
    await picture(page, 'check-german');
  });

  it('goes on with a folder that was moved, once it is told where it is', async () => {
    const desk = await openDesk({ pairs: ['papers'], files: { 'a.txt': 'a' } });
    const [papers] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    const moved = `${papers?.folder}-moved`;
    await rename(papers?.folder ?? '', moved);
    await heading(page, 'The folder of “papers” is not where it was');
    await page.getByRole('button', { name: 'Find the folder' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Where is the folder of “papers” now?' });
    await dialog.getByLabel('The folder now').fill(path.dirname(moved));
    await dialog.getByRole('button', { name: 'Use this folder' }).click();
    await dialog.getByText('This is another folder').waitFor();
    await picture(page, 'locate');
    await dialog.getByLabel('The folder now').fill(path.join(path.dirname(moved), 'nowhere'));
    await dialog.getByText('There is no such folder.').waitFor();
    expect(await dialog.getByText('This is another folder').count()).toBe(0);
    await dialog.getByLabel('The folder now').fill(path.dirname(moved));
    await dialog.getByRole('button', { name: 'Browse…' }).click();
    const browser = page.getByRole('dialog', { name: 'Choose a folder' });
    await browser.getByRole('button', { name: path.basename(moved), exact: true }).click();
    await browser.getByRole('button', { name: 'Use this folder' }).click();
    await dialog.getByRole('button', { name: 'Use this folder' }).click();
    await dialog.waitFor({ state: 'detached' });
    await inStep(page);
    await writeFile(path.join(moved, 'b.txt'), 'b');
    await eventually(async () => expect(await keys(desk, papers?.bucket)).toContain('b.txt'));
    const done = desk.service.context.pair(papers?.id ?? '').activity({ limit: 10 });
    expect(done.map(({ action }) => action)).toEqual(['uploaded', 'halted', 'uploaded']);
  });

  it('asks for the passphrase of the keys, and goes on with the right one', async () => {
    const desk = await openDesk({
      pairs: ['photos', 'papers'],
      files: { 'a.txt': 'a' },
      passphrase: 'correct horse',
    });
    const page = await openPage(desk);
    await heading(page, 'The keys of “photos” are locked');
    const ask = page.getByRole('button', { name: 'Type the passphrase' });
    expect(await ask.count(), 'one on top, and one for both folders').toBe(2);
    await page.getByText('photos, papers', { exact: true }).waitFor();
    await ask.first().click();
    const dialog = page.getByRole('dialog', { name: 'Unlock the keys' });
    await page.keyboard.type('wrong horse');
    await page.keyboard.press('Enter');
    await dialog.getByText('The passphrase is wrong').waitFor();
    await picture(page, 'unlock');
    await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('correct horse');
    await page.keyboard.press('Enter');
    await inStep(page);
    expect(await keys(desk, desk.pairs[0]?.bucket)).toContain('a.txt');
  });

  it('asks for the passphrase wherever its lack is met', async () => {
    const desk = await openDesk({ pairs: ['photos'], passphrase: 'correct horse' });
    const page = await openPage(desk, { at: '/ignore' });
    await page.getByRole('alert').getByRole('button', { name: 'Type the passphrase' }).click();
    await page.getByRole('dialog', { name: 'Unlock the keys' }).waitFor();
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    expect(desk.service.context.pairs()[0]?.state().halted).toBeUndefined();
  });
});
