import path from 'node:path';
import { PAGE_TYPES } from '../../sync-engine/contract/page-types.ts';
import { isPageUrl } from './page-origin.ts';

export interface PageFile {
  readonly file: string;
  readonly type: string;
}

/**
 * The file of `folder` that an address of the page means, and its media type; undefined for an address that means none. An
 * address without an extension is a screen of the page: `index.html` shows it. Every name between slashes must be a plain
 * name once decoded, so no address leads out of the folder.
 */
export function pageFile(folder: string, address: string): PageFile | undefined {
  if (!isPageUrl(address)) return undefined;
  let names;
  try {
    names = new URL(address).pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
  const last = names.at(-1) ?? '';
  const plain = names.every((name, at) => isPlain(name) || (name === '' && at === names.length - 1));
  if (!plain) return undefined;
  if (path.posix.extname(last) === '')
    return { file: path.join(folder, 'index.html'), type: PAGE_TYPES['.html'] ?? '' };
  const type = PAGE_TYPES[path.posix.extname(last)];
  return type === undefined ? undefined : { file: path.join(folder, ...names), type };
}

function isPlain(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\:\0]/.test(name);
}
