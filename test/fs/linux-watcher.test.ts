import { execFile } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { linuxWatcher } from '../../sync-engine/adapters/watcher/linux-watcher.ts';
import { watchScene } from './watch-scene.ts';
import { PATIENCE_MS } from '../tools/patience.ts';
import { until } from './world.ts';

const run = promisify(execFile);
const measure = path.join(import.meta.dirname, 'measure-watcher.ts');

/** Measured: 2.7 KB with 20,000 folders (docs/adr/0011), where chokidar 6 takes 36 KB. */
const MOST_BYTES_A_FOLDER = 6_000;

describe.runIf(process.platform === 'linux')('watching by inotify', () => {
  const scene = watchScene(linuxWatcher);
  const { at, watch, told, changed, overflows } = scene;

  test('watches a folder that takes the place of the root, after an overflow', async () => {
    await watch();
    await fs.rename(scene.root, path.join(scene.home, 'before'));
    await until(() => overflows.length > 0);
    expect(overflows[0]).toMatch(/root/);
    await fs.mkdir(at('d'), { recursive: true });
    // Nobody tells when the new watches stand.
    await until(async () => {
      await fs.writeFile(at('d/f'), '');
      return changed.has('d/f');
    });
  });

  // chokidar may go on telling of what is behind such a link. That costs looks, which follow no link either.
  test('does not follow a symlink that takes the place of a folder', async () => {
    await fs.mkdir(path.join(scene.home, 'elsewhere'));
    await fs.mkdir(at('d'));
    await watch();
    await fs.rmdir(at('d'));
    await fs.symlink(path.join(scene.home, 'elsewhere'), at('d'));
    await told('d');
    // A listing of the folder that had begun when it was one may still come upon what is behind the link now, but no later one.
    for (const round of [1, 2]) {
      await fs.writeFile(path.join(scene.home, `elsewhere/f${round}`), '');
      await fs.writeFile(at(`after${round}`), '');
      await told(`after${round}`);
    }
    await fs.writeFile(path.join(scene.home, 'elsewhere/f3'), '');
    await fs.writeFile(at('after3'), '');
    await until(() => changed.has('after3'));
    expect([...changed]).not.toContain('d/f3');
  });

  test('goes on watching a root that was away for a moment', async () => {
    await fs.mkdir(at('d'));
    await watch();
    for (let round = 0; round < 20; round += 1) {
      await fs.rename(scene.root, path.join(scene.home, 'away'));
      await fs.rename(path.join(scene.home, 'away'), scene.root);
    }
    // Whether it was seen missing depends on the moment of the look; the file is told of all the same.
    await until(async () => {
      await fs.writeFile(at('d/f'), '');
      return changed.has('d/f');
    });
    expect([...changed]).not.toContain('away');
  });

  test('takes a file that has the name of the root for what it is', async () => {
    await watch();
    await fs.writeFile(at('pair'), '');
    await told('pair');
    await fs.writeFile(at('after'), '');
    await told('after');
    expect(overflows).toEqual([]);
  });

  test('reports an overflow when more happens at once than the kernel keeps, and has lost no folder after', async () => {
    await watch();
    // Nothing is read from the queue before this is over.
    const events = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
    for (let file = 0; file < events + 100; file += 1) closeSync(openSync(at(`f${file}`), 'w'));
    mkdirSync(at('late'));
    await until(() => overflows.length > 0);
    expect(overflows[0]).toMatch(/max_queued_events/);
    await fs.writeFile(at('late/f'), '');
    await told('late/f');
  });

  test('keeps little in memory for a folder, and nothing for its files', async () => {
    for (let folder = 0; folder < 4_000; folder += 1) {
      const inside = at(`project-${folder % 20}/folder-${folder}`);
      mkdirSync(inside, { recursive: true });
      for (let file = 0; file < 3; file += 1) closeSync(openSync(path.join(inside, `document-${file}`), 'w'));
    }
    const { stdout } = await run(process.execPath, ['--expose-gc', measure, scene.root], {
      timeout: PATIENCE_MS,
    });
    expect(Number(stdout) / 4_000).toBeLessThan(MOST_BYTES_A_FOLDER);
  });
});
