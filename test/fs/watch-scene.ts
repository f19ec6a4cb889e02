import fs from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Watcher, Watching } from '../../sync-engine/ports/watcher.ts';
import { until } from './world.ts';
import { diskFolder } from '../tools/temporary-files.ts';

/** A root to watch in a folder of its own, new for every test, and what the watcher told of it. */
export interface WatchScene {
  readonly home: string;
  readonly root: string;
  /** Paths told of since the last `told`. */
  readonly changed: ReadonlySet<string>;
  readonly overflows: readonly string[];
  readonly at: (relative: string) => string;
  /** Watches the root, or the folder named. */
  readonly watch: (folder?: string) => Promise<void>;
  /** Waits for all of `paths`, then starts over. */
  readonly told: (...paths: readonly string[]) => Promise<void>;
}

export function watchScene(watcher: Watcher): WatchScene {
  let home = '';
  let watching: Watching | undefined;
  const changed = new Set<string>();
  const overflows: string[] = [];
  const root = (): string => path.join(home, 'pair');

  beforeEach(async () => {
    home = await fs.realpath(await fs.mkdtemp(path.join(diskFolder(), 'windlass-watch-')));
    await fs.mkdir(root());
    changed.clear();
    overflows.length = 0;
  });
  afterEach(async () => {
    await watching?.close();
    watching = undefined;
    await fs.rm(home, { recursive: true, force: true });
  });

  return {
    get home() {
      return home;
    },
    get root() {
      return root();
    },
    changed,
    overflows,
    at: (relative) => path.join(root(), relative),
    async watch(folder = root()) {
      watching = await watcher.watch(folder, {
        changed: (relative) => changed.add(relative),
        overflow: (reason) => overflows.push(reason),
      });
    },
    async told(...paths) {
      await until(() => paths.every((relative) => changed.has(relative)));
      changed.clear();
    },
  };
}
