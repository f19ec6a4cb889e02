/** Prints by how many bytes the process grows for watching a folder (first argument). Run on its own, with --expose-gc. */
import { linuxWatcher } from '../../sync-engine/adapters/watcher/linux-watcher.ts';

const collect = globalThis.gc;
if (collect === undefined) throw new Error('run with --expose-gc');
collect();
const before = process.memoryUsage.rss();
const watching = await linuxWatcher.watch(process.argv[2] ?? '', {
  changed: () => undefined,
  overflow: console.error,
});
collect();
console.log(process.memoryUsage.rss() - before);
await watching.close();
