import { rename, rm, symlink } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { ApiClient, ScheduleRule } from '../../sync-engine/contract/api/index.ts';
import { inOneLook, openDesk } from './desk.ts';
import { choose, heading, inStep, keys } from './home-scene.ts';
import { tabTo } from './keyboard.ts';
import { expectAccessible, goTo, hasBrowser, openPage, picture, type Page } from './page.ts';
import { eventually } from '../tools/eventually.ts';

async function limitUploads(page: Page, megabytes: string): Promise<void> {
  await choose(page, 'photos', 'Limits');
  const dialog = page.getByRole('dialog', { name: 'Limits of “photos”' });
  await dialog.getByLabel('Upload (MB/s)').fill(megabytes);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe.skipIf(!hasBrowser)('the first screen', () => {
  it('welcomes a newcomer with two ways to begin, by keyboard too', async () => {
    const page = await openPage(await openDesk());
    await heading(page, 'Welcome to Windlass');
    await page.getByRole('link', { name: 'Try it without an account' }).waitFor();
    await picture(page, 'home-first-run');
    await tabTo(page, 'Add a folder');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/setup/);
    expect(page.url()).toMatch(/#\/setup$/);
  });

  it('says that all is in step, what happened, and why', async () => {
    const desk = await openDesk({
      pairs: ['photos', 'papers'],
      files: { 'harbour.jpg': 'a picture', 'Trips/Lisbon/tram.jpg': new Uint8Array(120_000) },
    });
    const page = await openPage(desk);
    await inStep(page);
    await page.getByText('2 files, 120 kB').first().waitFor();
    const row = page.getByRole('button', { name: /harbour\.jpg Uploaded/ });
    await row.waitFor();
    await picture(page, 'home-in-step');
    await row.click();
    await page.getByText('The file is new on this computer, and the bucket never had it.').waitFor();
    await page.getByRole('button', { name: 'Requests and cost since the start' }).click();
    await expect.poll(() => page.getByText(/^\d+ requests, .* up, .* down, about (US)?\$0$/).count()).toBe(1);
  });

  it('keeps the times of what happened up to date', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const page = await openPage(desk);
    await page.clock.install();
    await page.reload();
    await inStep(page);
    const row = page.getByRole('button', { name: /a\.txt Uploaded/ });
    await row.getByText('just now').waitFor();
    await page.getByText('Last sync just now').waitFor();
    await page.clock.fastForward('05:00');
    await row.getByText(/^[56] minutes ago$/).waitFor();
    expect(await page.getByText('just now').count()).toBeLessThanOrEqual(1);
  });

  it('shows what is moved, how fast and for how long still, and what a limit does to it', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    await limitUploads(page, '0.06');
    const names = Array.from({ length: 8 }, (_, at) => `Trips/film-${at}.mov`);
    await inOneLook(desk, { id: photos?.id ?? '' }, async () => {
      for (const name of names) await photos?.write(name, crypto.getRandomValues(new Uint8Array(60_000)));
      await photos?.write('Trips/long.mov', Buffer.alloc(2_000_000, 'long'));
    });
    await page.getByRole('progressbar', { name: 'Progress of photos' }).waitFor();
    await page.getByText(/of 9 files, .* kB\/s · about .* left/).waitFor();
    // A screen reader hears that it works, and not at every file how many are left.
    await expect
      .poll(async () => (await page.getByRole('status').allInnerTexts()).join())
      .not.toMatch(/Bringing/);
    await page.getByRole('list', { name: 'On their way in photos' }).getByText('Trips/long.mov').waitFor();
    await picture(page, 'home-working');
    await limitUploads(page, '');
    await inStep(page);
    expect(await keys(desk, photos?.bucket)).toEqual(expect.arrayContaining([...names, 'Trips/long.mov']));
  });

  it('shows how far a large file is under a limit, and offers no sync while it works', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    await limitUploads(page, '0.2');
    // Seen whole: a file that is still being written is told of first.
    await inOneLook(desk, { id: photos?.id ?? '' }, async () => {
      await photos?.write('film.mov', Buffer.alloc(12_000_000, 'film'));
    });
    const bar = page.getByRole('progressbar', { name: 'Progress of photos' });
    const share = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'));
    await expect.poll(share).toBeGreaterThan(0);
    const before = await share();
    // Less than a part, which the store has heard nothing of.
    expect(before).toBeLessThan(60);
    await expect.poll(share).toBeGreaterThan(before);
    expect(await page.getByRole('button', { name: 'Syncing…' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
    await expectAccessible(page);
    await limitUploads(page, '');
    await inStep(page);
    await page.getByRole('button', { name: 'Sync now' }).waitFor();
    expect(await keys(desk, photos?.bucket)).toContain('film.mov');
  });

  it('rests until it is resumed', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    await page.getByRole('button', { name: 'Pause all folders' }).click();
    await page.getByRole('menuitem', { name: 'For one hour' }).click();
    // At the end of a day with the date.
    await heading(page, /^Syncing is paused until (\d+ \w+ \d+, )?\d\d:\d\d$/);
    await page.getByText(/^Paused by you until (\d+ \w+ \d+, )?\d\d:\d\d$/).waitFor();
    await photos?.write('later.txt', 'later');
    await page.getByRole('button', { name: 'Resume' }).click();
    await inStep(page);
    await eventually(async () => expect(await keys(desk, photos?.bucket)).toContain('later.txt'));
  });

  it('says that it is paused besides what else there is to say', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const page = await openPage(desk);
    await inStep(page);
    await symlink('/etc', desk.pairs[0]?.at('shortcut') ?? '');
    await heading(page, '1 file is not in step');
    expect(await page.getByText(/paused/i).count()).toBe(0);
    await page.getByRole('button', { name: 'Pause all folders' }).click();
    await page.getByRole('menuitem', { name: 'For one hour' }).click();
    const time = String.raw`until (\d+ \w+ \d+, )?\d\d:\d\d`;
    await page
      .getByRole('main')
      .getByText(new RegExp(`^Syncing is paused ${time}$`))
      .waitFor();
    const card = page.getByRole('region', { name: 'Folders' }).getByRole('listitem');
    await card.getByText(new RegExp(`^Paused by you ${time}$`)).waitFor();
    await card.getByText('Needs your attention').waitFor();
    await heading(page, '1 file is not in step');
    await picture(page, 'home-paused-attention');
    await page.getByRole('button', { name: 'Resume' }).click();
    await card.getByText(/Paused by you/).waitFor({ state: 'detached' });
    await expect.poll(() => page.getByText(/Syncing is paused/).count()).toBe(0);
  });

  it('rests by the schedule until it is told to go on, and offers no sync that would not come', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    const rest: ScheduleRule = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', effect: 'pause' };
    const { settings }: Pick<ApiClient, 'settings'> = createRouterClient(desk.service.router);
    await settings.update({ schedule: [rest] });
    await heading(page, 'Syncing rests, as your schedule says');
    await photos?.write('later.txt', 'later');
    await page.getByRole('button', { name: 'Menu of photos' }).click();
    const items = page.getByRole('menu').getByRole('menuitem');
    await items.first().waitFor();
    expect((await items.allInnerTexts()).slice(0, 2)).toEqual(['Resume', 'Pause']);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Sync now' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Resume' }).click();
    await inStep(page);
    await page.getByRole('button', { name: 'Sync now' }).waitFor();
    await eventually(async () => expect(await keys(desk, photos?.bucket)).toContain('later.txt'));
  });

  it('pins what needs attention on top, the most urgent first, until it is dealt with', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`scans/page-${at}.png`, `${at}`]),
    );
    const desk = await openDesk({ pairs: ['photos', 'papers'], files });
    const [photos, papers] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    await inOneLook(desk, { id: photos?.id ?? '' }, async () => {
      for (let at = 0; at < 60; at++) await rm(photos?.at(`scans/page-${at}.png`) ?? '');
    });
    await symlink('/etc', photos?.at('shortcut') ?? '');
    await rename(papers?.folder ?? '', `${papers?.folder}-away`);
    await heading(page, '60 deletions wait for your answer');
    const needs = page.getByRole('region', { name: 'Needs your attention' }).getByRole('listitem');
    await needs.nth(2).waitFor();
    const texts = await needs.allInnerTexts();
    expect(texts.map((text) => text.split('\n')[0])).toEqual(['photos', 'papers', 'photos']);
    expect(texts[0]).toContain('60 deletions are held back');
    expect(texts[1]).toContain('The folder is not there');
    expect(texts[2]).toContain('One file cannot be kept in step');
    await picture(page, 'home-attention');

    await rename(`${papers?.folder}-away`, papers?.folder ?? '');
    await needs.filter({ hasText: 'The folder is not there' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Answer' }).first().click();
    await page.waitForURL(new RegExp(`#/held/${photos?.id}`));
  });

  it('says first that there is no connection, before files that wait for it too', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const page = await openPage(desk);
    await inStep(page);
    await symlink('/etc', desk.pairs[0]?.at('shortcut') ?? '');
    await heading(page, '1 file is not in step');
    await desk.store?.close();
    await heading(page, 'No connection to the server');
    const card = page.getByRole('region', { name: 'Folders' }).getByRole('listitem');
    await card.getByText('Offline', { exact: true }).waitFor();
    await page.getByText('One file cannot be kept in step. It holds up no other.').waitFor();
    expect(await page.getByRole('heading', { name: '1 file is not in step' }).count()).toBe(0);
    await picture(page, 'home-offline');
  });

  it('previews a sync, renames a folder, and removes it without touching a file', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const [photos] = desk.pairs;
    const page = await openPage(desk);
    await inStep(page);
    await choose(page, 'photos', 'Preview changes');
    await page.getByText('Nothing: both sides are in step.').waitFor();
    await page.keyboard.press('Escape');
    await choose(page, 'photos', 'Rename');
    await page.getByRole('textbox', { name: 'Name' }).fill('Holidays');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Holidays', exact: true }).waitFor();
    await choose(page, 'Holidays', 'Remove from Windlass');
    const dialog = page.getByRole('dialog', { name: 'Remove “Holidays” from Windlass?' });
    await dialog.getByText('All files stay where they are').waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await heading(page, 'Welcome to Windlass');
    expect(await keys(desk, photos?.bucket)).toContain('a.txt');
  });

  it('speaks German', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' }, language: 'de' });
    const page = await openPage(desk);
    await heading(page, 'Alles ist auf gleichem Stand');
    desk.store?.deny(['s3:ListBucket']);
    await page.getByText(/ihnen fehlt für den Bucket „.*“ die Berechtigung s3:ListBucket/).waitFor();
    await goTo(page, '/activity');
    await page.getByRole('heading', { level: 1, name: 'Verlauf' }).waitFor();
    expect(await page.title()).toBe('Verlauf – Windlass');
  });
});
