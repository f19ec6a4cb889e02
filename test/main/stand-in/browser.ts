import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGUMENTS } from '../../tools/chromium-arguments.ts';

let opened: Promise<Browser> | undefined;

/** The Chromium whose pages are the windows; one a process. */
export function openBrowser(): Promise<Browser> {
  opened ??= chromium.launch({
    executablePath: process.env['WINDLASS_CHROMIUM'] ?? '',
    args: CHROMIUM_ARGUMENTS,
  });
  return opened;
}

export async function closeBrowser(): Promise<void> {
  await (await opened)?.close();
}
