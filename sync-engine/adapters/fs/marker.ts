import type { RootState } from '../../ports/local-tree.ts';
import type { TreeContext } from './context.ts';
import { diskCode } from './disk.ts';
import { makeDurably, reservedFolder } from './safe-path.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A UUID and the line's end; anything longer is not our marker. */
const MARKER_BYTES = 37;

/** `.windlass/pair-id`: the pair's UUID and a line feed. */
function markerPath(tree: TreeContext): string {
  return `${reservedFolder(tree)}/pair-id`;
}

export async function inspectRoot(tree: TreeContext): Promise<RootState> {
  try {
    const root = await tree.disk.stat(tree.root);
    if (root.kind !== 'folder') return { state: 'unreadable', reason: 'it is not a folder' };
    await tree.disk.list(tree.root);
    const pairId = await readMarker(tree);
    // Where inodes change with every mount only the device is left to tell roots apart, beside the marker.
    return { state: 'present', pairId, identity: `${root.dev}:${tree.traits.stableInodes ? root.ino : 0n}` };
  } catch (caught) {
    const code = diskCode(caught);
    if (code === undefined) throw caught;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: 'unreadable', reason: caught instanceof Error ? caught.message : code };
  }
}

async function readMarker(tree: TreeContext): Promise<string | undefined> {
  let handle;
  try {
    handle = await tree.disk.open(markerPath(tree), 'read');
  } catch (caught) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(diskCode(caught) ?? '')) return undefined;
    throw caught;
  }
  try {
    if ((await handle.stat()).kind !== 'file') return undefined;
    const bytes = new Uint8Array(MARKER_BYTES + 1);
    const length = await handle.read(bytes, 0);
    const text = new TextDecoder().decode(bytes.subarray(0, length)).trim();
    return UUID.test(text) ? text : undefined;
  } finally {
    await handle.close();
  }
}

/** Writes beside the marker and renames, so that a crash leaves the old marker or the new one, never half of one. */
export async function writeMarker(tree: TreeContext, pairId: string): Promise<void> {
  const folder = reservedFolder(tree);
  await makeDurably(tree.disk, folder);
  const temporary = `${folder}/pair-id.${tree.random.id(8)}`;
  const handle = await tree.disk.open(temporary, 'create');
  try {
    await handle.write(new TextEncoder().encode(`${pairId}\n`), 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await tree.disk.rename(temporary, markerPath(tree));
  await tree.disk.syncFolder(folder);
}
