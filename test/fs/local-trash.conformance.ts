import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failsWith } from './expect.ts';
import { scanAll } from './world.ts';
import type { MakeWorld, World } from './world.ts';

/** What ports/local-trash.ts promises, for any implementation. */
export function localTrashConformance(name: string, make: MakeWorld): void {
  describe(`local trash: ${name}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await make();
    });
    afterEach(() => world.close());

    const discard = (path: string): Promise<{ readonly trashedTo: string }> =>
      world.trash.discard(`${world.root}/${path}`, path);
    const contentOf = ({ trashedTo }: { readonly trashedTo: string }): Promise<string | undefined> =>
      world.user.read(trashedTo.slice(world.root.length + 1));

    test('keeps every file discarded under one name, the newest first', async () => {
      await world.user.write('d/f', 'one');
      await discard('d/f');
      await world.user.write('d/f', 'two');
      await discard('d/f');
      world.clock.advance(5);
      await world.user.write('d/f', 'three!');
      const last = await discard('d/f');
      const found = await world.trash.list();
      expect(found.map(({ path }) => path)).toEqual(['d/f', 'd/f', 'd/f']);
      expect(found[0]).toEqual({ path: 'd/f', ...last, trashedAtMs: world.clock.now(), size: 6 });
      expect(new Set(await Promise.all(found.map(contentOf)))).toEqual(new Set(['one', 'two', 'three!']));
      expect(await world.user.read('d/f')).toBeUndefined();
    });

    test('gives a file a second name, which outlasts the first and can be taken away again', async () => {
      await world.user.write('d/f', 'text');
      const first = await world.trash.keep(`${world.root}/d/f`, 'd/f');
      expect(await world.trash.list()).toMatchObject([{ path: 'd/f', trashedTo: first?.trashedTo, size: 4 }]);
      await first?.drop();
      expect(await world.trash.list()).toEqual([]);
      expect(await world.user.read('d/f')).toBe('text');
      const second = await world.trash.keep(`${world.root}/d/f`, 'd/f');
      await world.user.remove('d/f');
      expect(await contentOf({ trashedTo: second?.trashedTo ?? '' })).toBe('text');
      await expect(world.trash.keep(`${world.root}/d/f`, 'd/f')).rejects.toEqual(failsWith('local-missing'));
    });

    test('gives no second name where the file system has none, and leaves nothing behind', async () => {
      await world.user.write('f', 'text');
      world.failing('link', 'ENOTSUP');
      expect(await world.trash.keep(`${world.root}/f`, 'f')).toBeUndefined();
      expect(await world.trash.list()).toEqual([]);
    });

    test('gives a file back, under a name that is free, and is rid of it then', async () => {
      await world.user.write('d/f', 'one');
      const back = `${world.root}/d/f`;
      let inTrash = '';
      const told = (at: string): void => void (inTrash = at);
      const { trashedTo } = await world.trash.discard(back, 'd/f', told);
      expect(world.trash.locate(inTrash)).toBe(trashedTo);
      await world.user.write('d/f', 'two');
      await expect(world.trash.takeOut(inTrash, back)).rejects.toEqual(failsWith('local-exists'));
      await world.user.remove('d/f');
      await world.trash.takeOut(inTrash, back);
      expect(await world.user.read('d/f')).toBe('one');
      expect(await world.trash.list()).toEqual([]);
      await expect(world.trash.takeOut(inTrash, back)).rejects.toEqual(failsWith('local-missing'));
      for (const outside of [back, '../../d/f', ''])
        await expect(world.trash.takeOut(outside, `${back}2`)).rejects.toEqual(failsWith('local-missing'));
      expect(await world.user.read('d/f')).toBe('one');
    });

    test('takes an empty folder', async () => {
      await world.user.mkdir('a/empty');
      await discard('a/empty');
      expect(await world.trash.list()).toMatchObject([{ path: 'a/empty/', size: 0 }]);
      expect((await scanAll(world.tree)).map(({ path }) => path)).toEqual(['a/']);
    });

    test('purges what is older than a moment, and only that', async () => {
      expect(await world.trash.list()).toEqual([]);
      expect(await world.trash.purge(world.clock.now() + 1)).toBe(0);
      await world.user.write('d/old', '');
      await discard('d/old');
      world.clock.advance(1000);
      await world.user.write('new', '');
      await discard('new');
      expect(await world.trash.purge(world.clock.now())).toBe(1);
      expect((await world.trash.list()).map(({ path }) => path)).toEqual(['new']);
    });

    test('rejects what is not there', async () => {
      await expect(discard('nothing')).rejects.toEqual(failsWith('local-missing'));
      expect(await world.trash.list()).toEqual([]);
    });

    test('copies, checks and then removes where the trash is on another file system', async () => {
      await world.user.write('f', 'text');
      await world.user.mkdir('empty');
      world.failing('rename', 'EXDEV');
      const moved = await discard('f');
      await discard('empty');
      expect(await contentOf(moved)).toBe('text');
      expect(await scanAll(world.tree)).toEqual([]);
      expect((await world.trash.list()).map(({ path }) => path).sort()).toEqual(['empty/', 'f']);
    });

    test('removes nothing that changed while it was copied', async () => {
      await world.user.write('f', 'text');
      world.failing('rename', 'EXDEV');
      world.before('setMtime', () => world.user.write('f', 'edited'));
      await expect(discard('f')).rejects.toEqual(failsWith('local-changed'));
      expect(await world.user.read('f')).toBe('edited');
      expect((await world.trash.list()).filter(({ size }) => size > 0)).toEqual([]);
    });
  });
}
