import type { Locator } from 'playwright-core';
import type { Page } from './page.ts';

/** More controls than any screen has. */
const MOST = 200;

/** Goes on by Tab alone until the focus is on the control of this name; throws when it never gets there. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < MOST; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()`,
    );
    if (focused === name) return;
    passed.push(focused);
  }
  throw new Error(`Tab never came to "${name}", but to: ${[...new Set(passed)].join(' | ')}`);
}

/** Goes on by one key alone until the focus is on `target`, which may already have it; waits for it to be there first. */
export async function tabToTarget(target: Locator, key: 'Tab' | 'ArrowDown' = 'Tab'): Promise<void> {
  await target.waitFor();
  const page = target.page();
  for (let presses = 0; presses < MOST; presses++) {
    if (await target.and(page.locator(':focus')).isVisible()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${target.toString()}`);
}
