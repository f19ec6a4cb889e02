import type { BaselineRow } from '../../../sync-engine/core/baseline.ts';
import { bareOf, identityOf } from '../../../sync-engine/core/path.ts';
import { localSnapshot, remoteSnapshot } from './snapshots.ts';
import type { World } from './world.ts';

/** What both sides hold at one moment, by identity, as far as a pair can see it. */
export interface Still {
  readonly disk: ReadonlyMap<string, SeenFile>;
  readonly bucket: ReadonlyMap<string, SeenFile & { readonly etag: string }>;
  readonly diskFolders: ReadonlySet<string>;
  readonly markers: ReadonlySet<string>;
  readonly baseline: ReadonlyMap<string, BaselineRow>;
  /** Identities that more than one name has on one side, or that are blocked on one. */
  readonly odd: ReadonlySet<string>;
  /** Below these nothing is known of the disk. */
  readonly hidden: readonly string[];
  /** What is on disk and never synced: ignored things, symlinks. */
  readonly unsynced: readonly string[];
  /** Everything on disk and in the bucket by its exact name, ignored and hidden things included. */
  readonly allDisk: ReadonlyMap<string, string>;
  readonly allBucket: ReadonlyMap<string, string>;
}

export interface SeenFile {
  readonly content: string;
}

export function stillOf(world: World): Still {
  const odd = new Set<string>();
  const hidden: string[] = [];
  const disk = new Map<string, SeenFile>();
  const diskFolders = new Set<string>();
  const localIds = new Set<string>();
  for (const entry of localSnapshot(world)) {
    if (localIds.has(entry.id)) odd.add(bareOf(entry.id));
    localIds.add(entry.id);
    const node = world.node(bareOf(entry.path));
    if (entry.kind === 'blocked' || entry.kind === 'unseen') {
      odd.add(bareOf(entry.id));
      hidden.push(`${bareOf(entry.id)}/`);
    } else if (entry.kind === 'folder') diskFolders.add(entry.id);
    else if (node?.kind === 'file') disk.set(entry.id, { content: node.content });
  }
  const bucket = new Map<string, SeenFile & { readonly etag: string }>();
  const markers = new Set<string>();
  for (const entry of remoteSnapshot(world)) {
    if (world.ignored(entry.path)) continue;
    const object = world.object(entry.path);
    if (entry.kind === 'blocked' || bucket.has(entry.id) || markers.has(entry.id)) odd.add(bareOf(entry.id));
    else if (entry.kind === 'folder') markers.add(entry.id);
    else if (object?.content !== undefined) {
      bucket.set(entry.id, { content: object.content, etag: object.etag });
    }
  }
  const allDisk = new Map<string, string>();
  for (const node of world.disk.values())
    allDisk.set(node.path, node.kind === 'file' ? node.content : node.kind);
  const allBucket = new Map<string, string>();
  for (const [path, object] of world.objects())
    allBucket.set(path, `${object.content ?? 'marker'} ${object.etag}`);
  const unsynced = [...world.disk.values()]
    .filter((node) => node.kind === 'link' || world.ignored(node.path))
    .map((node) => identityOf(node.path, world.rules));
  const baseline = new Map(world.baseline);
  return { disk, bucket, diskFolders, markers, baseline, odd, hidden, unsynced, allDisk, allBucket };
}

/** True where the sides disagree on what is a file and what a folder, or one of them cannot be told. */
export function isTangled(still: Still, id: string): boolean {
  if (still.odd.has(id) || still.odd.has(bareOf(id))) return true;
  if (still.hidden.some((region) => id.startsWith(region))) return true;
  const files = [...still.disk.keys(), ...still.bucket.keys()];
  for (const row of still.baseline.values()) if (row.kind === 'file') files.push(row.id);
  if (files.some((file) => id.startsWith(`${file}/`))) return true;
  const inside = `${id}/`;
  const folders = [...still.diskFolders, ...still.markers, ...still.baseline.keys()];
  return [...files, ...folders, ...still.odd].some((other) => other.startsWith(inside));
}
