import type { Watcher } from '../../ports/watcher.ts';

/** Watches real folders in the way that costs least on this system; docs/adr/0011 has the figures. */
export const systemWatcher: Watcher = {
  async watch(root, listener) {
    if (process.platform === 'linux') {
      const { linuxWatcher } = await import('./linux-watcher.ts');
      return await linuxWatcher.watch(root, listener);
    }
    const { chokidarWatcher } = await import('./chokidar-watcher.ts');
    return await chokidarWatcher.watch(root, listener);
  },
};
