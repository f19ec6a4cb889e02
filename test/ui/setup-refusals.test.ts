import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { minimalPolicy } from '../../sync-engine/contract/minimal-policy.ts';
import { openDesk } from './desk.ts';
import { expectAccessible, hasBrowser, openPage, picture } from './page.ts';
import { bucketKeys, expireFiles, expiries, keepVersions } from './bucket-keys.ts';
import {
  connectionString,
  keyLines,
  newcomer,
  next,
  openSetup,
  paste,
  signIn,
  typePassphrase,
} from './setup-scene.ts';

function middleOf(box: { readonly y: number; readonly height: number } | null): number {
  return box === null ? NaN : box.y + box.height / 2;
}

describe.skipIf(!hasBrowser)('adding a folder where something is not as it should be', () => {
  it('says what a connection string lacks', async () => {
    const desk = await newcomer();
    const { page } = await openSetup(desk);
    await page.getByRole('button', { name: /Paste a connection string/ }).click();
    await page.getByLabel('Connection string').fill('ServiceUrl=http://127.0.0.1:1; AccessKey=a');
    await page.getByText(/Missing: SecretKey, ObjectBucketName, RecycleBucketName/).waitFor();
    await expect.poll(() => page.getByLabel('Connection string').getAttribute('aria-invalid')).toBe('true');
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
    const refused = page.getByRole('alert');
    await refused.getByText('Keys refused').waitFor();
    await refused.getByText('Correct them above and sign in again.').waitFor();
    expect(await refused.innerText()).not.toMatch(/settings|s3:ListAllMyBuckets/);
    await refused.getByText('Details', { exact: true }).click();
    await refused.getByText('s3:ListAllMyBuckets').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Secret key').fill(desk.s3.secretAccessKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('radio', { name: 'files', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await expect.poll(() => page.getByLabel('Secret key').inputValue()).toBe('');
    await expect
      .poll(() => page.getByLabel('Access key', { exact: true }).inputValue())
      .toBe(desk.s3.accessKeyId);
    await next(page).click();
    await page.getByRole('radio', { name: 'files', exact: true }).waitFor();
  });

  it('says of a store that does not answer what can be done there, and the technical part on demand', async () => {
    const desk = await newcomer();
    const { page } = await openSetup(desk);
    await paste(page, keyLines(desk).replace(desk.s3.endpoint, 'http://127.0.0.1:1'));
    await typePassphrase(page);
    const alert = page.getByRole('alert');
    await alert.getByText('Check the address above and the network; then sign in again.').waitFor();
    expect(await alert.innerText()).not.toMatch(/by itself|ECONNREFUSED/);
    await alert.getByText('Details', { exact: true }).click();
    const technical = await alert.innerText();
    expect(technical.match(/ECONNREFUSED/g)).toHaveLength(1);
    await expectAccessible(page);
  });

  it('waits with a spinner in the middle of its button, and all fields in one line', async () => {
    const desk = await newcomer();
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets: Socket[] = [];
    silent.on('connection', (socket) => sockets.push(socket));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const { port } = silent.address() as AddressInfo;
    const { page } = await openSetup(desk);
    await paste(page, keyLines(desk).replace(desk.s3.endpoint, `http://127.0.0.1:${port}`));
    await typePassphrase(page);
    const spinner = page.locator('button[data-loading] .mantine-Button-loader');
    await spinner.waitFor();
    const [inner, outer] = [
      await spinner.boundingBox(),
      await page.locator('button[data-loading]').boundingBox(),
    ];
    expect(middleOf(inner)).toBeCloseTo(middleOf(outer), 0);
    const field = await page.getByLabel('Address of the store').boundingBox();
    const group = await page.getByRole('group', { name: 'Passphrase' }).boundingBox();
    expect(group?.x).toBeCloseTo(field?.x ?? NaN, 1);
  });

  it('says why a folder cannot be used, in words for people', async () => {
    const desk = await newcomer(['files', 'files-bin']);
    const { page } = await openSetup(desk);
    await paste(page, connectionString(desk, 'files', 'files-bin'));
    await typePassphrase(page);
    const folder = page.getByRole('textbox', { name: 'Folder', exact: true });
    await folder.fill('/');
    await page.getByRole('alert').getByText('A folder is kept in step, never a whole disk.').waitFor();
    const file = path.join(desk.base, 'letter.txt');
    await writeFile(file, 'x');
    await folder.fill(file);
    await page.getByText('A file, not a folder', { exact: true }).waitFor();
    await page.getByText('What has this name is a file, not a folder.').waitFor();
    expect(await page.getByRole('alert').innerText()).not.toContain('It cannot be done like this');
  });

  it('names what is missing, and the fields it is missing in', async () => {
    const desk = await newcomer();
    const { page } = await openSetup(desk);
    await page.getByRole('button', { name: 'Cloudflare R2' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    for (const label of ['Account ID', 'Access key', 'Secret key']) {
      await expect
        .poll(() => page.getByLabel(label, { exact: true }).getAttribute('aria-invalid'))
        .toBe('true');
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

  it('says at the field which folder has a bucket already', async () => {
    const desk = await openDesk({ pairs: ['Docs'], bucketOf: () => 'my-files' });
    const page = await openPage(desk, { at: '/setup' });
    await page.getByRole('heading', { name: 'Where shall your files live?' }).waitFor();
    const shortcuts = page.getByRole('group', { name: 'Quicker ways' }).getByRole('button');
    await shortcuts
      .first()
      .getByText(/Same as “Docs”/)
      .click();
    await page.getByRole('radio', { name: 'my-files', exact: true }).check();
    await page.getByText('“Docs” uses the whole of this bucket. Choose another.').first().waitFor();
    await expectAccessible(page);
    await next(page).click();
    expect(await page.getByRole('heading', { name: 'Which bucket?' }).count()).toBe(1);
  });

  it('lets only the trash expire where one new bucket holds both', async () => {
    const desk = await newcomer(['other']);
    const { page } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByRole('textbox', { name: 'Bucket for your files' }).fill('shared');
    await page.getByRole('radio', { name: /shared/ }).check();
    await page.getByRole('combobox', { name: 'Name of the recycle bucket' }).fill('shared');
    await page.getByRole('button', { name: 'Use only a part of the buckets' }).click();
    await page.getByLabel('Folder in the bucket', { exact: true }).fill('living');
    await page.getByLabel('Folder in the recycle bucket').fill('deleted');
    await page.getByRole('button', { name: 'Create and go on' }).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
    expect(await expiries(desk.s3, 'shared')).toEqual([['deleted/', 90]]);
  });

  it('stops at a bucket whose files the provider deletes by itself, until the rule is gone', async () => {
    const desk = await newcomer(['files', 'files-recycle']);
    await expireFiles(desk.s3, 'files', '');
    const { page } = await openSetup(desk);
    await signIn(desk, page);
    await page.getByRole('radio', { name: 'files', exact: true }).check();
    await page.getByRole('button', { name: 'Use only a part of the buckets' }).click();
    await page.getByLabel('Folder in the bucket', { exact: true }).fill('living');
    await page.getByText(/The rule “clean-up” removes what is here after 30 days/).waitFor();
    await expectAccessible(page);
    await next(page).click();
    await page.getByText(/Take the rule out that is named below, then test again/).waitFor();
    await page.getByText(/Files of this folder are deleted by clean-up/).waitFor();
    await picture(page, 'setup-loses-files');
    await expireFiles(desk.s3, 'files', 'elsewhere/');
    expect(await page.getByRole('button', { name: 'Go on anyway' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Test again' }).click();
    await page.getByRole('heading', { name: 'Which folder on this computer?' }).waitFor();
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
});
