import { describe, expect, it, onTestFinished } from 'vitest';
import { startUiServer } from '../../sync-engine/server/server.ts';
import { openDesk } from './desk.ts';
import { hasBrowser, openPage, picture, type Page } from './page.ts';

async function inside(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Everything is in step' }).waitFor();
}

describe.skipIf(!hasBrowser)('the token of the link', () => {
  it('leaves the address at once, and lets in other tabs and a page that is loaded again', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const page = await openPage(desk);
    await inside(page);
    const bare = `http://127.0.0.1:${desk.server.port}/#/`;
    expect(page.url()).toBe(bare);
    await page.reload();
    await inside(page);
    const other = await page.context().newPage();
    await other.goto(bare);
    await inside(other);
  });

  it('is not replaced by one that somebody made up', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const page = await openPage(desk);
    await inside(page);
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${desk.server.port}/#token=made-up`);
    await inside(other);
    expect(other.url()).not.toContain('made-up');
    await page.reload();
    await inside(page);
  });

  it('of a new start lets a page in again that was shut out, in the same tab', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const { port } = desk.server;
    const page = await openPage(desk, { broken: true });
    await inside(page);
    await desk.server.close();
    const again = await startUiServer({ service: desk.service, port });
    onTestFinished(() => again.close());
    await page.getByText('Open the link that it printed last').waitFor();
    await page.evaluate(`location.href = ${JSON.stringify(again.link)}`);
    await page.getByText('Open the link that it printed last').waitFor({ state: 'detached' });
    await inside(page);
    expect(page.url()).not.toContain('token');
  });

  it('is needed: the address alone lets nobody in', async () => {
    const desk = await openDesk({ pairs: ['photos'] });
    const page = await openPage(desk, { broken: true });
    await inside(page);
    const stranger = await (await page.context().browser()?.newContext())?.newPage();
    await stranger?.goto(`http://127.0.0.1:${desk.server.port}/`);
    await stranger?.getByText('Open the link that it printed last').waitFor();
    expect(await stranger?.getByText('Everything is in step').count()).toBe(0);
    if (stranger !== undefined) await picture(stranger, 'shut-out');
  });
});
