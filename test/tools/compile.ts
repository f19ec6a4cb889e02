import { spawnSync } from 'node:child_process';
import { cpSync, globSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');
const MIGRATIONS = 'sync-engine/adapters/sqlite/migrations/**/*.sql';
const PICTURES = 'main/assets/{drag.png,tray/*.png}';

/**
 * Compiles the engine, the command line and Electron's main process to `out`, with what the compiler does not copy (SQL
 * migrations, pictures) and the bundled preload. Answers whether the compiler was content; where it is not, it writes what it can.
 */
export async function compile(out: string): Promise<boolean> {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', out], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const kind of [MIGRATIONS, PICTURES]) {
    const files = globSync(kind, { cwd: root });
    if (files.length === 0) throw new Error(`nothing was found to copy at ${kind}`);
    for (const file of files) cpSync(path.join(root, file), path.join(out, file));
  }
  await bundlePreload(path.join(out, 'main'));
  return status === 0;
}

/** One CommonJS file: a sandboxed preload can load nothing but `electron`. */
async function bundlePreload(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      lib: {
        entry: path.join(root, 'main/preload/preload.ts'),
        formats: ['cjs'],
        fileName: () => 'preload.cjs',
      },
      rolldownOptions: { external: ['electron'] },
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'esnext',
    },
  });
}
