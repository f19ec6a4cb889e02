import { chokidarWatcher } from '../../sync-engine/adapters/watcher/chokidar-watcher.ts';
import { linuxWatcher } from '../../sync-engine/adapters/watcher/linux-watcher.ts';
import type { Watcher } from '../../sync-engine/ports/watcher.ts';

/** Every watcher that works on this system: chokidar does everywhere, though only the others are left to it. */
export const WATCHERS: readonly (readonly [string, Watcher])[] = [
  ['chokidar', chokidarWatcher],
  ...(process.platform === 'linux' ? ([['inotify', linuxWatcher]] as const) : []),
];
