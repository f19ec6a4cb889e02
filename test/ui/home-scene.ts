import { bucketKeys } from './bucket-keys.ts';
import type { Desk } from './desk.ts';
import type { Page } from './page.ts';

/** Waits for the sentence of the first screen. */
export async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

export async function inStep(page: Page): Promise<void> {
  await heading(page, 'Everything is in step');
}

/** Opens a folder's menu and chooses one thing in it. */
export async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${name}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** Of the objects in a bucket of a desk. */
export function keys(desk: Desk, bucket: string | undefined): Promise<readonly string[]> {
  return bucketKeys(desk.s3, bucket ?? '');
}
