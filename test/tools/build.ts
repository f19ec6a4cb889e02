/**
 * `npm run build`: compiles the engine, the command line and the desktop app to dist, and makes the command executable. The page
 * is built by `npm run build:page`.
 */
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { compile } from './compile.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
if (!(await compile(dist))) process.exit(1);

for (const command of Object.values(commands())) {
  const file = path.join(root, command);
  if (!existsSync(file)) throw new Error(`${command} is named as a command but was not built`);
  if (!readFileSync(file, 'utf8').startsWith('#!/usr/bin/env node\n'))
    throw new Error(`${command} lost its first line: #!/usr/bin/env node`);
  chmodSync(file, 0o755);
}

function commands(): Readonly<Record<string, string>> {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return (manifest as { readonly bin: Readonly<Record<string, string>> }).bin;
}
