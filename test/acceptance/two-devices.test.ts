import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { rowsOf } from '../cli/harness.ts';
import { makeDevice, type Device, type Synced } from './device.ts';
import { growRealTree } from './real-tree.ts';
import { FILES } from './scale.ts';
import { differences, find, modificationTimes } from './trees.ts';
import { diskFolder } from '../tools/temporary-files.ts';

/** One story in chapters, each taking up where the last left off: two devices, one bucket of a Ceph RGW, a tree of real files. */
const execute = promisify(execFile);
const HALF = Math.ceil(FILES / 2);
const MINUTES = 60_000;

const rgw = inject('rgw');

describe.skipIf(rgw === undefined)('two devices and a tree of real files on a real server', () => {
  let base: string;
  let laptop: Device;
  let desktop: Device;
  /** Relative paths of what the first sync said it cannot store. */
  let blocked: readonly string[];
  /** Copies of every version that a sync replaced or deleted, by path, as the recycle bucket must give them back. */
  let replaced: string;
  /** The folder `real` and an instant at which both devices held exactly that. */
  let before: { readonly folder: string; readonly at: string };

  beforeAll(async () => {
    if (rgw === undefined) return;
    base = await mkdtemp(path.join(diskFolder(), 'windlass-two-devices-'));
    replaced = path.join(base, 'replaced');
    const id = path.basename(base).toLowerCase();
    const buckets = { files: `${id}-files`, bin: `${id}-bin` };
    laptop = await makeDevice({ name: 'laptop', base, server: rgw, buckets });
    desktop = await makeDevice({ name: 'desktop', base, server: rgw, buckets });
    await growRealTree(laptop.folder, HALF);
  }, 2 * MINUTES);

  afterAll(async () => {
    await rm(base, { recursive: true, force: true });
  });

  /** Both devices hold the same, but for what is blocked on the laptop. */
  async function expectEqualDevices(): Promise<void> {
    const expected = blocked.map(
      (name) => `Only in ${path.dirname(laptop.at(name))}: ${path.basename(name)}`,
    );
    expect((await differences(laptop.folder, desktop.folder)).toSorted()).toEqual(expected.toSorted());
    await expectEqualTimes(laptop.folder, desktop.folder);
  }

  async function syncInTurn(...devices: readonly Device[]): Promise<readonly Synced[]> {
    const all: Synced[] = [];
    for (const device of devices) {
      const synced = await device.sync();
      expect(synced.summary).toMatchObject({ failed: 0, held: 0 });
      all.push(synced);
    }
    return all;
  }

  /** Keeps a copy of what a sync is about to replace or delete. */
  async function keepCopy(device: Device, name: string): Promise<void> {
    const copy = path.join(replaced, name);
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(device.at(name), copy, { preserveTimestamps: true });
  }

  it(
    'carries every file, time and empty folder from one to the other, and names what it cannot store',
    async () => {
      const up = await laptop.sync();
      const files = await find(laptop.folder, '-type', 'f');
      expect(files.length).toBeGreaterThanOrEqual(2 * HALF);
      expect(up.summary).toMatchObject({ uploaded: files.length, failed: 0 });
      const problems = rowsOf(up, 'problem');
      blocked = problems.map((problem) => problem.path).toSorted();
      expect(blocked).toEqual(await find(laptop.folder, '-type', 'l'));
      expect(new Set(problems.map((problem) => problem.code))).toEqual(new Set(['symlink']));
      expect(up.code).toBe(blocked.length === 0 ? 0 : 3);
      const down = await desktop.sync();
      expect(down.code).toBe(0);
      expect(down.summary).toMatchObject({ downloaded: files.length, bytesUp: expect.any(Number) });
      await expectEqualDevices();
    },
    10 * MINUTES,
  );

  it(
    'asks for nothing but the listing when nothing changed',
    async () => {
      for (const { summary } of await syncInTurn(laptop, desktop)) {
        expect(summary).toMatchObject({ uploaded: 0, downloaded: 0, recycled: 0, renamed: 0, recorded: 0 });
        expect(summary.requests).toEqual({
          LIST: expect.any(Number),
          GET: 0,
          HEAD: 0,
          PUT: 0,
          COPY: 0,
          DELETE: 0,
          POST: 0,
        });
      }
    },
    MINUTES,
  );

  it(
    'carries edits, new files, deletes and the rename of a large folder without sending its content again',
    async () => {
      before = { folder: path.join(base, 'before'), at: new Date().toISOString() };
      // Not by Node's `cp`: it keeps times to the millisecond only.
      await execute('cp', ['-a', laptop.at('real'), before.folder]);
      const real = await find(laptop.at('real'), '-type', 'f', '-size', '-100k');
      const [edited, deleted] = [real.slice(0, 30), real.slice(-20)];
      for (const name of [...edited, ...deleted]) await keepCopy(laptop, `real/${name}`);
      for (const name of edited) await writeFile(laptop.at(`real/${name}`), `edited: ${name}`);
      for (const name of deleted) await rm(laptop.at(`real/${name}`));
      for (let n = 0; n < 10; n++) await writeFile(laptop.at(`real/new ${n}`), `new ${n}`);
      await rename(laptop.at('moved'), laptop.at('renamed'));
      blocked = await find(laptop.folder, '-type', 'l');
      const moved = (await find(laptop.at('renamed'), '-type', 'f', '-not', '-empty')).length;
      // Copying nothing saves nothing: empty files go up and down as new ones.
      const empty = (await find(laptop.at('renamed'), '-type', 'f', '-empty')).length;
      expect(moved + empty).toBeGreaterThanOrEqual(HALF);

      const [up, down] = await syncInTurn(laptop, desktop);
      expect(up?.summary).toMatchObject({ renamed: moved, uploaded: 40 + empty, recycled: 20 + empty });
      // What goes up is the edits, and a line on each rename for the way back in time.
      expect(up?.summary.bytesUp).toBeLessThan(40 * 1_000 + moved * 600);
      expect(down?.summary).toMatchObject({ renamed: moved, downloaded: 40 + empty, trashed: 20 + empty });
      expect(down?.summary.requests.GET).toBe(40 + empty);
      await expectEqualDevices();
    },
    10 * MINUTES,
  );

  it(
    'keeps both sides of a conflict, and an edit rather than a delete',
    async () => {
      const names = Array.from({ length: 15 }, (_, n) => `war/${n}.txt`);
      await mkdir(laptop.at('war'));
      for (const name of names) await writeFile(laptop.at(name), `peace: ${name}`);
      await syncInTurn(laptop, desktop);
      const [both, editedHere, editedThere] = [names.slice(0, 5), names.slice(5, 10), names.slice(10)];
      for (const name of names) await keepCopy(laptop, name);
      for (const name of [...both, ...editedHere]) await writeFile(laptop.at(name), `laptop: ${name}`);
      for (const name of [...both, ...editedThere]) await writeFile(desktop.at(name), `desktop: ${name}`);
      for (const name of editedThere) await rm(laptop.at(name));
      for (const name of editedHere) await rm(desktop.at(name));

      const [, second] = await syncInTurn(laptop, desktop, laptop, desktop);
      expect(second?.summary).toMatchObject({ conflicts: 5 });
      await expectEqualDevices();
      const contents = async (wanted: readonly string[]): Promise<readonly string[]> =>
        await Promise.all(wanted.map(async (name) => await readFile(laptop.at(name), 'utf8')));
      expect(await contents(both)).toEqual(both.map((name) => `laptop: ${name}`));
      expect(await contents(editedHere)).toEqual(editedHere.map((name) => `laptop: ${name}`));
      expect(await contents(editedThere)).toEqual(editedThere.map((name) => `desktop: ${name}`));
      const copies = (await readdir(laptop.at('war'))).filter((name) => name.includes('(conflict '));
      expect((await contents(copies.map((name) => `war/${name}`))).toSorted()).toEqual(
        both.map((name) => `desktop: ${name}`),
      );
    },
    5 * MINUTES,
  );

  it(
    'lists every version that was replaced or deleted, and gives it back byte for byte',
    async () => {
      const trash = rowsOf({ rows: await laptop.run('trash', 'list') }, 'trash');
      const wanted = await find(replaced, '-type', 'f');
      const keyOf = new Map(trash.map(({ path: name, key }) => [name, key]));
      expect(wanted.filter((name) => !keyOf.has(name))).toEqual([]);
      const target = path.join(base, 'given-back');
      await mkdir(target);
      const keys = wanted.flatMap((name) => ['--key', keyOf.get(name) ?? '']);
      const [report] = rowsOf(
        { rows: await laptop.run('trash', 'restore', ...keys, '--to', target) },
        'restored',
      );
      expect(report).toMatchObject({ restored: wanted.length, failed: 0 });
      expect(await differences(replaced, target)).toEqual([]);
    },
    2 * MINUTES,
  );

  it(
    'brings a folder back exactly as it was at an instant',
    async () => {
      await laptop.run('trash', 'restore', 'real', '--as-of', before.at, '--yes');
      await syncInTurn(desktop);
      expect(await differences(before.folder, laptop.at('real'))).toEqual([]);
      await expectEqualTimes(before.folder, laptop.at('real'));
      await expectEqualDevices();
    },
    5 * MINUTES,
  );
});

/** Files have their modification times to the microsecond: what a file system sets from a double is no better. */
async function expectEqualTimes(a: string, b: string): Promise<void> {
  const there = await modificationTimes(b);
  const off = [...(await modificationTimes(a))].filter(([name, time]) => {
    const other = there.get(name);
    return other === undefined || distance(time, other) >= 1_000n;
  });
  expect(off).toEqual([]);
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}
