import { mkdir, readdir, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { bucketKeys } from './bucket-keys.ts';
import { inOneLook, openDesk, type Desk, type DeskPair } from './desk.ts';
import { tabTo } from './keyboard.ts';
import { hasBrowser, openPage, picture, type Page } from './page.ts';
import { eventually } from '../tools/eventually.ts';

const FILES = Object.fromEntries(
  Array.from({ length: 100 }, (_, at) => [`scans/page-${at}.png`, `page ${at}`]),
);

interface Scene {
  readonly desk: Desk;
  readonly photos: DeskPair;
  readonly page: Page;
}

/** A pair with 100 files in step. */
async function inStep(): Promise<Scene> {
  const desk = await openDesk({ pairs: ['photos'], files: FILES });
  const [photos] = desk.pairs;
  if (photos === undefined) throw new Error('no pair');
  const page = await openPage(desk);
  await page.getByRole('heading', { name: 'Everything is in step' }).waitFor();
  return { desk, photos, page };
}

/** … of which 60 were deleted at once, and the screen that asks about them is open. */
async function sixtyHeld(): Promise<Scene> {
  const scene = await inStep();
  const { desk, photos, page } = scene;
  await inOneLook(desk, photos, async () => {
    for (let at = 0; at < 60; at++) await rm(photos.at(`scans/page-${at}.png`));
  });
  await page.getByRole('button', { name: 'Answer' }).first().waitFor();
  return scene;
}

async function scans(photos: DeskPair): Promise<number> {
  return (await readdir(photos.at('scans'))).length;
}

async function objects(desk: Desk, bucket: string): Promise<number> {
  return (await bucketKeys(desk.s3, bucket)).filter((key) => key.startsWith('scans/page-')).length;
}

describe.skipIf(!hasBrowser)('held deletions', () => {
  it('are brought back by keyboard alone', async () => {
    const { desk, photos, page } = await sixtyHeld();
    await tabTo(page, 'Answer');
    await page.keyboard.press('Enter');
    await page.getByText('Gone from this computer, still in the bucket: 60 entries').waitFor();
    await picture(page, 'held');
    await tabTo(page, 'Bring them back');
    await page.keyboard.press('Enter');
    await page.getByText('60 entries come back.').waitFor();
    await eventually(async () => expect(await scans(photos)).toBe(100));
    expect(await objects(desk, photos.bucket)).toBe(100);
  });

  it('go to the recycle bucket when that is meant, after it was said what that does', async () => {
    const { desk, photos, page } = await sixtyHeld();
    await page.getByRole('button', { name: 'Answer' }).first().click();
    await page.getByRole('button', { name: 'Move them to the trash' }).click();
    const dialog = page.getByRole('dialog', { name: 'Move 60 entries to the trash?' });
    await dialog.getByText('They leave the bucket for its recycle bucket').waitFor();
    expect(await objects(desk, photos.bucket)).toBe(100);
    await dialog.getByRole('button', { name: 'Move to the trash' }).click();
    await page.getByText('60 entries go to the trash.').waitFor();
    await eventually(async () => expect(await objects(desk, photos.bucket)).toBe(40));
    await eventually(async () => expect(await objects(desk, photos.recycle)).toBe(60));
  });

  it('are not answered when others were added since the question was put, and are shown anew', async () => {
    const { desk, photos, page } = await sixtyHeld();
    await page.getByRole('button', { name: 'Answer' }).first().click();
    await page.getByRole('button', { name: 'Move them to the trash' }).click();
    const dialog = page.getByRole('dialog', { name: 'Move 60 entries to the trash?' });
    await dialog.getByText('They leave the bucket for its recycle bucket').waitFor();
    await rm(photos.at('scans/page-60.png'));
    await eventually(() => expect(desk.service.context.pair(photos.id).state().held).toBe(61));
    await dialog.getByRole('button', { name: 'Move to the trash' }).click();
    await page.getByText('What is held has changed').waitFor();
    await page.getByText('Gone from this computer, still in the bucket: 61 entries').waitFor();
    expect(await objects(desk, photos.bucket)).toBe(100);
    await page.getByRole('button', { name: 'Move them to the trash' }).click();
    await page
      .getByRole('dialog', { name: 'Move 61 entries to the trash?' })
      .getByRole('button', { name: 'Move to the trash' })
      .click();
    await page.getByText('61 entries go to the trash.').waitFor();
    await eventually(async () => expect(await objects(desk, photos.bucket)).toBe(39));
  });

  it('ask about a folder that was replaced, and fill it again when asked to start over', async () => {
    const { desk, photos, page } = await inStep();
    await inOneLook(desk, photos, async () => {
      await rm(photos.folder, { recursive: true });
      await mkdir(photos.folder);
    });
    await page.getByRole('button', { name: 'Decide' }).first().click();
    await page.getByText('Is this still the right folder?').waitFor();
    await picture(page, 'held-folder');
    await page.getByRole('button', { name: 'Start over and keep everything' }).click();
    await page.getByText('Windlass uses this folder from now on.').waitFor();
    await eventually(async () => expect(await scans(photos)).toBe(100));
    expect(await objects(desk, photos.bucket)).toBe(100);
  });

  it('are none most of the time', async () => {
    const page = await openPage(await openDesk({ pairs: ['photos'] }), { at: '/held' });
    await page.getByText('No deletion is waiting.').waitFor();
    expect(await page.getByRole('button', { name: 'Move them to the trash' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Back to home' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everything is in step' }).waitFor();
  });
});
