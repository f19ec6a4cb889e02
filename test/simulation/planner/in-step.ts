import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import { bareOf } from '../../../sync-engine/core/path.ts';
import { remoteSpelling } from '../../../sync-engine/core/snapshot.ts';
import { localSnapshot } from './snapshots.ts';
import { shaOf } from './world.ts';
import type { World } from './world.ts';

/**
 * Puts a world in step: the bucket and the baseline hold what the disk does. Empty folders get their markers; now and then a
 * folder with content has one too, known or not.
 */
export function putInStep(world: World, random: SeededRandom): void {
  for (const entry of localSnapshot(world)) {
    const { id, path: localPath } = entry;
    const remotePath = remoteSpelling(localPath);
    const node = world.node(bareOf(localPath));
    if (entry.kind === 'file' && node?.kind === 'file') {
      const object = world.put(remotePath, node.content, { nonce: random.integer(8) === 0 });
      world.baseline.set(id, {
        kind: 'file',
        id,
        localPath,
        remotePath,
        stamp: entry.stamp,
        sha256: shaOf(node.content),
        etag: object.etag,
        modifiedMs: object.modifiedMs,
      });
    } else if (entry.kind === 'folder' && (entry.empty || random.integer(8) === 0)) {
      const { etag, modifiedMs } = world.put(remotePath, undefined);
      if (!entry.empty && random.integer(3) === 0) continue;
      world.baseline.set(id, { kind: 'folder', id, localPath, remotePath, etag, modifiedMs });
    }
  }
}
