import { watch as watchFolder } from 'node:fs';
import type { BigIntStats, Dirent, FSWatcher } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { bareOf, isReserved, nameOf, parentOf } from '../../core/path.ts';
import type { WatchListener, Watcher, Watching } from '../../ports/watcher.ts';
import { countEvent, onQueueFull } from './inotify-queue.ts';
import { overflowReason } from './overflow-reason.ts';
import { realRoot } from './real-root.ts';
import { addBelow, drop, dropBelow, findFolder, newFolder, pathIn } from './watched-folder.ts';
import type { WatchedFolder } from './watched-folder.ts';

/** Watches real folders by inotify: one watch a folder, and nothing kept of files. */
export const linuxWatcher: Watcher = {
  async watch(root, listener) {
    const watching = new LinuxWatching(await realRoot(root), listener);
    await watching.start();
    return watching;
  },
};

const REPLACED = 'the root was removed or replaced';
const QUEUE_FULL = 'more events came at once than the system keeps (fs.inotify.max_queued_events)';

/**
 * A name that came or went is looked at again, one after the other: a folder is watched first and read then, so whatever is made
 * in it shows in one or the other. The kernel tells in order, and the last event about a name comes after the last change to
 * it: however fast names change, the last look sees what stays.
 */
class LinuxWatching implements Watching {
  private readonly real: string;
  private readonly listener: WatchListener;
  private root = newFolder('');
  /** Where the root comes and goes; undefined when that folder may not be watched. */
  private surroundings: FSWatcher | undefined;
  private identity: string | undefined;
  /** Paths to look at again, in order and each once. */
  private readonly due = new Set<string>();
  /** Why everything has to be watched anew. */
  private lost: string | undefined;
  private working = true;
  private readonly forgetQueue = onQueueFull(() => this.anew(QUEUE_FULL));

  constructor(real: string, listener: WatchListener) {
    this.real = real;
    this.listener = listener;
  }

  async start(): Promise<void> {
    this.watchSurroundings();
    this.identity = await this.rootIdentity();
    await this.adopt(this.root, false);
    void this.work();
  }

  close(): Promise<void> {
    this.forgetQueue();
    this.due.clear();
    this.lost = undefined;
    this.surroundings?.close();
    drop(this.root);
    return Promise.resolve();
  }

  private heard(folder: WatchedFolder, event: string, name: string | null): void {
    if (folder.gone) return;
    countEvent();
    if (name === null) return;
    const target = pathIn(folder, name);
    if (isReserved(target)) return;
    this.listener.changed(target);
    if (event !== 'rename') return;
    // What comes from below a folder that moved would be told under its old path.
    dropBelow(folder, name);
    this.lookLater(target);
    // A folder's own end is told as that of a name in it, the folder's own. It is all there is when a root is unmounted.
    if (folder === this.root && name === path.basename(this.real)) void this.checkRoot();
  }

  /**
   * Without it, a root that was away for a moment would be back without anybody being told. Every coming and going counts, also
   * of one that is the same again: what was watched or read while it was away has failed.
   */
  private watchSurroundings(): void {
    const name = path.basename(this.real);
    try {
      this.surroundings = watchFolder(path.dirname(this.real), (event, about) => {
        countEvent();
        if (event === 'rename' && about === name) this.anew(REPLACED);
      });
      this.surroundings.on('error', this.failed);
    } catch (error) {
      this.failed(error);
    }
  }

  private lookLater(target: string): void {
    this.due.add(target);
    if (!this.working) void this.work();
  }

  private anew(reason: string): void {
    if (this.root.gone) return;
    this.lost = reason;
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    while (!this.root.gone) {
      if (this.lost !== undefined) await this.watchAnew(this.lost);
      else if (this.due.size > 0) await this.lookAtDue();
      else break;
    }
    this.working = false;
  }

  private async lookAtDue(): Promise<void> {
    // Goes on to what is added meanwhile.
    for (const target of this.due) {
      await this.look(target);
      if (this.lost !== undefined) return;
    }
  }

  /** Watches what is there under a path now, and tells of everything in it. */
  private async look(target: string): Promise<void> {
    this.due.delete(target);
    const isFolder = (await stats(this.absolute(target)))?.isDirectory() === true;
    const parent = findFolder(this.root, bareOf(parentOf(target)));
    if (parent === undefined || parent.gone) return;
    // Read as part of its parent meanwhile.
    dropBelow(parent, nameOf(target));
    if (isFolder) await this.adopt(addBelow(parent, nameOf(target)), true);
  }

  /** Events were lost, folders among them perhaps: none of the watches can be relied on. */
  private async watchAnew(reason: string): Promise<void> {
    this.lost = undefined;
    this.due.clear();
    drop(this.root);
    this.root = newFolder('');
    this.identity = await this.rootIdentity();
    await this.adopt(this.root, false);
    // Not before: what changed until the watches stood was told by nobody.
    if (!this.root.gone) this.listener.overflow(reason);
  }

  private async checkRoot(): Promise<void> {
    const known = this.identity;
    if ((await this.rootIdentity()) !== known) this.anew(REPLACED);
  }

  /**
   * Watches a folder and all below it.
   * RACE: a folder that becomes a symlink between the look at it and its watch is followed, until the event of that drops it.
   * At worst it brings hints of paths that a scan does not find.
   */
  private async adopt(top: WatchedFolder, tell: boolean): Promise<void> {
    let reason: string | undefined;
    const waiting = [top];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      const entries = await this.watchAndRead(folder).catch((error: unknown) => {
        reason ??= overflowReason(error);
        return [];
      });
      if (folder.gone) continue;
      for (const entry of entries) {
        const target = pathIn(folder, entry.name);
        if (isReserved(target)) continue;
        if (tell) this.listener.changed(target);
        if (entry.isDirectory()) waiting.push(addBelow(folder, entry.name));
      }
    }
    if (reason !== undefined && !this.root.gone) this.listener.overflow(reason);
  }

  private async watchAndRead(folder: WatchedFolder): Promise<readonly Dirent[]> {
    if (folder.gone) return [];
    const absolute = this.absolute(folder.path);
    folder.handle = watchFolder(absolute, (event, name) => this.heard(folder, event, name));
    folder.handle.on('error', this.failed);
    return await readdir(absolute, { withFileTypes: true });
  }

  private readonly failed = (error: unknown): void => {
    const reason = overflowReason(error);
    if (reason !== undefined) this.listener.overflow(reason);
  };

  private absolute(target: string): string {
    return target === '' ? this.real : path.join(this.real, target);
  }

  /** Tells folders apart that follow each other under one path: file systems hand out the number of a deleted one again. */
  private async rootIdentity(): Promise<string | undefined> {
    const found = await stats(this.real);
    return found && `${found.dev}:${found.ino}:${found.birthtimeNs}`;
  }
}

/** Undefined when it is gone, or may not be looked at. */
async function stats(absolute: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(absolute, { bigint: true });
  } catch {
    return undefined;
  }
}
