import { expect, test } from 'vitest';
import {
  createMemoryTree,
  MACOS_TRAITS,
  WINDOWS_TRAITS,
} from '../../sync-engine/adapters/memory/memory-local-tree.ts';
import type { MemoryTree, MemoryTreeOptions } from '../../sync-engine/adapters/memory/memory-local-tree.ts';
import { createMemoryWatcher } from '../../sync-engine/adapters/memory/memory-watcher.ts';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { failsWith, label } from './expect.ts';
import { fileAt, placeText, scanAll } from './world.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (tree: MemoryTree, path: string): string => new TextDecoder().decode(tree.userRead(path));

function make(options: Partial<MemoryTreeOptions> = {}): MemoryTree {
  return createMemoryTree({ clock: createVirtualClock(0), random: createSeededRandom(1), ...options });
}

/** Lets everything that is due run: a macrotask comes after all microtasks. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Replaces `old` by `new`, with the fault before disk call number `at`; `finished` when there were not as many. */
async function replaceWith(
  fault: 'crash' | 'losePower',
  at: number,
): Promise<{ readonly finished: boolean; readonly after: MemoryTree; readonly contents: readonly string[] }> {
  let calls = 0;
  let next: MemoryTree | undefined;
  const tree = make({
    before: () => {
      if (calls === at) next = tree[fault]();
      calls += 1;
    },
  });
  tree.userWrite('d/f', bytes('old'));
  const replace = async (): Promise<true> => {
    await placeText(tree, 'd/f', 'new', await fileAt(tree, 'd/f'));
    return true;
  };
  const finished = (await Promise.race([replace(), settle()])) === true;
  const after = next ?? tree[fault]();
  const seen = (): readonly string[] =>
    [...after.snapshot().values(), ...after.trashSnapshot().values()]
      .filter((content) => content !== undefined)
      .map((content) => new TextDecoder().decode(content))
      .toSorted((a, b) => a.localeCompare(b));
  const contents = seen();
  await settle();
  expect(seen()).toEqual(contents);
  return { finished, after, contents };
}

for (const fault of ['crash', 'losePower'] as const) {
  test(`a replacement cut off by ${fault} before any of its disk calls loses neither version`, async () => {
    let run = await replaceWith(fault, 0);
    let runs = 1;
    for (; !run.finished; runs += 1) {
      expect(run.contents).toContain('old');
      run = await replaceWith(fault, runs);
    }
    expect(runs).toBeGreaterThan(15);
    expect(text(run.after, 'd/f')).toBe('new');
    expect(run.contents).toEqual(['new', 'old']);
  });
}

test('unsynced bytes and names do not survive a power cut, what users saved does', async () => {
  const tree = make();
  tree.userWrite('a/saved', bytes('kept'));
  const staged = await tree.stage('part');
  await staged.write(0, bytes('lost'));
  await tree.makeFolder('made');
  const after = tree.losePower();
  expect(text(after, 'a/saved')).toBe('kept');
  expect([...after.snapshot().keys()].sort()).toEqual(['a/', 'a/saved', 'made/']);
  expect(await (await after.stage('part')).size()).toBe(0);
});

test('on a macOS-like disk one file answers to every case, and renames to another case work', async () => {
  const tree = make({ traits: MACOS_TRAITS });
  tree.userWrite('Read Me', bytes('x'));
  expect(await tree.stat('READ ME')).toMatchObject({ id: 'read me', path: 'Read Me' });
  await expect(placeText(tree, 'read me', 'y')).rejects.toEqual(failsWith('local-exists'));
  const moved = await tree.move(await fileAt(tree, 'Read Me'), 'README');
  const again = await tree.move(moved, 'ReadMe');
  expect((await scanAll(tree)).map(label)).toEqual(['ReadMe file']);
  const spelled = await tree.move(again, 'README');
  expect(spelled.path).toBe('README');
  expect([...tree.snapshot().keys()]).toEqual(['README']);
});

test('on a Windows-like disk illegal, reserved and trailing names are refused', async () => {
  const tree = make({ traits: WINDOWS_TRAITS });
  for (const name of ['a:b', 'con', 'NUL.txt', 'dot.', 'space ', 'back\\slash']) {
    await expect(placeText(tree, name, '')).rejects.toEqual(failsWith('local-name'));
    expect(() => tree.userWrite(name, bytes(''))).toThrow('EINVAL');
  }
});

test('the same seed and steps give the same stamps', async () => {
  const run = async (): Promise<unknown> => {
    const tree = make();
    tree.userWrite('a/b', bytes('1'));
    tree.userTouch('a/b', 5n);
    await placeText(tree, 'c', 'text');
    return scanAll(tree);
  };
  expect(await run()).toEqual(await run());
});

test('a touch changes the stamp and not the content', async () => {
  const tree = make();
  tree.userWrite('f', bytes('same'));
  const seen = await fileAt(tree, 'f');
  tree.userTouch('f');
  await expect(tree.verify(seen)).rejects.toEqual(failsWith('local-changed'));
  expect(text(tree, 'f')).toBe('same');
});

test('a folder that was denied is unseen until it is allowed again', async () => {
  const tree = make();
  tree.userWrite('d/f', bytes(''));
  tree.userDeny('d', true);
  expect((await scanAll(tree)).map(label)).toEqual(['d/ unseen']);
  tree.userDeny('d', false);
  expect((await scanAll(tree)).map(label)).toEqual(['d/ folder', 'd/f file']);
});

test('an unmounted root comes back as it was', async () => {
  const tree = make();
  tree.userWrite('d/f', bytes('x'));
  const before = await scanAll(tree);
  const identity = await tree.inspectRoot();
  tree.unmount();
  expect(await tree.inspectRoot()).toEqual({ state: 'missing' });
  tree.mount();
  expect(await tree.inspectRoot()).toEqual(identity);
  expect(await scanAll(tree)).toEqual(before);
});

test('a watcher tells of changes, or loses them as the simulation wants', async () => {
  const tree = make();
  const told: string[] = [];
  const listener = {
    changed: (path: string) => void told.push(path),
    overflow: (reason: string) => void told.push(`overflow: ${reason}`),
  };
  const watcher = createMemoryWatcher({
    tree,
    fate: (path) => (path === 'lost' ? 'drop' : path === 'many' ? 'overflow' : 'deliver'),
  });
  const watching = await watcher.watch(tree.root, listener);
  tree.userWrite('a', bytes(''));
  tree.userWrite('lost', bytes(''));
  tree.userWrite('many', bytes(''));
  await tree.writeMarker('7e0f6a0e-3c43-4f5e-9d5b-2f5d0a3b1c11');
  tree.userDelete('a');
  await settle();
  expect(told).toEqual(['a', 'overflow: events were lost', 'a']);
  await watching.close();
  tree.userWrite('b', bytes(''));
  await settle();
  expect(told).toHaveLength(3);
});
