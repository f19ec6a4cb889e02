import { describe, expect, it, onTestFinished } from 'vitest';
import { startUiServer } from '../../sync-engine/server/server.ts';
import { openDesk } from './desk.ts';
import { heading, inStep } from './home-scene.ts';
import { expectAccessible, goTo, hasBrowser, openPage } from './page.ts';

describe.skipIf(!hasBrowser)('the frame of the app', () => {
  it('reaches the engine and shows its first screen', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const page = await openPage(desk);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    expect(await page.title()).toContain('Windlass');
    await inStep(page);
    const files = await page.evaluate<number>("performance.getEntriesByType('resource').length");
    expect(files, 'files of the first screen').toBeLessThan(20);
  });

  it('shows without the engine what was known last, and offers nothing that would not be done', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const page = await openPage(desk, { broken: true });
    await inStep(page);
    await desk.server.close();
    await heading(page, 'Windlass is not running');
    await page.getByText('Last known: Everything is in step').waitFor();
    expect(await page.getByRole('img', { name: 'In step' }).count()).toBe(0);
    for (const name of ['Sync now', 'Pause all folders', 'Menu of photos']) {
      expect(await page.getByRole('button', { name }).isDisabled(), name).toBe(true);
    }
    await expectAccessible(page);
    await goTo(page, '/settings');
    await page.getByText('Waiting for Windlass…').first().waitFor();
  });

  it('says so when Windlass was started anew, with another link', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const { port } = desk.server;
    const page = await openPage(desk, { broken: true });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await desk.server.close();
    await page.getByText('The engine does not answer').waitFor();
    const again = await startUiServer({ service: desk.service, port });
    onTestFinished(() => again.close());
    await page.getByText('Open the link that it printed last').waitFor();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('has a menu in a narrow window that Escape closes', async () => {
    const desk = await openDesk();
    const page = await openPage(desk, { size: 'narrow', at: '/ignore' });
    const burger = page.locator('button[aria-controls="screens"]');
    await burger.click();
    await expect.poll(() => burger.getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('link', { name: 'Settings' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => burger.getAttribute('aria-expanded')).toBe('false');
    expect(await burger.and(page.locator(':focus')).count()).toBe(1);
  });

  it('shows the way to a folder where there is none', async () => {
    const desk = await openDesk();
    const page = await openPage(desk);
    for (const [at, title] of [
      ['/files', 'Selective sync'],
      ['/ignore', 'Ignore rules'],
    ] as const) {
      await goTo(page, at);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await page.getByText('No folder is kept in step yet').waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('link', { name: 'Add a folder' }).click();
    await expect.poll(() => page.url()).toMatch(/#\/setup$/);
  });

  it('keeps the chosen folder from screen to screen', async () => {
    const desk = await openDesk({ pairs: ['docs', 'second'] });
    const page = await openPage(desk, { at: '/trash' });
    const folder = page.getByRole('combobox', { name: 'Which folder' });
    await folder.click();
    await page.getByRole('option', { name: 'second' }).click();
    for (const at of ['/files', '/ignore']) {
      await goTo(page, at);
      await expect
        .poll(() => page.locator('[aria-label="Which folder"]').first().inputValue())
        .toBe('second');
    }
    await goTo(page, '/trash');
    await page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor();
    expect(await folder.inputValue()).toBe('second');
  });

  it('begins every screen at its top, and goes back to where one was', async () => {
    const desk = await openDesk({ pairs: ['docs'] });
    const page = await openPage(desk, { at: '/settings' });
    const scrolled = (): Promise<number> => page.evaluate<number>('scrollY');
    await page.getByRole('button', { name: 'Show the bundle' }).scrollIntoViewIfNeeded();
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
    const before = await scrolled();
    expect(before).toBeGreaterThan(0);
    // A window of which each of the screens is longer.
    await page.setViewportSize({ width: 1280, height: 300 });
    await page.evaluate(`scrollTo(0, ${before})`);
    await page.getByRole('link', { name: 'Selective sync' }).click();
    await page.getByRole('heading', { level: 1, name: 'Selective sync' }).waitFor();
    await expect.poll(scrolled).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await expect.poll(scrolled).toBe(before);
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 1, name: 'Everything is in step' }).waitFor();
    await expect.poll(scrolled).toBe(0);
  });
});
