/**
 * `npm run build:page`: builds the page (renderer/) to dist/renderer, unless what is there is newer than all it is made of. With
 * `--force` in any case.
 */
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const SOURCES = [
  'renderer/**/*.*',
  'sync-engine/{contract,core}/**/*.ts',
  'package-lock.json',
  'test/tools/build-page.ts',
];

const built = modifiedMs('dist/renderer/index.html');
const newest = Math.max(...globSync(SOURCES, { cwd: root }).map(modifiedMs));
if (built < newest || process.argv.includes('--force')) {
  // Vite keeps the one that is set. Of the test runner's `test`, React's slow development build would come, for everybody who uses it after.
  process.env['NODE_ENV'] = 'production';
  await build({ configFile: path.join(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
}

function modifiedMs(file: string): number {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
