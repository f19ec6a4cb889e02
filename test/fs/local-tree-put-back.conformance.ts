import { expect, test } from 'vitest';
import { failsWith } from './expect.ts';
import { fileAt, trashed } from './world.ts';
import type { World } from './world.ts';

/** The way back from the local trash. */
export function puttingBack(the: () => World): void {
  test('puts a file back from the local trash as it was, with the folders above it', async () => {
    const { tree, trash, user } = the();
    await user.write('d/f', 'text');
    const before = await fileAt(tree, 'd/f');
    const { trashedTo } = await tree.discard(before);
    await tree.removeFolder('d');
    const { file, replacedTo } = await tree.putBack({ trashedTo, path: 'd/f', replaces: undefined });
    expect(await user.read('d/f')).toBe('text');
    expect(file).toEqual(await fileAt(tree, 'd/f'));
    expect(file.stamp).toMatchObject({ mtimeNs: before.stamp.mtimeNs, ino: before.stamp.ino });
    expect(replacedTo).toBeUndefined();
    expect(await trash.list()).toEqual([]);
  });

  test('puts a file back in place of another, which is in the trash then', async () => {
    const { tree, user } = the();
    await user.write('f', 'old');
    const { trashedTo } = await tree.discard(await fileAt(tree, 'f'));
    await user.write('f', 'new');
    await expect(tree.putBack({ trashedTo, path: 'f', replaces: undefined })).rejects.toEqual(
      failsWith('local-exists'),
    );
    const { replacedTo } = await tree.putBack({ trashedTo, path: 'f', replaces: await fileAt(tree, 'f') });
    expect(await user.read('f')).toBe('old');
    expect(await trashed(the(), 'f')).toEqual(['new']);
    const back = { trashedTo: replacedTo ?? '', path: 'f', replaces: await fileAt(tree, 'f') };
    await tree.putBack(back);
    expect(await user.read('f')).toBe('new');
  });

  test('puts nothing back over what is no longer what the caller saw, or without having it', async () => {
    const { tree, trash, user } = the();
    await user.write('f', 'old');
    const { trashedTo } = await tree.discard(await fileAt(tree, 'f'));
    await user.write('f', 'new');
    const seen = await fileAt(tree, 'f');
    await user.replace('f', 'edited');
    await expect(tree.putBack({ trashedTo, path: 'f', replaces: seen })).rejects.toEqual(
      failsWith('local-changed'),
    );
    await trash.purge(Infinity);
    const replaces = await fileAt(tree, 'f');
    await expect(tree.putBack({ trashedTo, path: 'f', replaces })).rejects.toEqual(
      failsWith('local-missing'),
    );
    expect(await user.read('f')).toBe('edited');
  });

  test('keeps both when a file is saved at the path as another is put back', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const { trashedTo } = await tree.discard(await fileAt(tree, 'f'));
    await user.write('f', 'new');
    const replaces = await fileAt(tree, 'f');
    before('link', () => user.write('f', 'saved now'));
    await expect(tree.putBack({ trashedTo, path: 'f', replaces })).rejects.toEqual(failsWith('local-exists'));
    expect(await user.read('f')).toBe('saved now');
    expect(new Set(await trashed(the(), 'f'))).toEqual(new Set(['new', 'old']));
  });
}
