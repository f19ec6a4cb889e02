import { expect, test } from 'vitest';
import { failsWith } from './expect.ts';
import { fileAt, trashed } from './world.ts';
import type { World } from './world.ts';

const ALSO = { alsoToSystem: true };

/** A system's trash that takes nothing; what it was asked for is in the list. */
function notingSystemTrash({ withSystemTrash }: World): readonly string[] {
  const asked: string[] = [];
  withSystemTrash((path) => {
    asked.push(path);
    return Promise.resolve();
  });
  return asked;
}

/** Discards that the system's trash gets as well. */
export function systemTrashing(the: () => World): void {
  test("hands a file to the system's trash under its own name, with a second one in the local trash", async () => {
    const { tree, user, withSystemTrash } = the();
    const taken: string[] = [];
    withSystemTrash(async (path) => {
      expect(await trashed(the(), path)).toEqual(['text']);
      taken.push(path);
      await user.remove(path);
    });
    await user.write('d/f', 'text');
    await tree.discard(await fileAt(tree, 'd/f'), ALSO);
    expect(taken).toEqual(['d/f']);
    expect(await tree.stat('d/f')).toBeUndefined();
    expect(await trashed(the(), 'd/f')).toEqual(['text']);
  });

  test("hands over only what the caller says, and nothing where there is no system's trash", async () => {
    const { tree, user } = the();
    await user.write('f', 'one');
    await tree.discard(await fileAt(tree, 'f'), ALSO);
    const asked = notingSystemTrash(the());
    await user.write('g', 'two');
    await tree.discard(await fileAt(tree, 'g'));
    expect(asked).toEqual([]);
    expect([await trashed(the(), 'f'), await trashed(the(), 'g')]).toEqual([['one'], ['two']]);
  });

  test("uses the local trash alone for what the system's refuses, or says it took and did not", async () => {
    const { tree, user, withSystemTrash, trash } = the();
    withSystemTrash((path) =>
      path === 'f' ? Promise.reject(new Error('no trash here')) : Promise.resolve(),
    );
    for (const name of ['f', 'g']) {
      await user.write(name, name);
      await tree.discard(await fileAt(tree, name), ALSO);
      expect(await tree.stat(name)).toBeUndefined();
      expect(await trashed(the(), name)).toEqual([name]);
    }
    expect(await trash.list()).toHaveLength(2);
  });

  test("does without the system's trash where a file cannot have two names", async () => {
    const { tree, user, failing, trash } = the();
    const asked = notingSystemTrash(the());
    failing('link', 'EPERM');
    await user.write('f', 'text');
    await tree.discard(await fileAt(tree, 'f'), ALSO);
    expect(asked).toEqual([]);
    expect(await trashed(the(), 'f')).toEqual(['text']);
    expect(await trash.list()).toHaveLength(1);
  });

  test('hands over nothing that changed, even at the last moment', async () => {
    const { tree, user, before } = the();
    const asked = notingSystemTrash(the());
    await user.write('f', 'old');
    const seen = await fileAt(tree, 'f');
    before('link', () => user.replace('f', 'edited'));
    await expect(tree.discard(seen, ALSO)).rejects.toEqual(failsWith('local-changed'));
    expect(asked).toEqual([]);
    expect(await user.read('f')).toBe('edited');
  });

  test("leaves alone what was saved while the system's trash took the file", async () => {
    const { tree, user, withSystemTrash } = the();
    withSystemTrash(async (path) => {
      await user.remove(path);
      await user.write(path, 'saved');
    });
    await user.write('f', 'old');
    await tree.discard(await fileAt(tree, 'f'), ALSO);
    expect(await user.read('f')).toBe('saved');
    expect(await trashed(the(), 'f')).toEqual(['old']);
  });
}
