import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { createBuckets } from '../../sync-engine/index.ts';
import { openDesk, type Desk, type DeskServer } from './desk.ts';
import { openPage, type Page, type PageOptions } from './page.ts';
import { bucketKeys } from './bucket-keys.ts';
import { eventually } from '../tools/eventually.ts';

export const PASSPHRASE = 'correct horse battery';

/** A desk without any pair, and the buckets that its account has before set-up. */
export async function newcomer(buckets: readonly string[] = [], s3?: DeskServer): Promise<Desk> {
  const desk = await openDesk({ s3 });
  if (buckets.length > 0) await createBuckets(desk.s3, [...buckets]);
  return desk;
}

/** Opens the wizard as a newcomer does: from the first screen. Counts what is pressed from there on. */
export async function openSetup(
  desk: Desk,
  options: PageOptions = {},
): Promise<{ page: Page; begunMs: number; presses: () => Promise<number> }> {
  const page = await openPage(desk, options);
  await page.evaluate(
    `window.presses = 0; document.addEventListener('pointerdown', () => { window.presses += 1; }, true)`,
  );
  const begunMs = Date.now();
  await page.getByRole('link', { name: 'Add a folder' }).click();
  await page.getByRole('heading', { name: 'Where shall your files live?' }).waitFor();
  return { page, begunMs, presses: () => page.evaluate<number>('window.presses') };
}

export async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.keyboard.press('Control+V');
}

export function keyLines({ s3 }: Desk): string {
  return [
    `AWS_ENDPOINT_URL=${s3.endpoint}`,
    `AWS_ACCESS_KEY_ID=${s3.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${s3.secretAccessKey}`,
  ].join('\n');
}

export function connectionString({ s3 }: Desk, bucket: string, recycle: string): string {
  return `ServiceUrl=${s3.endpoint}; AccessKey=${s3.accessKeyId}; SecretKey=${s3.secretAccessKey}; ObjectBucketName=${bucket}; RecycleBucketName=${recycle}`;
}

/** The focus is in the first of the two fields, or this waits for it; no mouse. */
export async function typePassphrase(page: Page): Promise<void> {
  await page.getByLabel('Passphrase', { exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
}

/** Signs in with the desk's keys by keyboard and clipboard alone. */
export async function signIn(desk: Desk, page: Page): Promise<void> {
  await paste(page, keyLines(desk));
  await typePassphrase(page);
  await page.getByRole('heading', { name: 'Which bucket?' }).waitFor();
}

export function next(page: Page): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name: 'Next' });
}

export async function whereFilesGo(desk: Desk, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = path.join(desk.base, 'Windlass');
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

export async function expectSynced(desk: Desk, bucket: string, name: string): Promise<void> {
  await eventually(async () => expect(await bucketKeys(desk.s3, bucket)).toContain(name));
}
