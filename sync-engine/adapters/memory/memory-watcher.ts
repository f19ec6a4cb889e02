import { isReserved } from '../../core/path.ts';
import type { WatchListener, Watcher } from '../../ports/watcher.ts';
import type { MemoryTree } from './memory-local-tree.ts';

/** What becomes of an event: told, silently lost, or lost with an overflow report. */
export type EventFate = 'deliver' | 'drop' | 'overflow';

export interface MemoryWatcherOptions {
  readonly tree: Pick<MemoryTree, 'onChange'>;
  /** Decides on each event; all are delivered when left out. */
  readonly fate?: ((path: string) => EventFate) | undefined;
}

/** Watches a tree in memory. Events arrive a microtask after the change. */
export function createMemoryWatcher(options: MemoryWatcherOptions): Watcher {
  const { tree, fate = () => 'deliver' } = options;
  return {
    watch(root, listener) {
      let open = true;
      const stop = tree.onChange((absolutePath) => {
        if (absolutePath === root) return notify(() => listener.overflow('the root was replaced'));
        const path = absolutePath.slice(root.length + 1);
        if (!absolutePath.startsWith(`${root}/`) || isReserved(path)) return undefined;
        return deliver(path, fate(path), listener, notify);
      });
      const notify = (tell: () => void): void => {
        queueMicrotask(() => {
          if (open) tell();
        });
      };
      return Promise.resolve({
        close() {
          open = false;
          stop();
          return Promise.resolve();
        },
      });
    },
  };
}

function deliver(
  path: string,
  fate: EventFate,
  listener: WatchListener,
  notify: (tell: () => void) => void,
): void {
  if (fate === 'deliver') notify(() => listener.changed(path));
  else if (fate === 'overflow') notify(() => listener.overflow('events were lost'));
}
