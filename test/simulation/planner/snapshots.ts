import { childrenOf } from '../../../sync-engine/adapters/fs/children.ts';
import type { DiskKind } from '../../../sync-engine/adapters/fs/disk.ts';
import type { BaselineRow } from '../../../sync-engine/core/baseline.ts';
import type { LocalEntry, RemoteEntry } from '../../../sync-engine/core/entry.ts';
import { compareUtf8 } from '../../../sync-engine/core/path.ts';
import { remoteEntryOf } from '../../../sync-engine/core/snapshot.ts';
import type { DiskNode, World } from './world.ts';

/** What a scan of the model's disk yields, judged by the real scan's own rules on names. */
export function localSnapshot(world: World): readonly LocalEntry[] {
  const entries: LocalEntry[] = [];
  const traits = { ...world.rules, stableInodes: true };
  const byFolder = Map.groupBy(world.disk.values(), folderOf);
  function walk(folder: { readonly path: string; readonly id: string }): void {
    const nodes = byFolder.get(folder.path) ?? [];
    const byName = new Map(nodes.map((node) => [node.path.slice(folder.path.length), node]));
    const names = nodes.map((node) => ({
      name: node.path.slice(folder.path.length),
      kind: KINDS[node.kind],
      utf8: true,
    }));
    for (const child of childrenOf(folder, names, traits, (path) => world.ignored(path))) {
      const { id, path } = child;
      const node = byName.get(child.name);
      if (child.kind === 'blocked') {
        entries.push({ kind: 'blocked', id, path, reason: child.reason ?? 'special-file' });
      } else if (node?.kind === 'file') {
        entries.push({ kind: 'file', id, path, stamp: node.stamp });
      } else if (node?.kind === 'folder' && !node.readable) {
        entries.push({ kind: 'unseen', id, path, error: 'EACCES' });
      } else {
        entries.push({ kind: 'folder', id, path, empty: !byFolder.has(path) });
        walk({ id, path });
      }
    }
  }
  walk({ path: '', id: '' });
  return entries;
}

const KINDS: Readonly<Record<DiskNode['kind'], DiskKind>> = {
  file: 'file',
  folder: 'folder',
  link: 'symlink',
};

function folderOf(node: DiskNode): string {
  return node.path.slice(0, node.path.lastIndexOf('/') + 1);
}

export function remoteSnapshot(world: World): readonly RemoteEntry[] {
  return world
    .objects()
    .map(([path, object]) =>
      remoteEntryOf({ key: world.prefix + path, ...object }, world.prefix, world.rules),
    )
    .filter((entry) => entry !== undefined)
    .sort((a, b) => compareUtf8(a.id, b.id) || compareUtf8(a.path, b.path));
}

export function baselineSnapshot(world: World): readonly BaselineRow[] {
  return [...world.baseline.values()].sort((a, b) => compareUtf8(a.id, b.id));
}
