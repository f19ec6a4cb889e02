import path from 'node:path';
import { app } from 'electron';

/** Where the compiled app has its parts: all beside this file, in a checkout's `dist` as in the packaged archive. */
export const PLACES = {
  engine: path.join(import.meta.dirname, 'engine-entry.js'),
  keychain: path.join(import.meta.dirname, 'keychain-entry.js'),
  preload: path.join(import.meta.dirname, 'preload.cjs'),
  assets: path.join(import.meta.dirname, 'assets'),
  page: path.join(import.meta.dirname, '../renderer'),
} as const;

/**
 * Gives the window's own files (cookies, caches, the lock of the single instance) a folder apart from the engine's. One home is one
 * device, so each `WINDLASS_HOME` is an app of its own.
 */
export function settleUserData(): void {
  const home = process.env['WINDLASS_HOME'];
  const own = home === undefined || home === '' ? undefined : path.join(path.resolve(home), 'desktop');
  app.setPath('userData', own ?? path.join(app.getPath('appData'), 'windlass-desktop'));
}
