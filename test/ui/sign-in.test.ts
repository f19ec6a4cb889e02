import { describe, expect, it } from 'vitest';
import { profileCommands } from '../../renderer/shared/profile-commands.ts';
import { awsProfile } from './aws-files.ts';
import { bucketKeys } from './bucket-keys.ts';
import { openDesk, type Desk } from './desk.ts';
import { heading, inStep } from './home-scene.ts';
import { expectAccessible, goTo, hasBrowser, openPage, picture, type Page } from './page.ts';
import { tabToTarget } from './keyboard.ts';

const PASSPHRASE = 'correct horse';
const OLD = { accessKeyId: 'OLDKEY', secretAccessKey: 'no longer' };

function objects({ s3, pairs: [pair] }: Desk): Promise<readonly string[]> {
  return bucketKeys(s3, pair?.bucket ?? '');
}

/** Signs in again from the first screen, by its main button. */
async function signInAgain(page: Page, title: RegExp) {
  await heading(page, '“photos” cannot sign in');
  await page.getByRole('button', { name: 'Sign in again' }).first().click();
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  return dialog;
}

describe('commands for an AWS profile', () => {
  it.each([
    ['work', 'work'],
    ['me@work.example', 'me@work.example'],
    ['my work', '"my work"'],
    ['a"b', String.raw`"a\"b"`],
    ['$(id)', String.raw`"\$(id)"`],
  ])('name %s so that a shell takes it for one word', (profile, word) => {
    expect(profileCommands(profile)).toEqual({
      session: `aws sso login --profile ${word}`,
      keys: `aws configure --profile ${word}`,
    });
  });
});

describe.skipIf(!hasBrowser)('signing in again', () => {
  it('asks for new keys where it was told of it, tries them, and goes on, by keyboard alone', async () => {
    const desk = await openDesk({
      pairs: ['photos'],
      files: { 'a.txt': 'a' },
      passphrase: PASSPHRASE,
      telling: { variable: PASSPHRASE },
      keys: OLD,
    });
    const page = await openPage(desk);
    await heading(page, '“photos” cannot sign in');
    await tabToTarget(page.getByRole('button', { name: 'Sign in again' }).first());
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^New keys for http/ });
    const field = (name: string) => dialog.getByLabel(name, { exact: true });
    const type = async (name: string, text: string): Promise<void> => {
      await tabToTarget(field(name));
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    };
    await field('Access key').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('This is needed.').first().waitFor();
    await type('Access key', OLD.accessKeyId);
    await type('Secret key', 'another');
    await page.keyboard.press('Enter');
    const refused = dialog.getByRole('alert');
    await refused.getByText('Keys refused').waitFor();
    await refused.getByText('Correct them above and try again.').waitFor();
    expect(await refused.innerText()).not.toContain('in the settings');
    await picture(page, 'replace-keys');
    await type('Access key', desk.s3.accessKeyId);
    await type('Secret key', desk.s3.secretAccessKey);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('The new keys work, and are kept.').waitFor();
    await inStep(page);
    await expect.poll(() => objects(desk)).toContain('a.txt');
  });

  it('forgets what was typed when it is left by Escape', async () => {
    const desk = await openDesk({
      pairs: ['photos'],
      passphrase: PASSPHRASE,
      telling: { variable: PASSPHRASE },
      keys: OLD,
    });
    const page = await openPage(desk, { at: '/settings' });
    await page.getByRole('button', { name: 'Replace keys' }).click();
    const dialog = page.getByRole('dialog', { name: /^New keys for/ });
    await dialog.getByLabel('Secret key', { exact: true }).fill('half a secret');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Replace keys' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.getByLabel('Secret key', { exact: true }).inputValue()).toBe('');
  });

  it('says what to run for an AWS profile, and reads its keys anew', async () => {
    const profile = await awsProfile('work', OLD);
    const desk = await openDesk({
      pairs: ['photos'],
      files: { 'a.txt': 'a' },
      credentials: { kind: 'profile', profile: 'work' },
    });
    const page = await openPage(desk);
    const dialog = await signInAgain(page, /^Sign in again at http/);
    await dialog.getByText('The keys come from the AWS profile “work”').waitFor();
    await dialog.getByText('aws sso login --profile work').waitFor();
    await dialog.getByText('aws configure --profile work').waitFor();
    await picture(page, 'sign-in-profile');
    await profile.configure(desk.s3);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.waitFor({ state: 'detached' });
    await inStep(page);
    await expect.poll(() => objects(desk)).toContain('a.txt');
  });

  it('says what to set in the environment, in the settings too, in German', async () => {
    const desk = await openDesk({ pairs: ['photos'], keys: OLD, language: 'de' });
    const page = await openPage(desk);
    await heading(page, '„photos“ kann sich nicht anmelden');
    await page.getByRole('button', { name: 'Neu anmelden' }).first().click();
    const dialog = page.getByRole('dialog', { name: /^Neu anmelden bei http/ });
    await dialog.getByText(/Setzen Sie AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY neu/).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Neu anmelden' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Noch einmal' }).click();
    await dialog.waitFor({ state: 'detached' });
    await heading(page, '„photos“ kann sich nicht anmelden');
    await goTo(page, '/settings');
    await page.getByRole('button', { name: 'Schlüssel erneuern' }).click();
    await dialog.getByText(/starten Sie Windlass neu/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Schlüssel ersetzen' }).count()).toBe(0);
  });
});
