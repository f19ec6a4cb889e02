import { describe, expect, it, onTestFinished } from 'vitest';
import { startUiServer } from '../../sync-engine/server/server.ts';
import { openDesk } from './desk.ts';
import { expectAccessible, hasBrowser, openPage } from './page.ts';

describe.skipIf(!hasBrowser)('the frame of the app', () => {
  it('reaches the engine and shows its first screen', async () => {
    const desk = await openDesk({ pairs: ['photos'], files: { 'a.txt': 'a' } });
    const page = await openPage(desk);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    expect(await page.title()).toContain('Windlass');
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
});
