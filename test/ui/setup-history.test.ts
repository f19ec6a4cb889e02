import { describe, expect, it } from 'vitest';
import { hasBrowser, openPage, type Page } from './page.ts';
import { eventually } from '../tools/eventually.ts';
import { connectionString, newcomer, next, openSetup, paste, signIn, typePassphrase } from './setup-scene.ts';

const PROVIDER = 'Where shall your files live?';
const BUCKET = 'Which bucket?';
const FOLDER = 'Which folder on this computer?';

async function isAt(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { name: heading, level: 2 }).waitFor();
}

/** Everything the browser keeps of this tab's way: the address and the entry's state. */
async function entry(page: Page): Promise<string> {
  return await page.evaluate<string>('location.href + JSON.stringify(history.state)');
}

describe.skipIf(!hasBrowser)("the browser's Back and Forward in the wizard", () => {
  it('go one step back and on again, and leave the wizard only before its first step', async () => {
    const desk = await newcomer(['letters', 'letters-bin']);
    const { page } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByRole('radio', { name: 'letters', exact: true }).check();
    await page.getByRole('combobox', { name: 'Name of the recycle bucket' }).fill('letters-bin');
    await next(page).click();
    await isAt(page, FOLDER);
    await page.goBack();
    await page.getByText('Everything that is needed is allowed').waitFor();
    await page.goBack();
    await isAt(page, BUCKET);
    await expect.poll(() => page.getByRole('radio', { name: 'letters', exact: true }).isChecked()).toBe(true);
    await page.goForward();
    await page.getByText('Everything that is needed is allowed').waitFor();
    await page.goForward();
    await isAt(page, FOLDER);
    for (const step of ['test', 'bucket', 'keys', '']) {
      await page.goBack();
      await eventually(() => expect(page.url()).toMatch(new RegExp(`#/setup/?${step}$`)));
      expect(await entry(page)).not.toContain(desk.s3.secretAccessKey);
    }
    await isAt(page, PROVIDER);
    await page.goBack();
    await page.getByRole('link', { name: 'Add a folder' }).waitFor();
  });

  it("share their way with the wizard's own Back", async () => {
    const desk = await newcomer();
    const page = await openPage(desk);
    await page.getByRole('link', { name: 'Add a folder' }).click();
    await page.getByRole('button', { name: 'MinIO' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await isAt(page, PROVIDER);
    await page.getByRole('button', { name: /Try it without an account/ }).click();
    await isAt(page, FOLDER);
    await next(page).click();
    await page.getByRole('button', { name: 'Start syncing' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await isAt(page, FOLDER);
    await eventually(() => expect(page.url()).toMatch(/#\/setup\/folder$/));
    await page.goBack();
    await isAt(page, PROVIDER);
    expect(page.url()).toMatch(/#\/setup$/);
  });

  it('do not go past what was changed', async () => {
    const desk = await newcomer(['letters', 'files', 'bin']);
    const { page } = await openSetup(desk);
    await paste(page, connectionString(desk, 'letters', 'bin'));
    await typePassphrase(page);
    await isAt(page, FOLDER);
    // Past the test to the buckets, which a connection string names.
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    await isAt(page, BUCKET);
    await page.getByRole('radio', { name: 'files', exact: true }).check();
    await page.goForward();
    await eventually(() => expect(page.url()).toMatch(/#\/setup\/bucket$/));
    await isAt(page, BUCKET);
    await next(page).click();
    await isAt(page, FOLDER);
    await page.goBack();
    await page.goBack();
    await isAt(page, BUCKET);
    expect(await entry(page)).not.toContain(desk.s3.secretAccessKey);
  });

  it('go back in a wizard that is taken up again, and to its beginning in one that is done', async () => {
    const desk = await newcomer();
    const page = await openPage(desk);
    await page.getByRole('link', { name: 'Try it without an account' }).click();
    await isAt(page, FOLDER);
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('link', { name: 'Add a folder' }).click();
    await isAt(page, FOLDER);
    await page.goBack();
    await isAt(page, PROVIDER);
    await page.goForward();
    await isAt(page, FOLDER);
    await next(page).click();
    await page.getByRole('button', { name: 'Start syncing' }).click();
    await eventually(() => expect(page.url()).toMatch(/#\/$/));
    await page.goBack();
    await isAt(page, PROVIDER);
    await eventually(() => expect(page.url()).toMatch(/#\/setup$/));
  });
});
