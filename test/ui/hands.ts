import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { tabToTarget } from './keyboard.ts';
import type { Page } from './page.ts';
import { localTime } from './trash-scene.ts';

/** How a person works the page: what a story does with it, by whatever they use for it. */
export interface Hands {
  /** Presses a button, a link or an entry of a menu, once it can be pressed. */
  press(name: string): Promise<void>;
  /** Puts a text into a field in place of what was there. */
  fill(label: string, text: string): Promise<void>;
  /** Sets a field for a day and a time, in milliseconds since the epoch. */
  setTime(label: string, ms: number): Promise<void>;
  /** Leaves the open dialog. */
  leave(): Promise<void>;
}

const PRESSED = ['button', 'link', 'menuitem'] as const;

function controlOf(page: Page, name: string): Locator {
  return PRESSED.map((role) => page.getByRole(role, { name, exact: true, disabled: false }))
    .reduce((one, other) => one.or(other))
    .first();
}

export function withMouse(page: Page): Hands {
  return {
    press: (name) => controlOf(page, name).click(),
    fill: (label, text) => page.getByLabel(label, { exact: true }).fill(text),
    setTime: (label, ms) => page.getByLabel(label, { exact: true }).fill(localTime(ms)),
    leave: () => page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click(),
  };
}

/** Nothing is touched but keys; the page is asked only what is there and what has the focus. */
export function withKeyboard(page: Page): Hands {
  const { keyboard } = page;
  return {
    async press(name) {
      const control = controlOf(page, name);
      // A menu is gone through by its arrows.
      const inMenu = (await control.getAttribute('role')) === 'menuitem';
      await tabToTarget(control, inMenu ? 'ArrowDown' : 'Tab');
      await keyboard.press('Enter');
    },
    async fill(label, text) {
      await tabToTarget(page.getByLabel(label, { exact: true }));
      await keyboard.press('Control+a');
      await keyboard.type(text);
    },
    async setTime(label, ms) {
      const field = page.getByLabel(label, { exact: true });
      await tabToTarget(field);
      const wanted = localTime(ms);
      await keyboard.type(americanTime(wanted));
      // The browser leaves out seconds that are none.
      await expect.poll(async () => Date.parse(await field.inputValue())).toBe(Date.parse(wanted));
    },
    leave: () => keyboard.press('Escape'),
  };
}

/**
 * What is typed into the browser's own field for a time: its parts in the order of the browser's language (`--lang` in page.ts),
 * where each ends by itself once it is full. So does a year, in a field that allows none beyond 9999.
 */
function americanTime(local: string): string {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)$/.exec(local) ?? [];
  const twelve = String(Number(hour) % 12 || 12).padStart(2, '0');
  return `${month}${day}${year}${twelve}${minute}${second}${Number(hour) < 12 ? 'AM' : 'PM'}`;
}
