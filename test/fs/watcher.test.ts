import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { overflowReason } from '../../sync-engine/adapters/watcher/overflow-reason.ts';
import { failsWith } from './expect.ts';
import { can, needs } from './requires.ts';
import { watchScene } from './watch-scene.ts';
import { WATCHERS } from './watchers.ts';
import { PATIENCE_MS } from '../tools/patience.ts';
import { until } from './world.ts';

const script = path.join(import.meta.dirname, 'watch-and-report.ts');
const run = promisify(execFile);

describe.each(WATCHERS)('watching a real folder by %s', (name, watcher) => {
  const scene = watchScene(watcher);
  const { at, watch, told, changed, overflows } = scene;

  test('tells of files made, changed, renamed and deleted from the moment it is ready', async () => {
    await fs.mkdir(at('d'));
    await fs.writeFile(at('d/old'), '1');
    await watch();
    await fs.writeFile(at('d/new~'), '1');
    await told('d/new~');
    await fs.appendFile(at('d/old'), '2');
    await told('d/old');
    await fs.rename(at('d/old'), at('renamed'));
    await told('d/old', 'renamed');
    await fs.rm(at('renamed'));
    await told('renamed');
    expect(overflows).toEqual([]);
  });

  test('tells of files in folders made after it started, and of a renamed folder under both names', async () => {
    await watch();
    await fs.mkdir(at('a/b'), { recursive: true });
    await fs.writeFile(at('a/b/f'), '');
    await told('a', 'a/b', 'a/b/f');
    await fs.rename(at('a'), at('z'));
    await told('a', 'z', 'z/b', 'z/b/f');
    await fs.writeFile(at('z/b/g'), '');
    await told('z/b/g');
    expect(overflows).toEqual([]);
  });

  test('misses none of 500 files made at once in new folders', async () => {
    await watch();
    const names = Array.from({ length: 500 }, (_, index) => `burst${index % 5}/f${index}`);
    for (const folder of [0, 1, 2, 3, 4]) await fs.mkdir(at(`burst${folder}`));
    await Promise.all(names.map((name) => fs.writeFile(at(name), name)));
    await told(...names);
    expect(overflows).toEqual([]);
  });

  test('tells of what is in a folder that is moved in, and of what changes in it from then on', async () => {
    const outside = path.join(scene.home, 'outside');
    await fs.mkdir(path.join(outside, 'sub/deep'), { recursive: true });
    await fs.writeFile(path.join(outside, 'sub/deep/f'), '');
    await watch();
    await fs.rename(outside, at('in'));
    await told('in', 'in/sub', 'in/sub/deep', 'in/sub/deep/f');
    await fs.writeFile(at('in/sub/deep/g'), '');
    await told('in/sub/deep/g');
    expect(overflows).toEqual([]);
  });

  test('tells of a folder that is moved out, and of nothing that changes in it from then on', async () => {
    await fs.mkdir(at('d/sub'), { recursive: true });
    await watch();
    await fs.rename(at('d'), path.join(scene.home, 'out'));
    await told('d');
    await fs.writeFile(path.join(scene.home, 'out/sub/f'), '');
    await fs.writeFile(at('after'), '');
    await told('after');
    expect([...changed].filter((relative) => relative.endsWith('f'))).toEqual([]);
  });

  test('tells of files in a folder that was deleted and made again, however often and fast', async () => {
    await watch();
    for (let round = 0; round < 50; round += 1) {
      await fs.mkdir(at('d/sub'), { recursive: true });
      await fs.writeFile(at('d/sub/f'), String(round));
      await fs.rm(at('d'), { recursive: true });
    }
    await fs.mkdir(at('d/sub'), { recursive: true });
    await fs.writeFile(at('d/sub/last'), '');
    await told('d', 'd/sub', 'd/sub/last');
    await fs.writeFile(at('d/sub/later'), '');
    await told('d/sub/later');
    expect(overflows).toEqual([]);
  });

  test('tells of files in folders that swap their names', async () => {
    await fs.mkdir(at('a/of-a'), { recursive: true });
    await fs.mkdir(at('b/of-b'), { recursive: true });
    await watch();
    await fs.rename(at('a'), at('c'));
    await fs.rename(at('b'), at('a'));
    await fs.rename(at('c'), at('b'));
    await told('a', 'b', 'a/of-b', 'b/of-a');
    await fs.writeFile(at('a/of-b/f'), '');
    await fs.writeFile(at('b/of-a/f'), '');
    await told('a/of-b/f', 'b/of-a/f');
    expect(overflows).toEqual([]);
  });

  test('tells nothing below .windlass, but of a folder of that name further down', async () => {
    await watch();
    await fs.mkdir(at('.windlass/tmp'), { recursive: true });
    await fs.writeFile(at('.windlass/tmp/part'), '');
    await fs.mkdir(at('d/.windlass'), { recursive: true });
    await fs.writeFile(at('d/.windlass/f'), '');
    await until(() => changed.has('d/.windlass/f'));
    expect([...changed].filter((relative) => relative.startsWith('.windlass'))).toEqual([]);
  });

  test('follows no symlink inside the root, and the one that the root is', async () => {
    await fs.mkdir(path.join(scene.home, 'elsewhere'));
    await fs.symlink(path.join(scene.home, 'elsewhere'), at('link'));
    await fs.symlink(scene.root, path.join(scene.home, 'alias'));
    await watch(path.join(scene.home, 'alias'));
    await fs.writeFile(path.join(scene.home, 'elsewhere/f'), '');
    await fs.writeFile(at('after'), '');
    await until(() => changed.has('after'));
    expect([...changed]).toEqual(['after']);
  });

  test('reports an overflow when the root is removed', async () => {
    await watch();
    await fs.rm(scene.root, { recursive: true });
    await until(() => overflows.length > 0);
    expect(overflows[0]).toMatch(/root/);
  });

  test('rejects a root that is not there', async () => {
    await expect(watch(at('nothing'))).rejects.toEqual(failsWith('root-missing'));
  });

  test('lets the process end once it is closed', async () => {
    await fs.writeFile(at('f'), '');
    const { stdout } = await run(process.execPath, [script, name, scene.root], { timeout: PATIENCE_MS });
    expect(stdout).toBe('ready\n');
  });

  test('reports an overflow when the system allows no more watches, and still starts', async (context) => {
    const limit = 'echo 9 > /proc/sys/user/max_inotify_watches';
    needs(context, can('unshare', '-Ur', 'sh', '-c', limit), 'a user namespace with its own inotify limit');
    for (let folder = 0; folder < 20; folder += 1) await fs.mkdir(at(`d${folder}`));
    const argv = [
      '-Ur',
      'sh',
      '-c',
      `${limit} && exec "$@"`,
      'sh',
      process.execPath,
      script,
      name,
      scene.root,
    ];
    const out = execFileSync('unshare', argv, {
      timeout: PATIENCE_MS,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(out).toContain('overflow the system allows no more watches');
    expect(out).toContain('ready');
  });
});

describe('a watcher error', () => {
  test('is an overflow unless only a folder nobody may read is concerned', () => {
    const error = (code: string): Error => Object.assign(new Error(`${code}: watch`), { code });
    expect(overflowReason(error('EACCES'))).toBeUndefined();
    expect(overflowReason(error('ENOENT'))).toBeUndefined();
    expect(overflowReason(error('ENOTDIR'))).toBeUndefined();
    expect(overflowReason(error('EMFILE'))).toMatch(/open files/);
    expect(overflowReason(error('EIO'))).toBe('EIO: watch');
    expect(overflowReason('odd')).toBe('the watcher failed');
  });
});
