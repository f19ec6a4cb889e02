/** Watches a folder (second argument) by a watcher (first argument) and prints each event as a line. Run as a process of its own. */
import { WATCHERS } from './watchers.ts';

const [, , name, folder] = process.argv;
const watcher = new Map(WATCHERS).get(name ?? '');
if (watcher === undefined || folder === undefined) throw new Error('which watcher, and which folder?');
const watching = await watcher.watch(folder, {
  changed: (path) => console.log(`changed ${path}`),
  overflow: (reason) => console.log(`overflow ${reason}`),
});
console.log('ready');
await watching.close();
