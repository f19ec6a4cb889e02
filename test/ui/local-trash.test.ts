import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from '../tools/eventually.ts';
import { putObject } from './bucket-keys.ts';
import { openDesk } from './desk.ts';
import { inStep } from './home-scene.ts';
import { goTo, hasBrowser, openPage, picture } from './page.ts';

describe.skipIf(!hasBrowser)('the trash of this computer', () => {
  it('is shown with its size in the settings, and emptied there once that is confirmed', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'plan.txt': 'the first plan' } });
    const [photos] = desk.pairs;
    if (photos === undefined) throw new Error('the desk has no pair');
    const page = await openPage(desk);
    await inStep(page);
    await putObject(desk.s3, { bucket: photos.bucket, key: 'plan.txt', body: 'another plan' });
    await eventually(async () => expect(await readFile(photos.at('plan.txt'), 'utf8')).toBe('another plan'));
    await goTo(page, '/settings');
    const section = page.getByRole('region', { name: 'Trash of this computer' });
    await section.getByText('1 file, 14 bytes').waitFor();
    await section.scrollIntoViewIfNeeded();
    await picture(page, 'local-trash');

    const empty = section.getByRole('button', { name: 'Empty the trash of this computer: photos…' });
    await empty.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await section.getByText('1 file, 14 bytes').waitFor();
    await empty.click();
    await dialog.getByText('deleted for good').waitFor();
    await dialog.getByRole('button', { name: 'Delete 1 file for good' }).click();
    await section.getByText('photos: empty').waitFor();
    expect(await readdir(photos.at('.windlass/trash'))).toEqual([]);
    expect(await readFile(photos.at('plan.txt'), 'utf8')).toBe('another plan');
  });
});
