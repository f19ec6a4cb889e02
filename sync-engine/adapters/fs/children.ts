import type { BlockReason } from '../../core/entry.ts';
import { blockedPath, compareUtf8, identityOf, isReserved, RESERVED } from '../../core/path.ts';
import type { TreeTraits } from '../../ports/local-tree.ts';
import type { DiskKind, DiskName } from './disk.ts';

/** A name in a folder, judged by its name and kind alone. */
export interface Child {
  readonly name: string;
  /** Pair-relative, a folder's with its trailing slash; so is `id`. */
  readonly path: string;
  readonly id: string;
  readonly kind: 'file' | 'folder' | 'blocked';
  /** Set when blocked. */
  readonly reason?: BlockReason;
}

export interface Folder {
  /** `''` for the root, else ending in `/`; so is `id`. */
  readonly path: string;
  readonly id: string;
}

/**
 * What a folder's listing holds for the pair, in byte order of identity. What is ignored, and our own area, is left out.
 * Of two names with one identity the first in byte order is kept and the others are blocked; they come right before or
 * after it, before anything inside it.
 */
export function childrenOf(
  folder: Folder,
  names: readonly DiskName[],
  traits: TreeTraits,
  ignored: (path: string) => boolean,
): readonly Child[] {
  const children: Child[] = [];
  let respelled = false;
  for (const found of names) {
    const child = judge(folder, found, traits);
    if (child === undefined || ignored(child.path)) continue;
    respelled ||= child.id.length !== child.path.length || child.id !== child.path;
    children.push(child);
  }
  // Spellings are told apart by the disk itself, so only identities that differ from them can meet.
  children.sort(respelled ? byIdThenPath : byId);
  return respelled ? withoutClashes(children) : children;
}

function judge(folder: Folder, found: DiskName, traits: TreeTraits): Child | undefined {
  const slash = found.kind === 'folder' ? '/' : '';
  const path = `${folder.path}${found.name}${slash}`;
  const identity = identityOf(found.name, traits);
  // Mostly one string serves as both: in a large folder that counts.
  const id = identity === found.name && folder.id === folder.path ? path : `${folder.id}${identity}${slash}`;
  if (folder.path === '' && (found.name === RESERVED || (!traits.caseSensitive && isReserved(path)))) {
    return undefined;
  }
  const reason = found.utf8 ? (blockedKind(found.kind) ?? blockedPath(path, traits)) : 'name-not-utf8';
  if (reason !== undefined) return { name: found.name, path, id, kind: 'blocked', reason };
  return { name: found.name, path, id, kind: found.kind === 'folder' ? 'folder' : 'file' };
}

/** Why something of this kind cannot be synced; undefined for files and folders. */
export function blockedKind(kind: DiskKind): BlockReason | undefined {
  if (kind === 'symlink') return 'symlink';
  return kind === 'special' ? 'special-file' : undefined;
}

function byId(a: Child, b: Child): number {
  return compareUtf8(a.id, b.id);
}

function byIdThenPath(a: Child, b: Child): number {
  return compareUtf8(a.id, b.id) || compareUtf8(a.path, b.path);
}

/** Keeps the first of each identity, a file and a folder of one name being one identity too, and blocks the others. */
function withoutClashes(sorted: readonly Child[]): readonly Child[] {
  const kept = new Set<string>();
  const clashes = new Map<string, Child[]>();
  const children: Child[] = [];
  for (const child of sorted) {
    const identity = child.kind === 'blocked' ? undefined : bareId(child);
    if (identity === undefined || !kept.has(identity)) {
      if (identity !== undefined) kept.add(identity);
      children.push(child);
      continue;
    }
    const clash: Child = { ...child, kind: 'blocked', reason: 'name-clash' };
    const others = clashes.get(child.id);
    if (others === undefined) clashes.set(child.id, [clash]);
    else others.push(clash);
    children.push(clash);
  }
  // A kept folder is walked where it stands, so what shares its id must come first.
  return clashes.size === 0 ? children : children.sort((a, b) => byId(a, b) || blockedFirst(a, b));
}

function blockedFirst(a: Child, b: Child): number {
  return Number(b.kind === 'blocked') - Number(a.kind === 'blocked');
}

function bareId(child: Child): string {
  return child.kind === 'folder' ? child.id.slice(0, -1) : child.id;
}
