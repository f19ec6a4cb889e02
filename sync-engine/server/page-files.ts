import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PAGE_TYPES } from '../contract/page-types.ts';
import { fail } from '../index.ts';

export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
  /** Its name has a hash of its content: it never changes. */
  readonly immutable: boolean;
}

/**
 * The built page, read once: a request can name nothing else. By default where `npm run build` puts it.
 * Rejects `not-found` when it was not built.
 */
export async function loadPage(folder = builtPage()): Promise<ReadonlyMap<string, PageFile>> {
  if (!isPageBuilt(folder))
    throw fail('not-found', `the page is not built (${folder} holds none); run: npm run build:page`);
  const files = new Map<string, PageFile>();
  for await (const name of glob('**/*.*', { cwd: folder })) {
    const type = PAGE_TYPES[path.extname(name)];
    if (type === undefined) continue;
    const slashed = name.split(path.sep).join('/');
    const body = await readFile(path.join(folder, name));
    files.set(`/${slashed}`, { body, type, immutable: slashed.startsWith('assets/') });
  }
  return files;
}

export function isPageBuilt(folder = builtPage()): boolean {
  return existsSync(path.join(folder, 'index.html'));
}

/** Beside the compiled engine, or in a checkout's `dist`. */
function builtPage(): string {
  const up = path.resolve(import.meta.dirname, '../..');
  return import.meta.filename.endsWith('.ts') ? path.join(up, 'dist/renderer') : path.join(up, 'renderer');
}
