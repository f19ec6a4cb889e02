import { readFile, statfs } from 'node:fs/promises';
import type { Headroom } from '../../ports/headroom.ts';

/** Source: inotify(7), "/proc interfaces": an upper limit on the watches of one real user id. There is no such file elsewhere. */
const INOTIFY_LIMIT = '/proc/sys/fs/inotify/max_user_watches';

/** What this machine tells of itself. */
export const systemHeadroom: Headroom = {
  async freeBytes(folder) {
    try {
      // Not `bfree`: what is kept back for root is of no use to others. Source: statfs(2), f_bavail.
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch {
      return undefined;
    }
  },
  async mostWatches() {
    try {
      const limit = Number.parseInt(await readFile(INOTIFY_LIMIT, 'utf8'), 10);
      return Number.isNaN(limit) ? undefined : limit;
    } catch {
      return undefined;
    }
  },
};
