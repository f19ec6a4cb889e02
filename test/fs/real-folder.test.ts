import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { assert, asyncProperty, bigInt, oneof } from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFolderTrash } from '../../sync-engine/adapters/fs/folder-trash.ts';
import { createFsTree } from '../../sync-engine/adapters/fs/fs-tree.ts';
import { microseconds } from '../../sync-engine/adapters/fs/mtime.ts';
import { nodeDisk } from '../../sync-engine/adapters/fs/node-disk.ts';
import { detectTraits } from '../../sync-engine/adapters/fs/traits.ts';
import { createMemoryDisk } from '../../sync-engine/adapters/memory/memory-disk.ts';
import { MACOS_TRAITS } from '../../sync-engine/adapters/memory/memory-local-tree.ts';
import { openMemoryDisk } from '../../sync-engine/adapters/memory/memory-process.ts';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import type { LocalTree } from '../../sync-engine/ports/local-tree.ts';
import { failsWith, label } from './expect.ts';
import { can, needs } from './requires.ts';
import { fileAt, placeText, realWorld, scanAll, SILENT, until } from './world.ts';
import type { World } from './world.ts';
import { diskFolder } from '../tools/temporary-files.ts';

const asRoot = process.getuid?.() === 0;
const canMount = asRoot && can('unshare', '-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt');

let world: World;
const at = (relative: string): string => path.join(world.root, relative);
beforeEach(async () => {
  world = await realWorld();
});
afterEach(() => world.close());

describe('names and kinds', () => {
  test('blocks names that are not UTF-8, showing their bytes, and takes a real U+FFFD for what it is', async () => {
    await fs.writeFile(Buffer.concat([Buffer.from(at('bad-')), Buffer.from([0xff, 0xe9])]), '');
    await fs.writeFile(at('good-\uFFFD'), '');
    expect((await scanAll(world.tree)).map(label)).toEqual([
      'bad-\\xff\\xe9 name-not-utf8',
      'good-\uFFFD file',
    ]);
  });

  test('blocks pipes, and does not wait on one that took the place of a file', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await fs.writeFile(at('f'), 'text');
    expect((await scanAll(world.tree)).map(label)).toEqual(['f file', 'pipe special-file']);
    const file = await fileAt(world.tree, 'f');
    await fs.rename(at('pipe'), at('f'));
    await expect(world.tree.readAll(file)).rejects.toEqual(failsWith('local-changed'));
  });

  test('treats two cases of a name as a clash where it is told that the disk does not tell them apart', async () => {
    const insensitive = await realWorld(MACOS_TRAITS);
    try {
      for (const name of ['a', 'A', 'b/x']) await insensitive.user.write(name, '');
      await insensitive.user.write('B/y', '');
      const found = (await scanAll(insensitive.tree)).map(label);
      expect(found).toEqual(['a name-clash', 'A file', 'b/ name-clash', 'B/ folder', 'B/y file']);
    } finally {
      await insensitive.close();
    }
  });
});

describe('times', () => {
  test('are read to the nanosecond', async () => {
    await fs.writeFile(at('f'), '');
    execFileSync('touch', ['-d', '@1700000000.123456789', at('f')]);
    expect((await fileAt(world.tree, 'f')).stamp.mtimeNs).toBe(1_700_000_000_123_456_789n);
  });

  test('are set to the microsecond, from 1902 to 2106', async () => {
    await fs.writeFile(at('f'), '');
    const handle = await nodeDisk.open(at('f'), 'keep');
    const time = bigInt({ min: -2_145_000_000_000_000_000n, max: 4_294_000_000_000_000_000n });
    const near = bigInt({ min: -3_000_000_000n, max: 3_000_000_000n });
    try {
      await assert(
        asyncProperty(
          oneof(
            time,
            near,
            near.map((ns) => ns + 482_196_050_000_000_000n),
          ),
          async (ns) => {
            await handle.setMtime(ns);
            const { mtimeNs } = await nodeDisk.lstat(at('f'));
            expect(microseconds(mtimeNs)).toBe(microseconds(ns));
          },
        ),
        { numRuns: 3000 },
      );
    } finally {
      await handle.close();
    }
  });
});

test('an edit that keeps size, time and inode is still seen, by the ctime', async () => {
  const save = async (text: string): Promise<void> => {
    await fs.writeFile(at('f'), text);
    await fs.utimes(at('f'), 1000, 1000);
  };
  await save('old');
  const seen = await fileAt(world.tree, 'f');
  // The kernel's clock ticks every few milliseconds: the second save must fall into another tick.
  await until(async () => {
    await save('new');
    return (await fileAt(world.tree, 'f')).stamp.ctimeNs !== seen.stamp.ctimeNs;
  });
  expect((await fileAt(world.tree, 'f')).stamp).toMatchObject({
    ino: seen.stamp.ino,
    mtimeNs: seen.stamp.mtimeNs,
  });
  await expect(world.tree.discard(seen)).rejects.toEqual(failsWith('local-changed'));
  await expect(placeText(world.tree, 'f', 'theirs', seen)).rejects.toEqual(failsWith('local-changed'));
  expect(await world.user.read('f')).toBe('new');
});

describe('permissions', () => {
  test('of a replaced file are kept, but for set-user-id', async () => {
    await fs.writeFile(at('run.sh'), 'old');
    await fs.chmod(at('run.sh'), 0o4750);
    await placeText(world.tree, 'run.sh', 'new', await fileAt(world.tree, 'run.sh'));
    expect((await fs.stat(at('run.sh'))).mode & 0o7777).toBe(0o750);
  });

  test('that are missing make a folder unseen, a file local-denied, and spare the rest', async () => {
    await world.user.write('locked/f', '');
    await world.user.write('peek/f', '');
    await world.user.write('secret', 'x');
    await world.user.write('z', '');
    const secret = await fileAt(world.tree, 'secret');
    await fs.chmod(path.dirname(world.root), 0o755);
    await fs.chmod(at('secret'), 0);
    await fs.chmod(at('peek'), 0o744);
    await fs.chmod(at('locked'), 0);
    const changed = { ...secret, stamp: (await fileAt(world.tree, 'secret')).stamp };
    // Permissions do not bind root: be somebody else for a moment.
    if (asRoot) {
      await fs.chown(at('peek'), 65_534, 65_534);
      process.seteuid?.(65_534);
    }
    try {
      expect((await scanAll(world.tree)).map(label)).toEqual([
        'locked/ unseen',
        ...(asRoot ? ['peek/ folder', 'peek/f file'] : ['peek/ unseen']),
        'secret file',
        'z file',
      ]);
      await expect(world.tree.readAll(changed)).rejects.toEqual(failsWith('local-denied'));
    } finally {
      if (asRoot) process.seteuid?.(0);
      for (const name of ['locked', 'peek', 'secret']) await fs.chmod(at(name), 0o755);
    }
  });
});

describe('a disk of its own', () => {
  let mount: string;

  async function withTmpfs(size: string, use: (tree: LocalTree) => Promise<void>): Promise<void> {
    mount = await fs.mkdtemp(path.join(diskFolder(), 'windlass-tmpfs-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', mount]);
    try {
      const random = createSeededRandom(1);
      const clock = createVirtualClock(0);
      const trash = createFolderTrash({ folder: path.join(world.root, '.windlass/trash'), clock, random });
      await use(await createFsTree({ root: mount, trash, random, log: SILENT }));
    } finally {
      execFileSync('umount', [mount]);
      await fs.rm(mount, { recursive: true });
    }
  }

  test('that is full gives disk-full, and leaves what was there', async (context) => {
    needs(context, canMount, 'permission to mount a tmpfs');
    await withTmpfs('64k', async (tree) => {
      await fs.writeFile(path.join(mount, 'f'), 'old');
      const staged = await tree.stage('part');
      await expect(staged.write(0, new Uint8Array(1024 * 1024))).rejects.toEqual(failsWith('disk-full'));
      await staged.close();
      await tree.dropStaged('part');
      expect(await fs.readFile(path.join(mount, 'f'), 'utf8')).toBe('old');
      await placeText(tree, 'g', 'fits again');
    });
  });

  test('sends what it discards to a trash on another one by a checked copy', async (context) => {
    needs(context, canMount, 'permission to mount a tmpfs');
    await withTmpfs('1m', async (tree) => {
      await fs.writeFile(path.join(mount, 'f'), 'text');
      await fs.utimes(path.join(mount, 'f'), 1000, 1000);
      const { trashedTo } = await tree.discard(await fileAt(tree, 'f'));
      expect(await fs.readFile(trashedTo, 'utf8')).toBe('text');
      expect((await fs.stat(trashedTo)).mtimeMs).toBe(1_000_000);
      expect(await tree.stat('f')).toBeUndefined();
    });
  });
});

describe('traits', () => {
  test('are found out from a name in the root, without writing to it', async () => {
    const linux = process.platform === 'linux';
    expect(await detectTraits(nodeDisk, world.root)).toMatchObject({
      windowsNames: process.platform === 'win32',
    });
    await fs.writeFile(at('Some Name'), '');
    expect((await detectTraits(nodeDisk, world.root)).caseSensitive).toBe(linux);
    expect(await fs.readdir(world.root)).toEqual(['Some Name']);

    const disk = createMemoryDisk(createVirtualClock(0), MACOS_TRAITS);
    const insensitive = openMemoryDisk(disk);
    await insensitive.mkdir('/pair');
    await insensitive.mkdir('/pair/.windlass');
    expect((await detectTraits(insensitive, '/pair')).caseSensitive).toBe(false);
  });
});

test('reads a range over several chunks exactly', async () => {
  const bytes = Buffer.alloc(3 * 1024 * 1024 + 17);
  for (let index = 0; index < bytes.length; index += 4099) bytes[index] = index % 251;
  await fs.writeFile(at('big'), bytes);
  const chunks: Uint8Array[] = [];
  const range = { start: 1000, end: bytes.length - 2 };
  for await (const chunk of world.tree.read(await fileAt(world.tree, 'big'), range)) chunks.push(chunk);
  expect(Buffer.concat(chunks).equals(bytes.subarray(1000, -1))).toBe(true);
});
