import type { Host } from '../../sync-engine/contract/api/index.ts';

/** The host of a page in a browser, as `windlass run --ui` tells it, on a system that is the same wherever tests run. */
export const BROWSER_HOST: Host = {
  kind: 'browser',
  platform: 'linux',
  version: '0.0.0',
  fileManager: false,
  loginItem: false,
  systemTrash: false,
};

/** The host of the desktop app's page, with everything that a system can do. */
export const DESKTOP_HOST: Host = {
  ...BROWSER_HOST,
  kind: 'desktop',
  fileManager: true,
  loginItem: true,
  systemTrash: true,
};
