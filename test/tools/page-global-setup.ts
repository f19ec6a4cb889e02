import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { findChromium } from './chromium-place.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of Chromium; undefined where there is none. */
    chromium: string | undefined;
  }
}

/** vitest's globalSetup: builds the page unless it is fresh, and finds a browser. With WINDLASS_REQUIRE_ALL=1 a machine without one fails. */
export function setup(project: TestProject): void {
  const chromium = findChromium();
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
