import type { Mode } from '../../../sync-engine/core/decide.ts';
import { Fault } from './apply.ts';
import { shaOf } from './world.ts';
import { isTangled } from './still.ts';
import type { Still } from './still.ts';

/**
 * A folder deleted on one side is deleted on the other, and does not come back as an empty one. Holds for cycles that run to
 * their end: one that is cut between a folder's last file and the folder itself leaves an empty folder, which is synced.
 */
export function checkFolderDeletes(mode: Mode, before: Still, after: Still): void {
  if (mode !== 'upload-only') {
    for (const folder of before.diskFolders) {
      if (deletedThere(before, folder) && after.diskFolders.has(folder)) {
        throw new Fault(`the folder ${folder} was deleted in the bucket and is still here`);
      }
    }
  }
  if (mode === 'download-only') return;
  for (const [folder, row] of before.baseline) {
    if (row.kind === 'folder' && deletedHere(before, folder) && after.markers.has(folder)) {
      throw new Fault(`the folder ${folder} was deleted here and is still in the bucket`);
    }
  }
}

/** Nothing of it is in the bucket, and all that is here is what the baseline knows. */
function deletedThere(before: Still, folder: string): boolean {
  if (holds(before.bucket.keys(), folder) || holds(before.markers, folder) || isOdd(before, folder))
    return false;
  const known = [...before.disk].every(([id, file]) => {
    const row = before.baseline.get(id);
    return !id.startsWith(folder) || (row?.kind === 'file' && row.sha256 === shaOf(file.content));
  });
  const leaves = [...before.diskFolders].filter(
    (inner) => inner.startsWith(folder) && !holds(before.disk.keys(), inner) && !holdsFolder(before, inner),
  );
  return known && leaves.every((leaf) => before.baseline.has(leaf));
}

/** Nothing of it is here, and all that is in the bucket is what the baseline knows. */
function deletedHere(before: Still, folder: string): boolean {
  if (holds(before.disk.keys(), folder) || holds(before.diskFolders, folder) || isOdd(before, folder))
    return false;
  const inside = [...before.bucket].filter(([id]) => id.startsWith(folder));
  const known = inside.every(([id, file]) => before.baseline.get(id)?.etag === file.etag);
  const markers = [...before.markers].filter((id) => id.startsWith(folder));
  return known && markers.every((id) => before.baseline.has(id));
}

function isOdd(before: Still, folder: string): boolean {
  const bare = folder.slice(0, -1);
  return (
    before.disk.has(bare) ||
    before.bucket.has(bare) ||
    isTangled(before, bare.slice(0, bare.lastIndexOf('/') + 1)) ||
    before.hidden.some((region) => region.startsWith(folder) || folder.startsWith(region)) ||
    [...before.odd, ...before.unsynced].some((id) => id === bare || id.startsWith(folder)) ||
    [...before.disk.keys(), ...before.bucket.keys()].some(
      (id) => id.startsWith(folder) && isTangled(before, id),
    )
  );
}

function holds(ids: Iterable<string>, folder: string): boolean {
  for (const id of ids) if (id.startsWith(folder)) return true;
  return false;
}

function holdsFolder(before: Still, folder: string): boolean {
  for (const id of before.diskFolders) if (id !== folder && id.startsWith(folder)) return true;
  return false;
}
