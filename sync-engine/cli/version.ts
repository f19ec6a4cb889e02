import { createRequire } from 'node:module';

/** package.json lies two folders up in a checkout, three when built into dist/. */
function readVersion(): string {
  const require = createRequire(import.meta.url);
  for (const place of ['../../package.json', '../../../package.json']) {
    try {
      const found = require(place) as { readonly name?: string; readonly version?: string };
      if (found.name === 'windlass' && found.version !== undefined) return found.version;
    } catch {
      // The other place, then.
    }
  }
  return 'unknown';
}

export const VERSION = readVersion();
