import type { LocalEntry } from '../../core/entry.ts';
import { identityOf, nameOf, parentOf } from '../../core/path.ts';
import { childrenOf } from './children.ts';
import type { Child } from './children.ts';
import { fileEntry } from './context.ts';
import type { TreeContext } from './context.ts';
import { diskCode } from './disk.ts';
import type { DiskName } from './disk.ts';
import { guarded } from './safe-path.ts';

const NOTHING_IGNORED = (): boolean => false;
const ASCII = /^[\x20-\x7e]*$/;

/** One entry as a scan would yield it, in the spelling the disk has; undefined when nothing is there. */
export async function statEntry(tree: TreeContext, path: string): Promise<LocalEntry | undefined> {
  const target = await guarded(tree, path);
  let stat;
  try {
    stat = await tree.disk.lstat(target);
  } catch (caught) {
    if (diskCode(caught) === 'ENOENT' || diskCode(caught) === 'ENOTDIR') return undefined;
    throw caught;
  }
  const child = await judged(tree, path, { name: nameOf(path), kind: stat.kind, utf8: true });
  if (child === undefined) return undefined;
  if (child.reason !== undefined) {
    return { kind: 'blocked', id: child.id, path: child.path, reason: child.reason };
  }
  if (child.kind === 'file') return fileEntry(tree, child.path, stat, child.id);
  const names = await tree.disk.list(target);
  return { kind: 'folder', id: child.id, path: child.path, empty: names.length === 0 };
}

/** What a scan would say of this name. Where another spelling could be the same file, that takes a look at its folder. */
async function judged(tree: TreeContext, path: string, found: DiskName): Promise<Child | undefined> {
  const parent = parentOf(path);
  const folder = { path: parent, id: identityOf(parent, tree.traits) };
  if (tree.traits.caseSensitive && ASCII.test(found.name)) {
    return childrenOf(folder, [found], tree.traits, NOTHING_IGNORED)[0];
  }
  const identity = identityOf(found.name, tree.traits);
  const names = await tree.disk.list(`${tree.root}/${parent}`);
  const alike = names.filter((other) => identityOf(other.name, tree.traits) === identity);
  const children = childrenOf(folder, alike, tree.traits, NOTHING_IGNORED);
  return (
    children.find((child) => child.name === found.name) ?? children.find((child) => child.kind !== 'blocked')
  );
}
