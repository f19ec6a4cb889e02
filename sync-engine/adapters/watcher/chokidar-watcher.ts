import path from 'node:path';
import { FSWatcher } from 'chokidar';
import type { ChokidarOptions } from 'chokidar';
import { isReserved } from '../../core/path.ts';
import type { WatchListener, Watcher, Watching } from '../../ports/watcher.ts';
import { overflowReason } from './overflow-reason.ts';
import { realRoot } from './real-root.ts';

/**
 * - `atomic: false`: the default hides files ending in `~` and joins a removal and a creation to one change.
 * - `ignoreInitial`: what is there already is the scan's business.
 * - `ignorePermissionErrors`: a folder we may not read is reported by the scan, and no reason to stop.
 */
const OPTIONS: ChokidarOptions = {
  atomic: false,
  followSymlinks: false,
  ignoreInitial: true,
  ignorePermissionErrors: true,
};

/** Watches real folders by the system's own notifications: one handle for the whole tree on macOS and Windows. */
export const chokidarWatcher: Watcher = {
  async watch(root, listener) {
    const real = await realRoot(root);
    const relative = (target: string): string => path.relative(real, target).split(path.sep).join('/');
    const watcher = new FSWatcher({ ...OPTIONS, ignored: (target) => isReserved(relative(target)) });
    watcher.on('all', (event, target) => report(event, relative(target), listener));
    watcher.on('error', (error) => {
      const reason = overflowReason(error);
      if (reason !== undefined) listener.overflow(reason);
    });
    return started(watcher, real);
  },
};

function started(watcher: FSWatcher, real: string): Promise<Watching> {
  return new Promise((resolve) => {
    watcher.once('ready', () => resolve({ close: () => watcher.close() }));
    watcher.add(real);
  });
}

function report(event: string, relative: string, listener: WatchListener): void {
  if (relative !== '') listener.changed(relative);
  // Its own times change with every name in it: only its coming and going matter.
  else if (event === 'unlinkDir' || event === 'addDir') listener.overflow('the root was removed or replaced');
}
