import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compile } from '../tools/compile.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface BuiltApp {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Compiles the app, with the built page, to a folder of this process. Below node_modules, because the compiled code has to find its
 * packages there. What the compiler thinks of the types is told by `npm run typecheck`.
 */
export async function buildDesktop(): Promise<BuiltApp> {
  const folder = path.join(root, `node_modules/.cache/windlass-desktop-${process.pid}`);
  await mkdir(folder, { recursive: true });
  await compile(folder);
  await cp(path.join(root, 'dist/renderer'), path.join(folder, 'renderer'), { recursive: true });
  const manifest = { name: 'windlass', version: '0.0.0', type: 'module', main: 'main/main.js' };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
