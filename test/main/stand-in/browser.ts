import { chromium, type Browser } from 'playwright-core';

let opened: Promise<Browser> | undefined;

/** The Chromium whose pages are the windows; one a process. */
export function openBrowser(): Promise<Browser> {
  opened ??= chromium.launch({
    executablePath: process.env['WINDLASS_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return opened;
}

export async function closeBrowser(): Promise<void> {
  await (await opened)?.close();
}
