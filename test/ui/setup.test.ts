import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { minimalPolicy } from '../../sync-engine/contract/minimal-policy.ts';
import { createBuckets } from '../../sync-engine/index.ts';
import { openDesk, type Desk, type DeskServer } from './desk.ts';
import { expectAccessible, hasBrowser, openPage, picture, type Page, type PageOptions } from './page.ts';
import { bucketKeys, keepVersions, putObject } from './bucket-keys.ts';
import { eventually } from '../tools/eventually.ts';

const PASSPHRASE = 'correct horse battery';

/** A desk without any pair, and the buckets that its account has before set-up. */
async function newcomer(buckets: readonly string[] = [], s3?: DeskServer): Promise<Desk> {
  const desk = await openDesk({ s3 });
  if (buckets.length > 0) await createBuckets(desk.s3, [...buckets]);
  return desk;
}

/** Opens the wizard as a newcomer does: from the first screen. Counts what is pressed from there on. */
async function openSetup(
  desk: Desk,
  options: PageOptions = {},
): Promise<{ page: Page; presses: () => Promise<number> }> {
  const page = await openPage(desk, options);
  await page.evaluate(
    `window.presses = 0; document.addEventListener('pointerdown', () => { window.presses += 1; }, true)`,
  );
  await page.getByRole('link', { name: 'Add a folder' }).click();
  await page.getByRole('heading', { name: 'Where shall your files live?' }).waitFor();
  return { page, presses: () => page.evaluate<number>('window.presses') };
}

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.keyboard.press('Control+V');
}

function keyLines({ s3 }: Desk): string {
  return [
    `AWS_ENDPOINT_URL=${s3.endpoint}`,
    `AWS_ACCESS_KEY_ID=${s3.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${s3.secretAccessKey}`,
  ].join('\n');
}

function connectionString({ s3 }: Desk, bucket: string, recycle: string): string {
  return `ServiceUrl=${s3.endpoint}; AccessKey=${s3.accessKeyId}; SecretKey=${s3.secretAccessKey}; ObjectBucketName=${bucket}; RecycleBucketName=${recycle}`;
}

/** The focus is in the first of the two fields, or this waits for it; no mouse. */
async function typePassphrase(page: Page): Promise<void> {
  await page.getByLabel('Passphrase (8 characters or more)').and(page.locator(':focus')).waitFor();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
}

/** Signs in with the desk's keys by keyboard and clipboard alone. */
async function signIn(desk: Desk, page: Page): Promise<void> {
  await paste(page, keyLines(desk));
  await typePassphrase(page);
  await page.getByRole('heading', { name: 'Which bucket?' }).waitFor();
}

function next(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name: 'Next' });
}

async function whereFilesGo(desk: Desk, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = path.join(desk.base, 'Windlass');
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

async function expectSynced(desk: Desk, bucket: string, name: string): Promise<void> {
  await eventually(async () => expect(await bucketKeys(desk.s3, bucket)).toContain(name));
}

const servers: readonly (readonly [string, DeskServer | undefined])[] = [
  ['the embedded store', undefined],
  ...(inject('rgw') === undefined ? [] : [['a real Ceph RGW', inject('rgw')] as const]),
];

// Pictures and checks of four looks each take their time.
describe.skipIf(!hasBrowser)('adding a folder', () => {
  it.each(servers)('takes six clicks at most with keys on the clipboard, on %s', async (_name, s3) => {
    const bucket = `holiday-${crypto.randomUUID().slice(0, 8)}`;
    const desk = await newcomer([bucket], s3);
    await whereFilesGo(desk, { 'beach.txt': 'sand' });
    const begun = Date.now();
    const { page, presses } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByRole('radio', { name: bucket, exact: true }).check();
    await page.getByRole('button', { name: 'Create and go on' }).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    await next(page).click();
    await page.getByText('1 file will move.').waitFor();
    await page.getByRole('button', { name: 'Start syncing' }).click();
    await expectSynced(desk, bucket, 'beach.txt');
    expect(await presses()).toBeLessThanOrEqual(6);
    expect(Date.now() - begun).toBeLessThan(60_000);
    await eventually(() => expect(page.url()).toMatch(/#\/$/));
    expect(await bucketKeys(desk.s3, `${bucket}-recycle`)).not.toContain('beach.txt');
  });

  it('lets a newcomer try it without an account', async () => {
    const desk = await newcomer();
    await whereFilesGo(desk, { 'note.txt': 'hello' });
    const { page, presses } = await openSetup(desk);
    await picture(page, 'setup-provider');
    await page.getByRole('button', { name: /Try it without an account/ }).click();
    await next(page).click();
    await page.getByText('1 file will move.').waitFor();
    await page.getByRole('button', { name: 'Start syncing' }).click();
    await eventually(() => expect(desk.service.context.pairs()[0]?.state().files).toBe(1));
    expect(await presses()).toBeLessThanOrEqual(4);
  });

  it('goes by keyboard alone', async () => {
    const desk = await newcomer(['letters']);
    await whereFilesGo(desk, { 'a.txt': 'a' });
    const page = await openPage(desk);
    const tabTo = (name: string): Promise<void> => tabToNamed(page, name);
    await tabTo('Add a folder');
    await page.keyboard.press('Enter');
    await tabTo('MinIO');
    await page.keyboard.press('Enter');
    await tabTo('Address of the store');
    await page.keyboard.type(desk.s3.endpoint);
    await tabTo('Access key');
    await page.keyboard.type(desk.s3.accessKeyId);
    await page.keyboard.press('Tab');
    await page.keyboard.type(desk.s3.secretAccessKey);
    await tabTo('Passphrase (8 characters or more)');
    await page.keyboard.type(PASSPHRASE);
    await tabTo('Passphrase again');
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await tabTo('letters');
    await page.keyboard.press('Space');
    await tabTo('Create and go on');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    await tabTo('Next');
    await page.keyboard.press('Enter');
    await page.getByText('1 file will move.').waitFor();
    await tabTo('Start syncing');
    await page.keyboard.press('Enter');
    await expectSynced(desk, 'letters', 'a.txt');
    expect(desk.service.context.pairs()[0]?.config).toMatchObject({ bucket: 'letters', mode: 'two-way' });
  });

  it('fills everything from a connection string, and never shows its secret', async () => {
    const desk = await newcomer(['files', 'files-bin']);
    await whereFilesGo(desk, { 'a.txt': 'a' });
    const { page, presses } = await openSetup(desk);
    await paste(page, connectionString(desk, 'files', 'files-bin'));
    await page.getByText('This is what it says').waitFor();
    await page.getByText('files-bin', { exact: true }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain(desk.s3.secretAccessKey);
    await typePassphrase(page);
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    expect(await page.content()).not.toContain(desk.s3.secretAccessKey);
    await next(page).click();
    await page.getByRole('button', { name: 'Start syncing' }).click();
    await expectSynced(desk, 'files', 'a.txt');
    expect(await presses()).toBe(3);
  });

  it('says what a connection string lacks', async () => {
    const desk = await newcomer();
    const { page } = await openSetup(desk);
    await page.getByRole('button', { name: /Paste a connection string/ }).click();
    await page.getByLabel('Connection string').fill('ServiceUrl=http://127.0.0.1:1; AccessKey=a');
    await page.getByText(/missing: SecretKey, ObjectBucketName, RecycleBucketName/).waitFor();
    expect(await page.getByLabel('Connection string').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page);
  });

  it('refuses a wrong secret, and takes the right one after', async () => {
    const desk = await newcomer(['files']);
    const { page } = await openSetup(desk);
    await paste(
      page,
      keyLines(desk).replace(/SECRET_ACCESS_KEY=.*/, 'SECRET_ACCESS_KEY=not-the-secret-of-this-key'),
    );
    await page.getByLabel('Secret key').waitFor();
    await picture(page, 'setup-keys');
    await typePassphrase(page);
    await page.getByRole('alert').getByText('Keys refused').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Secret key').fill(desk.s3.secretAccessKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('radio', { name: 'files', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    expect(await page.getByLabel('Secret key').inputValue()).toBe('');
    expect(await page.getByLabel('Access key', { exact: true }).inputValue()).toBe(desk.s3.accessKeyId);
    await next(page).click();
    await page.getByRole('radio', { name: 'files', exact: true }).waitFor();
  });

  it('names what is missing, and the fields it is missing in', async () => {
    const desk = await newcomer();
    const { page } = await openSetup(desk);
    await page.getByRole('button', { name: 'Cloudflare R2' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    for (const label of ['Account ID', 'Access key', 'Secret key']) {
      expect(await page.getByLabel(label, { exact: true }).getAttribute('aria-invalid')).toBe('true');
    }
    await page.getByText('It needs 8 characters or more.').waitFor();
    await expectAccessible(page);
  });

  it('takes a typed name where the keys may not list buckets', async () => {
    const desk = await newcomer(['files']);
    desk.store?.deny(['s3:ListAllMyBuckets']);
    const { page } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByText('These keys may not list buckets').waitFor();
    await page.getByLabel('Bucket for your files').fill('files');
    await page.getByRole('button', { name: 'Create and go on' }).click();
    await page.getByText('It is kept in step with the bucket “files”.').waitFor();
    expect(await bucketKeys(desk.s3, 'files-recycle')).toEqual([]);
  });

  it('finds a bucket, tells what it is, and creates the recycle bucket with its rule', async () => {
    const desk = await newcomer(['alpha', 'beta', 'gamma']);
    const { page } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByRole('textbox', { name: 'Bucket for your files' }).fill('et');
    await page.getByText('1 bucket', { exact: true }).waitFor();
    await page.getByRole('radio', { name: 'beta' }).check();
    await page.getByText('No versioning').first().waitFor();
    await page.getByText('There is no bucket of this name yet.').waitFor();
    await picture(page, 'setup-bucket');
    await page.getByRole('button', { name: 'Create and go on' }).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText('Everything that is needed is allowed').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText('Entries expire after 90 days').waitFor();
    expect(await page.getByRole('radio', { name: 'beta' }).isChecked()).toBe(true);
  });

  it('refuses one place for living and deleted files, with the reason', async () => {
    const desk = await newcomer(['files']);
    const { page } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByRole('radio', { name: 'files', exact: true }).check();
    await page.getByRole('combobox', { name: 'Name of the recycle bucket' }).fill('files');
    await page.getByText(/this is the same place as your files/).waitFor();
    await next(page).click();
    await page.getByRole('heading', { name: 'Which bucket?' }).waitFor();
    await page.getByRole('button', { name: 'Use only a part of the buckets' }).click();
    await page.getByLabel('Folder in the bucket', { exact: true }).fill('living');
    await page.getByLabel('Folder in the recycle bucket').fill('deleted');
    await page.getByLabel('Folder in the bucket', { exact: true }).focus();
    await next(page).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    expect(await bucketKeys(desk.s3, 'files')).toEqual([]);
  });

  it('goes on by itself past what is no missing permission, such as versioning', async () => {
    const desk = await newcomer(['files', 'files-bin']);
    await keepVersions(desk.s3, 'files');
    const { page } = await openSetup(desk);
    await paste(page, connectionString(desk, 'files', 'files-bin'));
    await typePassphrase(page);
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText('every replaced and purged version stays').waitFor();
    await page.getByText('Everything that is needed is allowed').waitFor();
    expect(await page.getByRole('button', { name: 'Copy the policy' }).count()).toBe(0);
  });

  it('names each action that is missing, and its bucket, with the policy to copy', async () => {
    const desk = await newcomer(['files', 'files-bin']);
    desk.store?.deny(['s3:DeleteObject']);
    const { page } = await openSetup(desk);
    await paste(page, connectionString(desk, 'files', 'files-bin'));
    await typePassphrase(page);
    await page
      .getByText(/lack the permission s3:DeleteObject on the bucket .files./)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Copy the policy' }).click();
    await page.getByText('Copied').waitFor();
    const copied: unknown = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'));
    const policy = minimalPolicy({ bucket: 'files', prefix: '' }, { bucket: 'files-bin', prefix: '' });
    expect(copied).toEqual(policy);
    await page.evaluate('scrollTo(0, 0)');
    await picture(page, 'setup-test');
    const actions = new Set(policy.Statement.flatMap(({ Action }) => Action));
    for (const action of actions) {
      desk.store?.deny([action]);
      await page.getByRole('button', { name: 'Test again' }).click();
      await page
        .getByRole('list', { name: 'Permissions' })
        .getByRole('listitem')
        .filter({ has: page.getByRole('img', { name: /Missing|Note/ }) })
        .filter({ hasText: 'files' })
        .getByText(action)
        .first()
        .waitFor();
    }
    desk.store?.deny([]);
    await page.getByRole('button', { name: 'Test again' }).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
  });

  it('browses for a folder, makes one, and shows what would happen there', async () => {
    const desk = await newcomer(['files', 'files-bin']);
    await createFile(desk, 'Pictures/2026/sea.txt', 'blue');
    await createFile(desk, 'Pictures/2026/sky.txt', 'light blue');
    await putObject(desk.s3, { bucket: 'files', key: '2026/sea.txt', body: 'green' });
    const { page } = await openSetup(desk);
    await paste(page, connectionString(desk, 'files', 'files-bin'));
    await typePassphrase(page);
    await page.getByText('The folder will be created.').waitFor();
    await picture(page, 'setup-folder');
    await page.getByRole('button', { name: 'Browse…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Choose a folder' });
    await dialog.getByRole('button', { name: 'Pictures' }).click();
    await dialog.getByRole('button', { name: '2026' }).waitFor();
    await dialog.getByLabel('New folder').fill('2027');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText(path.join(desk.base, 'Pictures', '2027')).waitFor();
    expect(await readdir(path.join(desk.base, 'Pictures'))).toContain('2027');
    await dialog.getByRole('button', { name: 'Up' }).click();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Use this folder' }).click();
    expect(await page.getByRole('textbox', { name: 'Folder', exact: true }).inputValue()).toBe(
      path.join(desk.base, 'Pictures'),
    );
    expect(await page.getByLabel('Name in Windlass').inputValue()).toBe('Pictures');
    await next(page).click();
    await page.getByText('Files that differ on both sides').waitFor();
    await page.getByText('2026/sea.txt').waitFor();
    await picture(page, 'setup-plan');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('radio', { name: 'Only up' }).check();
    await next(page).click();
    await page.getByText('2 files will move.').waitFor();
    await page.getByRole('button', { name: 'Start syncing' }).click();
    await expectSynced(desk, 'files', '2026/sky.txt');
    expect(desk.service.context.pairs()[0]?.config).toMatchObject({ name: 'Pictures', mode: 'upload-only' });
  });

  it('speaks German all the way', async () => {
    const desk = await openDesk({ language: 'de' });
    await createBuckets(desk.s3, ['dateien', 'dateien-recycle']);
    const page = await openPage(desk, { at: '/setup', size: 'narrow' });
    await page.getByRole('heading', { name: 'Wo sollen Ihre Dateien liegen?' }).waitFor();
    await paste(page, connectionString(desk, 'dateien', 'dateien-recycle'));
    for (const label of ['Passphrase (mindestens 8 Zeichen)', 'Passphrase wiederholen'])
      await page.getByLabel(label).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await page.getByRole('button', { name: 'Zurück' }).waitFor();
    await page.getByRole('heading', { name: 'Welcher Ordner auf diesem Computer?' }).waitFor();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByText('Es ist nichts zu bewegen.').waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });

  it('fits a narrow window at every step', async () => {
    const desk = await newcomer(['files', 'files-bin']);
    const { page } = await openSetup(desk, { size: 'narrow' });
    const fits = async (): Promise<void> =>
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await fits();
    await paste(page, keyLines(desk));
    await page.getByLabel('Secret key').waitFor();
    await fits();
    await typePassphrase(page);
    await page.getByRole('radio', { name: 'files', exact: true }).check();
    await page.getByRole('combobox', { name: 'Name of the recycle bucket' }).fill('files-bin');
    await fits();
    await next(page).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    await fits();
    await next(page).click();
    await page.getByRole('button', { name: 'Start syncing' }).waitFor();
    await fits();
  });
});

/** Presses Tab until the focus is on what has this name. */
async function tabToNamed(page: Page, name: string): Promise<void> {
  const named = (['link', 'button', 'radio', 'textbox'] as const).map((role) =>
    page.getByRole(role, { name, exact: true }),
  );
  const wanted = named.reduce((one, other) => one.or(other));
  await wanted.waitFor();
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not get to ${name}`);
}

async function createFile(desk: Desk, name: string, content: string): Promise<void> {
  const file = path.join(desk.base, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
