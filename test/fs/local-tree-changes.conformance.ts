import { expect, test } from 'vitest';
import { failsWith, label, PAIR } from './expect.ts';
import { fileAt, placeText, scanAll, trashed } from './world.ts';
import type { World } from './world.ts';

export function staging(the: () => World): void {
  test('keeps the bytes of a temp file over a close, and writes anywhere in it', async () => {
    const { tree } = the();
    const first = await tree.stage('part');
    await first.write(3, new TextEncoder().encode('lo'));
    await first.close();
    const second = await tree.stage('part');
    await second.write(0, new TextEncoder().encode('hel'));
    expect(await second.size()).toBe(5);
    expect(await second.hash()).toBe('2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
    await second.truncate(2);
    expect(await second.size()).toBe(2);
    await second.close();
    expect(await tree.stagedNames()).toEqual(['part']);
    await tree.dropStaged('part');
    await tree.dropStaged('part');
    expect(await tree.stagedNames()).toEqual([]);
  });

  test('refuses temp names that are not one component', async () => {
    const { tree } = the();
    for (const name of ['../x', 'a/b', '..', '', '.windlass']) {
      await expect(tree.stage(name)).rejects.toEqual(failsWith('local-name'));
      await expect(tree.dropStaged(name)).rejects.toEqual(failsWith('local-name'));
    }
  });

  test('reports a full disk as such', async () => {
    const { tree, failing } = the();
    const staged = await tree.stage('part');
    failing('write', 'ENOSPC');
    await expect(staged.write(0, new Uint8Array(1))).rejects.toEqual(failsWith('disk-full'));
    await staged.close();
  });
}

export function placing(the: () => World): void {
  test('places a new file with its time to the microsecond, making its parents', async () => {
    const { tree, user } = the();
    const placed = await placeText(tree, 'a/b/c', 'new');
    expect(await user.read('a/b/c')).toBe('new');
    expect(placed.stamp.mtimeNs / 1000n).toBe(1_700_000_000_123_456n);
    expect(await tree.stat('a/b/c')).toEqual(placed);
    expect(await tree.stagedNames()).toEqual([]);
    await expect(tree.verify(placed)).resolves.toBeUndefined();
  });

  test('overwrites nothing where nothing was expected', async () => {
    const { tree, user } = the();
    await user.write('f', 'theirs');
    await expect(placeText(tree, 'f', 'ours')).rejects.toEqual(failsWith('local-exists'));
    expect(await user.read('f')).toBe('theirs');
    expect(await tree.stagedNames()).toEqual(['part']);
  });

  test('moves what it replaces to the local trash', async () => {
    const { tree, trash, user } = the();
    await user.write('d/f', 'old');
    await placeText(tree, 'd/f', 'new', await fileAt(tree, 'd/f'));
    expect(await user.read('d/f')).toBe('new');
    expect(await trashed(the(), 'd/f')).toEqual(['old']);
    expect(await trash.list()).toHaveLength(1);
  });

  test('replaces nothing that is no longer what the plan saw', async () => {
    const { tree, trash, user } = the();
    await user.write('f', 'old');
    const seen = await fileAt(tree, 'f');
    await user.write('f', 'edited');
    await expect(placeText(tree, 'f', 'new', seen)).rejects.toEqual(failsWith('local-changed'));
    expect(await user.read('f')).toBe('edited');
    expect(await trash.list()).toEqual([]);
  });

  for (const how of ['write', 'replace'] as const) {
    test(`gives an edit back that came between the look and the trash (${how})`, async () => {
      const { tree, user, before } = the();
      await user.write('f', 'old');
      const seen = await fileAt(tree, 'f');
      before('rename', () => user[how]('f', 'edited'));
      await expect(placeText(tree, 'f', 'new', seen)).rejects.toEqual(failsWith('local-changed'));
      expect(await user.read('f')).toBe('edited');
    });
  }

  test('keeps both when a file is saved at the path after the old one went to the trash', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const seen = await fileAt(tree, 'f');
    before('link', () => user.write('f', 'saved'));
    await expect(placeText(tree, 'f', 'new', seen)).rejects.toEqual(failsWith('local-exists'));
    expect(await user.read('f')).toBe('saved');
    expect(await trashed(the(), 'f')).toEqual(['old']);
    expect(await tree.stagedNames()).toEqual(['part']);
  });

  test('puts the old file back when the new one cannot get the name', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const seen = await fileAt(tree, 'f');
    before('link', () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    });
    await expect(placeText(tree, 'f', 'new', seen)).rejects.toEqual(failsWith('disk-full'));
    expect(await user.read('f')).toBe('old');
  });

  test('places nothing when the bytes cannot be brought to the disk', async () => {
    const { tree, trash, user, failing } = the();
    await user.write('f', 'old');
    const seen = await fileAt(tree, 'f');
    failing('sync', 'EIO');
    await expect(placeText(tree, 'f', 'new', seen)).rejects.toEqual(failsWith('local-io'));
    expect(await user.read('f')).toBe('old');
    expect(await trash.list()).toEqual([]);
  });

  test('works where there are no hard links, and still overwrites nothing', async () => {
    const { tree, user, failing } = the();
    failing('link', 'EPERM');
    await placeText(tree, 'f', 'one');
    await expect(placeText(tree, 'f', 'two')).rejects.toEqual(failsWith('local-exists'));
    const moved = await tree.move(await fileAt(tree, 'f'), 'g');
    expect(await user.read('g')).toBe('one');
    expect(await user.read('f')).toBeUndefined();
    await placeText(tree, 'g', 'three', moved);
    expect(await user.read('g')).toBe('three');
    expect(await tree.stagedNames()).toEqual([]);
  });

  test('goes through no symlink and stays inside the root', async () => {
    const { tree, user } = the();
    await user.symlink('link');
    await user.write('file', '');
    for (const path of [
      'link/x',
      'link',
      '../x',
      '/x',
      'a/../../x',
      'a//b',
      '.windlass/x',
      '.WINDLASS/x',
      'a\0b',
    ]) {
      const code = path === 'link' ? 'local-exists' : 'local-name';
      await expect(placeText(tree, path, 'x')).rejects.toEqual(failsWith(code));
    }
    await expect(placeText(tree, 'file/x', 'x')).rejects.toEqual(failsWith('local-exists'));
    await expect(tree.makeFolder('link/x')).rejects.toEqual(failsWith('local-name'));
    await expect(placeText(tree, 'n'.repeat(256), 'x')).rejects.toEqual(failsWith('local-name'));
  });

  test('never writes to a placed file through a temp name a crash left behind', async () => {
    const { tree, user, failing } = the();
    failing('unlink', 'EIO', '/part');
    await expect(placeText(tree, 'f', 'placed')).rejects.toEqual(failsWith('local-io'));
    expect(await user.read('f')).toBe('placed');
    const staged = await tree.stage('part');
    expect(await staged.size()).toBe(6);
    await staged.write(0, new TextEncoder().encode('OTHER!'));
    await staged.close();
    expect(await user.read('f')).toBe('placed');
  });
}

export function moving(the: () => World): void {
  test('renames a file, making the parents of its new name', async () => {
    const { tree, user } = the();
    await user.write('a/f', 'text');
    const file = await fileAt(tree, 'a/f');
    const moved = await tree.move(file, 'b/c/g');
    expect(moved.stamp).toMatchObject({ ino: file.stamp.ino, mtimeNs: file.stamp.mtimeNs });
    expect(await tree.stat('b/c/g')).toEqual(moved);
    expect(await user.read('a/f')).toBeUndefined();
    expect(await user.read('b/c/g')).toBe('text');
  });

  test('renames onto nothing that is there, and nothing that has changed', async () => {
    const { tree, user } = the();
    await user.write('f', 'one');
    await user.write('g', 'two');
    const file = await fileAt(tree, 'f');
    await expect(tree.move(file, 'g')).rejects.toEqual(failsWith('local-exists'));
    await user.write('f', 'edited');
    await expect(tree.move(file, 'h')).rejects.toEqual(failsWith('local-changed'));
    expect([await user.read('f'), await user.read('g'), await user.read('h')]).toEqual([
      'edited',
      'two',
      undefined,
    ]);
  });

  test('loses no file that is saved under the old name during the rename', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const file = await fileAt(tree, 'f');
    before('link', () => user.replace('f', 'saved'));
    await expect(tree.move(file, 'g')).rejects.toEqual(failsWith('local-changed'));
    expect(await user.read('f')).toBe('saved');
    expect(await user.read('g')).toBeUndefined();

    const saved = await fileAt(tree, 'f');
    before('lstat', () => user.replace('f', 'saved again'), '/g');
    await tree.move(saved, 'g');
    expect(await user.read('f')).toBe('saved again');
  });
}

export function removing(the: () => World): void {
  test('discards a file to the local trash', async () => {
    const { tree, user } = the();
    await user.write('d/f', 'text');
    await tree.discard(await fileAt(tree, 'd/f'));
    expect(await user.read('d/f')).toBeUndefined();
    expect(await trashed(the(), 'd/f')).toEqual(['text']);
  });

  test('discards nothing that changed, even at the last moment', async () => {
    const { tree, user, before } = the();
    await user.write('f', 'old');
    const seen = await fileAt(tree, 'f');
    before('rename', () => user.replace('f', 'edited'));
    await expect(tree.discard(seen)).rejects.toEqual(failsWith('local-changed'));
    expect(await user.read('f')).toBe('edited');
    await expect(tree.discard(seen)).rejects.toEqual(failsWith('local-changed'));
    await user.remove('f');
    await expect(tree.discard(seen)).rejects.toEqual(failsWith('local-missing'));
  });

  test('makes folders, and removes only empty ones', async () => {
    const { tree, user } = the();
    expect(await tree.makeFolder('a/b/')).toEqual({ kind: 'folder', id: 'a/b/', path: 'a/b/', empty: true });
    await user.write('a/b/f', '');
    expect(await tree.makeFolder('a/b')).toMatchObject({ empty: false });
    await expect(tree.removeFolder('a/b/')).rejects.toEqual(failsWith('local-not-empty'));
    await expect(tree.makeFolder('a/b/f')).rejects.toEqual(failsWith('local-exists'));
    await user.remove('a/b/f');
    await tree.removeFolder('a/b/');
    await tree.removeFolder('a/b/');
    expect((await scanAll(tree)).map(label)).toEqual(['a/ folder']);
  });
}

export function rooting(the: () => World): void {
  test('knows a root by its marker and tells another one apart', async () => {
    const { tree, user } = the();
    const bare = await tree.inspectRoot();
    expect(bare).toMatchObject({ state: 'present', pairId: undefined });
    expect(await scanAll(tree)).toEqual([]);
    await tree.writeMarker(PAIR);
    expect(await tree.inspectRoot()).toEqual({ ...bare, pairId: PAIR });
    await tree.writeMarker(PAIR);
    await user.replaceRoot();
    const replaced = await tree.inspectRoot();
    expect(replaced).toMatchObject({ state: 'present', pairId: undefined });
    expect(replaced).not.toMatchObject({ identity: (bare as { identity: string }).identity });
  });

  test('takes a marker that is not a UUID for none', async () => {
    const { tree, user } = the();
    await user.write('.windlass/pair-id', 'something else');
    expect(await tree.inspectRoot()).toMatchObject({ state: 'present', pairId: undefined });
  });

  test('tells a missing root from an unreadable one, and makes neither', async () => {
    const { tree, user, failing } = the();
    await user.unmount();
    expect(await tree.inspectRoot()).toEqual({ state: 'missing' });
    await expect(placeText(tree, 'f', '')).rejects.toEqual(failsWith('local-missing'));
    await expect(tree.makeFolder('a/b')).rejects.toEqual(failsWith('local-missing'));
    expect(await tree.inspectRoot()).toEqual({ state: 'missing' });
    failing('stat', 'EIO');
    expect(await tree.inspectRoot()).toMatchObject({ state: 'unreadable' });
  });
}
