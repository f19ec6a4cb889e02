import { expect, test } from 'vitest';
import { compareUtf8 } from '../../sync-engine/core/path.ts';
import { failsWith, label, PAIR } from './expect.ts';
import { fileAt, IGNORE_NOTHING, scanAll } from './world.ts';
import type { World } from './world.ts';

export function scanning(the: () => World): void {
  test('lists in byte order of identity, a folder counting as its name and a slash', async () => {
    const { tree, user } = the();
    for (const path of ['a0', 'a/x', 'a!', 'b', 'é', '\u{1F600}', '\uFB01']) await user.write(path, '1');
    const entries = await scanAll(tree);
    expect(entries.map(({ path }) => path)).toEqual([
      'a!',
      'a/',
      'a/x',
      'a0',
      'b',
      'é',
      '\uFB01',
      '\u{1F600}',
    ]);
    expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).sort(compareUtf8));
  });

  test('lists each of many files once, in batches', async () => {
    const { tree, user } = the();
    const names = Array.from({ length: 2500 }, (_, at) => `f${String(at).padStart(5, '0')}`);
    for (const path of names) await user.write(`many/${path}`, '');
    await user.write('zz', '');
    let batches = 0;
    const paths: string[] = [];
    for await (const batch of tree.scan(IGNORE_NOTHING)) {
      batches += 1;
      paths.push(...batch.map(({ path }) => path));
    }
    expect(paths).toEqual(['many/', ...names.map((path) => `many/${path}`), 'zz']);
    expect(batches).toBeGreaterThan(1);
  });

  test('calls a folder empty only when it holds nothing at all', async () => {
    const { tree, user } = the();
    await user.mkdir('bare');
    await user.write('junk/.DS_Store', '');
    const ignored = (path: string): boolean => path.endsWith('.DS_Store');
    expect(await scanAll(tree, { ignored })).toEqual([
      { kind: 'folder', id: 'bare/', path: 'bare/', empty: true },
      { kind: 'folder', id: 'junk/', path: 'junk/', empty: false },
    ]);
  });

  test('does not enter ignored folders, and never shows .windlass', async () => {
    const { tree, user } = the();
    await tree.writeMarker(PAIR);
    await user.write('skip/inside', '');
    await user.write('keep/.windlass/x', '');
    const asked: string[] = [];
    const ignored = (path: string): boolean => {
      asked.push(path);
      return path === 'skip/';
    };
    const paths = (await scanAll(tree, { ignored })).map(({ path }) => path);
    expect(paths).toEqual(['keep/', 'keep/.windlass/', 'keep/.windlass/x']);
    expect(asked).not.toContain('skip/inside');
  });

  test('blocks symlinks and follows none', async () => {
    const { tree, user } = the();
    await user.symlink('link');
    await user.write('plain', '');
    expect((await scanAll(tree)).map(label)).toEqual(['link symlink', 'plain file']);
    expect(await tree.stat('link')).toMatchObject({ kind: 'blocked', reason: 'symlink' });
  });

  test('keeps the first spelling of a name and blocks the second', async () => {
    const { tree, user } = the();
    // NFC U+00E9 is C3 A9, NFD starts with 'e': the decomposed one comes first.
    await user.write('\u00E9', 'nfc');
    if ((await user.read('e\u0301')) !== undefined) return; // a disk that has them as one file
    await user.write('e\u0301', 'nfd');
    expect((await scanAll(tree)).map(label).sort()).toEqual(['e\u0301 file', '\u00E9 name-clash']);
    expect(await tree.stat('\u00E9')).toMatchObject({ kind: 'blocked', reason: 'name-clash' });
    expect(await tree.stat('e\u0301')).toMatchObject({ kind: 'file', id: '\u00E9' });
  });

  test('reports a folder that cannot be listed as unseen and goes on', async () => {
    const { tree, user, failing } = the();
    await user.write('a', '');
    await user.write('locked/inside', '');
    await user.write('z', '');
    failing('list', 'EACCES', '/locked');
    expect((await scanAll(tree)).map(label)).toEqual(['a file', 'locked/ unseen', 'z file']);
  });

  test('reports a folder whose files cannot be looked at as unseen', async () => {
    const { tree, user, failing } = the();
    await user.write('locked/inside', '');
    await user.write('z', '');
    failing('lstatAll', 'EACCES', '/locked');
    expect((await scanAll(tree)).map(label)).toEqual(['locked/ unseen', 'z file']);
  });

  test('rejects when the root cannot be listed or is not there', async () => {
    const { tree, user, failing } = the();
    await user.unmount();
    await expect(scanAll(tree)).rejects.toEqual(failsWith('root-missing'));
    failing('stat', 'EACCES');
    await expect(scanAll(tree)).rejects.toEqual(failsWith('local-denied'));
  });

  test('rejects when the root goes away during the scan, instead of calling the rest deleted', async () => {
    const { tree, user, before } = the();
    await user.write('a/one', '');
    await user.write('b/two', '');
    before('list', () => user.replaceRoot(), '/a');
    await expect(scanAll(tree)).rejects.toEqual(failsWith('root-missing'));
  });

  test('rejects when another root takes its place during the scan, alike but empty', async () => {
    const { tree, user, before } = the();
    await user.write('a/one', '');
    const swap = async (): Promise<void> => {
      await user.replaceRoot();
      await user.mkdir('a');
    };
    before('list', swap, '/a');
    await expect(scanAll(tree)).rejects.toEqual(failsWith('root-missing'));
  });

  test('skips a file that vanishes between the listing and the look at it', async () => {
    const { tree, user, before } = the();
    await user.write('here', '');
    await user.write('gone', '');
    before('lstatAll', () => user.remove('gone'));
    expect((await scanAll(tree)).map(label)).toEqual(['here file']);
  });

  test('lists one folder alone', async () => {
    const { tree, user } = the();
    await user.write('a/b/c', '');
    await user.write('a/d', '');
    await user.write('e', '');
    const under = async (folder: string): Promise<string[]> =>
      (await scanAll(tree, { ...IGNORE_NOTHING, under: folder })).map(label);
    expect(await under('a/b/')).toEqual(['a/b/ folder', 'a/b/c file']);
    expect(await under('nothing/')).toEqual([]);
    expect(await under('e/')).toEqual(['e file']);
  });

  test('stops when it is cancelled', async () => {
    const { tree, user } = the();
    await user.write('a/b', '');
    const signal = AbortSignal.abort();
    await expect(scanAll(tree, { ...IGNORE_NOTHING, signal })).rejects.toEqual(failsWith('aborted'));
  });

  test('stats each entry as the scan yields it', async () => {
    const { tree, user } = the();
    await user.write('a/b', 'text');
    await user.mkdir('a/empty');
    await user.symlink('link');
    for (const entry of await scanAll(tree))
      expect(await tree.stat(entry.path.replace(/\/$/, ''))).toEqual(entry);
    expect(await tree.stat('nothing')).toBeUndefined();
    expect(await tree.stat('a/b/below-a-file')).toBeUndefined();
  });
}

export function reading(the: () => World): void {
  const SHA = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

  test('reads, hashes and verifies an unchanged file', async () => {
    const { tree, user } = the();
    await user.write('f', 'hello');
    const file = await fileAt(tree, 'f');
    const progress: number[] = [];
    expect(new TextDecoder().decode(await tree.readAll(file))).toBe('hello');
    expect(await tree.hash(file, { onProgress: (bytes) => progress.push(bytes) })).toBe(SHA);
    expect(progress).toEqual([5]);
    await expect(tree.verify(file)).resolves.toBeUndefined();
    const chunks: string[] = [];
    for await (const chunk of tree.read(file, { start: 1, end: 3 }))
      chunks.push(new TextDecoder().decode(chunk));
    expect(chunks.join('')).toBe('ell');
  });

  test('rejects a file that is not what the plan saw', async () => {
    const { tree, user } = the();
    await user.write('f', 'hello');
    const file = await fileAt(tree, 'f');
    await user.replace('f', 'HELLO');
    await expect(tree.readAll(file)).rejects.toEqual(failsWith('local-changed'));
    await expect(tree.hash(file)).rejects.toEqual(failsWith('local-changed'));
    await expect(tree.verify(file)).rejects.toEqual(failsWith('local-changed'));
    await expect(tree.read(file, { start: 0, end: 4 })[Symbol.asyncIterator]().next()).rejects.toEqual(
      failsWith('local-changed'),
    );
    await user.remove('f');
    await expect(tree.readAll(file)).rejects.toEqual(failsWith('local-missing'));
    await expect(tree.verify(file)).rejects.toEqual(failsWith('local-missing'));
  });

  for (const [how, edit] of [
    ['edited in place', (world: World) => world.user.write('f', 'HELLO')],
    ['replaced', (world: World) => world.user.replace('f', 'HELLO')],
    ['cut short', (world: World) => world.user.write('f', 'h')],
  ] as const) {
    test(`rejects a file that is ${how} while it is read`, async () => {
      const world = the();
      await world.user.write('f', 'hello');
      const file = await fileAt(world.tree, 'f');
      world.before('read', () => edit(world));
      await expect(world.tree.readAll(file)).rejects.toEqual(failsWith('local-changed'));
      await world.user.write('f', 'again');
      const again = await fileAt(world.tree, 'f');
      world.before('read', () => edit(world));
      await expect(world.tree.hash(again)).rejects.toEqual(failsWith('local-changed'));
    });
  }

  test('does not read through a symlink that took the place of a file or of a folder above it', async () => {
    const { tree, user } = the();
    await user.write('d/f', 'hello');
    const file = await fileAt(tree, 'd/f');
    await user.remove('d/f');
    await user.symlink('d/f');
    await expect(tree.readAll(file)).rejects.toEqual(failsWith('local-changed'));
    await user.remove('d');
    await user.symlink('d');
    await expect(tree.readAll(file)).rejects.toEqual(failsWith('local-name'));
    await expect(tree.stat('d/f')).rejects.toEqual(failsWith('local-name'));
  });

  test('stops hashing when it is cancelled', async () => {
    const { tree, user } = the();
    await user.write('f', 'hello');
    const file = await fileAt(tree, 'f');
    await expect(tree.hash(file, { signal: AbortSignal.abort() })).rejects.toEqual(failsWith('aborted'));
  });
}
