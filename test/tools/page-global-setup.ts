import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of Chromium; undefined where there is none. */
    chromium: string | undefined;
  }
}

/** The shell is the same browser without its window, and takes a third less of two cores (measured: home and conflicts, 27 s of CPU for 38). */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** vitest's globalSetup: builds the page unless it is fresh, and finds a browser. With WINDLASS_REQUIRE_ALL=1 a machine without one fails. */
export function setup(project: TestProject): void {
  const chromium = [process.env['WINDLASS_CHROMIUM'] ?? '', ...PLACES].find(
    (file) => file !== '' && existsSync(file),
  );
  project.provide('chromium', chromium);
  if (chromium === undefined) {
    const reason =
      'no Chromium here (apt-get install chromium-headless-shell, or name one with WINDLASS_CHROMIUM)';
    if (process.env['WINDLASS_REQUIRE_ALL'] === '1') throw new Error(`WINDLASS_REQUIRE_ALL=1, but ${reason}`);
    console.warn(`SKIPPED: tests of the page: ${reason}`);
    return;
  }
  const tool = path.join(import.meta.dirname, 'build-page.ts');
  const built = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', tool], {
    stdio: 'inherit',
  });
  if (built.status !== 0) throw new Error('the page could not be built');
}
