import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../sync-engine/contract/config.ts';
import { openDesk, type Desk } from './desk.ts';
import { expectAccessible, hasBrowser, openPage, picture, type Page } from './page.ts';
import { eventually } from '../tools/eventually.ts';

async function config(desk: Desk): Promise<Config> {
  return JSON.parse(await readFile(path.join(desk.base, 'home/config.json'), 'utf8')) as Config;
}

/** Waits until the configuration on disk says so. */
async function kept(desk: Desk, part: object): Promise<void> {
  await eventually(async () => expect(await config(desk)).toMatchObject(part));
}

/** Puts a text over what a field holds, by the clipboard. */
async function pasteInto(page: Page, label: string, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.getByLabel(label).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
}

function isFocused(element: unknown): boolean {
  return element === (globalThis as { document?: { activeElement: unknown } }).document?.activeElement;
}

describe.skipIf(!hasBrowser)('the settings', () => {
  it('are kept at once, and hold when the page is opened again', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const page = await openPage(desk, { at: '/settings' });
    await page.getByLabel('Name of this computer').fill('harbour desk');
    await page.getByLabel('Name of this computer').press('Enter');
    await kept(desk, { device: { name: 'harbour desk' } });
    await page.getByLabel('Upload limit').fill('1.5');
    await page.getByLabel('Upload limit').press('Enter');
    await kept(desk, { app: { bandwidth: { up: 1_500_000, down: null } } });
    await page.getByText('Dark', { exact: true }).click();
    await kept(desk, { app: { theme: 'dark' } });
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    const again = await openPage(desk, { at: '/settings' });
    await eventually(async () =>
      expect(await again.getByLabel('Upload limit').inputValue()).toBe('1.5 MB/s'),
    );
  });

  it.each([
    { language: 'en', label: 'Upload limit', separator: '.' },
    { language: 'de', label: 'Grenze beim Hochladen', separator: ',' },
  ] as const)('take a limit however its decimals are written, in $language', async (scene) => {
    const { language, label, separator } = scene;
    const desk = await openDesk({ language });
    const page = await openPage(desk, { at: '/settings' });
    const field = page.getByLabel(label);
    const type = async (text: string): Promise<void> => {
      await field.fill('');
      await field.pressSequentially(text);
    };
    // By keys, by the clipboard, and as one piece, as what is dropped or dictated comes.
    const ways = [
      [type, ['1.5', '2,5']],
      [(text: string) => pasteInto(page, label, text), ['3.5', '4,5']],
      [(text: string) => field.fill(text), ['5.5', '6,5']],
    ] as const;
    for (const [put, texts] of ways) {
      for (const text of texts) {
        await put(text);
        await expect.poll(() => field.inputValue()).toBe(`${text.replace(/[.,]/, separator)} MB/s`);
        await page.keyboard.press('Tab');
        const up = Number(text.replace(',', '.')) * 1_000_000;
        await kept(desk, { app: { bandwidth: { up, down: null } } });
      }
    }
    // A number that does not end yet is one all the same.
    await type('7.');
    await page.keyboard.press('Enter');
    await kept(desk, { app: { bandwidth: { up: 7_000_000, down: null } } });
  });

  it('speak another language at once, all of the frame with them', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const page = await openPage(desk, { at: '/settings' });
    await page.getByRole('combobox', { name: 'Language' }).click();
    await page.getByRole('option', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    await page.getByRole('link', { name: 'Papierkorb' }).waitFor();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('de');
    await kept(desk, { app: { language: 'de' } });
    await expectAccessible(page);
  });

  it('hold a rule of the schedule once it is saved, and say before what it will do; all by keyboard', async () => {
    const desk = await openDesk();
    const page = await openPage(desk, { at: '/settings' });
    const add = page.getByRole('button', { name: 'Add a rule' });
    await add.focus();
    await page.keyboard.press('Enter');
    const fresh = page.getByRole('group', { name: 'New rule' });
    await fresh.getByText('Monday to Friday, from 09:00 to 17:00: syncing rests.').waitFor();
    await expect.poll(() => page.getByRole('checkbox', { name: 'Mon' }).evaluate(isFocused)).toBe(true);
    await page.keyboard.press('Space');
    await fresh.getByText('Tuesday to Friday').waitFor();
    await page.getByLabel('Then').selectOption('go slower');
    await page.getByRole('button', { name: 'Save the rule' }).press('Enter');
    await fresh.getByText('Set a limit for at least one direction.').waitFor();
    await expect.poll(() => page.getByLabel('Upload (MB/s)').evaluate(isFocused)).toBe(true);
    await page.getByLabel('Download (MB/s)').fill('2');
    await page.keyboard.press('Tab');
    await fresh.getByText('Tuesday to Friday, from 09:00 to 17:00: downloads at 2 MB/s at most.').waitFor();
    expect((await config(desk)).app?.schedule ?? []).toEqual([]);
    await page.getByRole('button', { name: 'Save the rule' }).press('Enter');
    const effect = { up: null, down: 2_000_000 };
    await kept(desk, { app: { schedule: [{ days: [2, 3, 4, 5], from: '09:00', to: '17:00', effect }] } });
    await expect.poll(() => add.evaluate(isFocused)).toBe(true);
    await page.getByRole('button', { name: 'Remove this rule' }).focus();
    await page.keyboard.press('Enter');
    await kept(desk, { app: { schedule: [] } });
    await page.getByText('No rule: Windlass works').waitFor();
  });

  it('say what is missing in a rule without a day, which holds as it was', async () => {
    const desk = await openDesk();
    const page = await openPage(desk, { at: '/settings' });
    await page.getByRole('button', { name: 'Add a rule' }).click();
    for (const day of ['Tue', 'Wed', 'Thu', 'Fri']) await page.getByText(day, { exact: true }).click();
    await page.getByText('Monday, from 09:00 to 17:00: syncing rests.').waitFor();
    await page.getByText('Mon', { exact: true }).click();
    await page.getByText('Tick at least one day.').waitFor();
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await expectAccessible(page);
    await page.getByRole('group', { name: 'New rule' }).scrollIntoViewIfNeeded();
    await picture(page, 'settings-rule');
    await page.getByText('Sun', { exact: true }).click();
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await kept(desk, { app: { schedule: [{ days: [7], effect: 'pause' }] } });
    const rule = page.getByRole('group', { name: 'Rule 1' });
    await rule.getByText('Sun', { exact: true }).click();
    await rule.getByText('Tick at least one day. Until then the rule holds as it was.').waitFor();
    await rule.getByText('Sunday, from 09:00 to 17:00: syncing rests.').waitFor();
    await rule.getByText('Sat', { exact: true }).click();
    await kept(desk, { app: { schedule: [{ days: [6], effect: 'pause' }] } });
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await config(desk)).app?.schedule).toHaveLength(1);
  });

  it('set how long the trash keeps, and say what goes then', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const page = await openPage(desk, { at: '/settings' });
    await page.getByLabel('Keep until I empty it').uncheck();
    await page.getByLabel('Days in the trash of photos').fill('30');
    await page.getByText('more than 30 days ago is removed for good').waitFor();
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    const [pair] = desk.pairs;
    const { bin } = desk.service.context.pair(pair?.id ?? '').engine();
    await eventually(async () => expect(await bin.retention()).toMatchObject({ days: 30 }));
    await page.evaluate('scrollTo(0, 0)');
    await picture(page, 'settings');
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    await picture(page, 'settings-end');
  });

  it('show a diagnostics bundle whole before it is saved', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'secret plan.txt': 'x' } });
    await eventually(() => expect(desk.service.context.pairs()[0]?.state().files).toBe(1));
    const page = await openPage(desk, { at: '/settings' });
    await page.getByRole('button', { name: 'Show the bundle' }).click();
    const dialog = page.getByRole('dialog', { name: 'Diagnostics bundle' });
    await dialog.getByRole('tab', { name: /^activity/ }).click();
    const text = await dialog.getByRole('tabpanel').innerText();
    expect(text).toContain('uploaded');
    expect(text).not.toContain('secret plan');
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save the bundle' }).click(),
    ]);
    const saved = JSON.parse(await readFile(await download.path(), 'utf8')) as object;
    expect(Object.keys(saved)).toContain('system.json');
    expect(download.suggestedFilename()).toMatch(/^windlass-diagnostics-\d{4}-\d\d-\d\d\.json$/);
  });
});
