import { existsSync } from 'node:fs';

/**
 * Debian's places and others' names. The shell is the same browser without its window, and takes less (measured: the tests of home and
 * conflicts, 27 s of CPU for 38).
 */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium to drive: that of WINDLASS_CHROMIUM, or the first that is installed; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env['WINDLASS_CHROMIUM'] ?? '';
  return [named, ...PLACES].find((file) => file !== '' && existsSync(file));
}
