import { expect, test } from 'vitest';
import type { LocalFile } from '../../sync-engine/core/entry.ts';
import type { LocalTree } from '../../sync-engine/ports/local-tree.ts';
import { failsWith } from './expect.ts';
import { fileAt, trashed } from './world.ts';
import type { World } from './world.ts';

/** The way back from the local trash. */
export function puttingBack(the: () => World): void {
  test('puts a file back from the local trash as it was, with the folders above it', async () => {
    const { tree, trash, user } = the();
    await user.write('d/f', 'text');
    const before = await fileAt(tree, 'd/f');
    const sha256 = await tree.hash(before);
    const inTrash = await trashFile(tree, before);
    await tree.removeFolder('d');
    expect(await tree.hashTrashed(inTrash)).toEqual({ size: 4, sha256 });
    await tree.putBack({ inTrash, path: 'd/f', replaces: undefined });
    expect(await user.read('d/f')).toBe('text');
    const { stamp } = await fileAt(tree, 'd/f');
    expect(stamp).toMatchObject({ mtimeNs: before.stamp.mtimeNs, ino: before.stamp.ino });
    await expect(tree.hashTrashed(inTrash)).rejects.toEqual(failsWith('local-missing'));
    expect(await trash.list()).toEqual([]);
  });

  test('puts a file back in place of another, which is in the trash then', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const inTrash = await trashFile(tree, await fileAt(tree, 'f'));
    await user.write('f', 'new');
    await expect(tree.putBack({ inTrash, path: 'f', replaces: undefined })).rejects.toEqual(
      failsWith('local-exists'),
    );
    const order: string[] = [];
    before('rename', () => void order.push('moved'));
    const replaces = await fileAt(tree, 'f');
    await tree.putBack({ inTrash, path: 'f', replaces, onReplacing: (at) => void order.push(at) });
    expect(order).toEqual([expect.stringMatching(/^[^/]+\/f$/), 'moved']);
    expect(await user.read('f')).toBe('old');
    expect(await trashed(the(), 'f')).toEqual(['new']);
    await tree.putBack({ inTrash: order[0] ?? '', path: 'f', replaces: await fileAt(tree, 'f') });
    expect(await user.read('f')).toBe('new');
  });

  test('puts nothing back over what is no longer what the caller saw, or without having it', async () => {
    const { tree, trash, user } = the();
    await user.write('f', 'old');
    const inTrash = await trashFile(tree, await fileAt(tree, 'f'));
    await user.write('f', 'new');
    const seen = await fileAt(tree, 'f');
    await user.replace('f', 'edited');
    await expect(tree.putBack({ inTrash, path: 'f', replaces: seen })).rejects.toEqual(
      failsWith('local-changed'),
    );
    await trash.purge(Infinity);
    const replaces = await fileAt(tree, 'f');
    await expect(tree.putBack({ inTrash, path: 'f', replaces })).rejects.toEqual(failsWith('local-missing'));
    expect(await user.read('f')).toBe('edited');
  });

  test('keeps both when a file is saved at the path as another is put back', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const inTrash = await trashFile(tree, await fileAt(tree, 'f'));
    await user.write('f', 'new');
    const replaces = await fileAt(tree, 'f');
    before('link', () => user.write('f', 'saved now'));
    await expect(tree.putBack({ inTrash, path: 'f', replaces })).rejects.toEqual(failsWith('local-exists'));
    expect(await user.read('f')).toBe('saved now');
    expect(new Set(await trashed(the(), 'f'))).toEqual(new Set(['new', 'old']));
  });
}

/** Resolves with where in the trash a file is. */
async function trashFile(tree: LocalTree, file: LocalFile): Promise<string> {
  let place = '';
  await tree.discard(file, { onMoving: (inTrash) => void (place = inTrash) });
  return place;
}
