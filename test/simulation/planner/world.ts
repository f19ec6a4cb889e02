import type { BaselineRow } from '../../../sync-engine/core/baseline.ts';
import type { FileStamp } from '../../../sync-engine/core/entry.ts';
import { identityOf, parentOf } from '../../../sync-engine/core/path.ts';
import type { NameRules } from '../../../sync-engine/core/path.ts';

/** A file on the model's disk. Contents are names (`k17`); their size (few, so that many files agree in it) and hash follow from it. */
export interface DiskFile {
  readonly kind: 'file';
  readonly path: string;
  readonly content: string;
  readonly stamp: FileStamp;
}

export interface DiskFolder {
  readonly kind: 'folder';
  /** Without a trailing slash, unlike the core's. */
  readonly path: string;
  readonly readable: boolean;
}

export interface DiskLink {
  readonly kind: 'link';
  readonly path: string;
}

export type DiskNode = DiskFile | DiskFolder | DiskLink;

export interface StoredObject {
  /** Undefined in a folder marker. */
  readonly content: string | undefined;
  readonly size: number;
  readonly etag: string;
  readonly modifiedMs: number;
  /** What the metadata says; foreign tools write none. */
  readonly sha256: string | undefined;
}

/** A step that the real world would have refused: the plan was wrong, or something else came in between. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The ignored name of the model; everything below a folder of this name is ignored too. */
export const IGNORED_NAME = 'ig';

export function sizeOf(content: string): number {
  const number = Number(content.slice(1));
  return number === 0 ? 0 : 1 + (number % 3);
}

export function shaOf(content: string): string {
  return `sha-${content}`;
}

/** Both sides of one pair, its baseline and its bins, in memory and without any asynchrony. */
export class World {
  readonly rules: NameRules;
  readonly prefix: string;
  /** By path as this disk tells paths apart. */
  readonly disk = new Map<string, DiskNode>();
  readonly bucket = new Map<string, StoredObject>();
  readonly baseline = new Map<string, BaselineRow>();
  /** Contents in the recycle bucket and in the local trash. */
  readonly recycled = new Set<string>();
  readonly trashed = new Set<string>();
  /** True once the pattern for `IGNORED_NAME` is there; what was synced before is still in the baseline then. */
  ignoring = true;
  private tick = 1n;

  constructor(rules: NameRules, prefix: string) {
    this.rules = rules;
    this.prefix = prefix;
  }

  ignored(path: string): boolean {
    return this.ignoring && path.split('/').includes(IGNORED_NAME);
  }

  now(): bigint {
    this.tick += 1n;
    return this.tick;
  }

  /** Linux keeps NFC and NFD apart; a folding disk (macOS, Windows) tells neither them nor letter case apart. */
  private key(path: string): string {
    return this.rules.caseSensitive ? path : identityOf(path, this.rules);
  }

  node(path: string): DiskNode | undefined {
    return this.disk.get(this.key(path));
  }

  /** Nodes right inside a folder (`''` is the root). */
  childrenOf(folder: string): readonly DiskNode[] {
    return this.below(folder).filter((node) => !tailOf(folder, node.path).includes('/'));
  }

  below(folder: string): readonly DiskNode[] {
    const start = folder === '' ? '' : `${this.key(folder)}/`;
    return [...this.disk].filter(([key]) => key.startsWith(start)).map(([, node]) => node);
  }

  writeFile(path: string, content: string, mtimeNs?: bigint): DiskFile {
    const there = this.node(path);
    if (there !== undefined && there.kind !== 'file') throw new Refused(`${there.kind} at '${path}'`);
    const at = there?.path ?? this.home(path) + nameOf(path);
    const now = this.now();
    const stamp = {
      size: sizeOf(content),
      mtimeNs: mtimeNs ?? now,
      ctimeNs: now,
      ino: there?.stamp.ino ?? now,
    };
    const file: DiskFile = { kind: 'file', path: at, content, stamp };
    this.disk.set(this.key(at), file);
    return file;
  }

  /** Gives a file another stamp; its bytes stay. */
  restamp(file: DiskFile, mtime: boolean): void {
    const ctimeNs = this.now();
    const stamp = { ...file.stamp, ctimeNs, ...(mtime ? { mtimeNs: ctimeNs } : {}) };
    this.disk.set(this.key(file.path), { ...file, stamp });
  }

  makeFolder(path: string, readable = true): void {
    const there = this.node(path);
    if (there?.kind === 'folder' && there.readable === readable) return;
    if (there !== undefined && there.kind !== 'folder') throw new Refused(`${there.kind} at '${path}'`);
    const at = there?.path ?? this.home(path) + nameOf(path);
    this.disk.set(this.key(at), { kind: 'folder', path: at, readable });
  }

  link(path: string): void {
    this.remove(path);
    this.disk.set(this.key(path), { kind: 'link', path: this.home(path) + nameOf(path) });
  }

  /** Takes a node and all below it away. */
  remove(path: string): void {
    for (const node of this.below(path)) this.disk.delete(this.key(node.path));
    this.disk.delete(this.key(path));
  }

  /** Renames a file or a whole folder; inodes and times stay, ctime does not. */
  move(from: string, to: string): void {
    const top = this.node(from);
    if (top === undefined) throw new Refused(`nothing at '${from}'`);
    const moving = [top, ...this.below(from)];
    this.remove(from);
    if (this.node(to) !== undefined) throw new Refused(`something at '${to}'`);
    const at = this.home(to) + nameOf(to);
    const ctimeNs = this.now();
    for (const node of moving) {
      const path = at + node.path.slice(top.path.length);
      const moved: DiskNode =
        node.kind === 'file' ? { ...node, path, stamp: { ...node.stamp, ctimeNs } } : { ...node, path };
      this.disk.set(this.key(path), moved);
    }
  }

  removeEmptyFolder(path: string): void {
    const there = this.node(path);
    if (there === undefined) return;
    if (there.kind !== 'folder') throw new Refused(`${there.kind} at '${path}'`);
    if (this.below(path).length > 0) throw new Refused(`'${path}' is not empty`);
    this.disk.delete(this.key(path));
  }

  /** The folder a path lies in, made where it is missing, in its spelling on disk and with its slash. */
  private home(path: string): string {
    const parent = parentOf(path).slice(0, -1);
    if (parent === '') return '';
    this.makeFolder(parent);
    return `${this.node(parent)?.path ?? parent}/`;
  }

  object(path: string): StoredObject | undefined {
    return this.bucket.get(this.prefix + path);
  }

  put(
    path: string,
    content: string | undefined,
    how: { nonce?: boolean; foreign?: boolean } = {},
  ): StoredObject {
    const now = this.now();
    const object: StoredObject = {
      content,
      size: content === undefined ? 0 : sizeOf(content),
      etag: `etag-${content ?? 'marker'}${how.nonce === true ? `-${now}` : ''}`,
      modifiedMs: Number(now),
      sha256: content === undefined || how.foreign === true ? undefined : shaOf(content),
    };
    this.bucket.set(this.prefix + path, object);
    return object;
  }

  drop(path: string): void {
    this.bucket.delete(this.prefix + path);
  }

  /** Paths below the prefix. */
  objects(): readonly (readonly [string, StoredObject])[] {
    return [...this.bucket]
      .filter(([key]) => key.startsWith(this.prefix))
      .map(([key, object]) => [key.slice(this.prefix.length), object] as const);
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What follows a folder in a path below it; spellings of the folder may differ in length, so it counts components. */
function tailOf(folder: string, path: string): string {
  if (folder === '') return path;
  return path.split('/').slice(folder.split('/').length).join('/');
}
