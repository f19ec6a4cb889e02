import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addArguments, device, freshStore, pairedDevice, rowsOf } from './harness.ts';

describe('windlass add', () => {
  it('writes down a pair that pairs lists and remove forgets', async () => {
    const store = await freshStore();
    const laptop = await device(store);
    const added = await laptop.runHere([...addArguments(laptop.folder, store), '--name', 'docs', '--json']);
    expect(added.code).toBe(0);
    expect(added.last).toMatchObject({
      type: 'pair',
      name: 'docs',
      folder: laptop.folder,
      bucket: 'files',
      prefix: '',
      recycle: { bucket: 'bin', prefix: '' },
      mode: 'two-way',
    });
    expect((await laptop.runHere(['pairs', '--json'])).rows).toEqual(added.rows);
    expect((await laptop.runHere(['remove', 'docs'])).code).toBe(0);
    expect((await laptop.runHere(['pairs', '--json'])).rows).toEqual([]);
  });

  it("leaves the pair's marker in the folder", async () => {
    const store = await freshStore();
    const laptop = await device(store);
    const [pair] = rowsOf(await laptop.runHere([...addArguments(laptop.folder, store), '--json']), 'pair');
    expect(await laptop.read('.windlass/pair-id')).toBe(`${pair?.id}\n`);
  });

  it('keeps a folder whose marker is gone before the first sync from being synced', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    await laptop.write('a.txt', 'alpha');
    await rm(laptop.at('.windlass'), { recursive: true });
    const halted = await laptop.runHere(['sync', '--json']);
    expect(halted.code).toBe(5);
    expect(halted.stdout).toContain('root-replaced');
    expect(await readdir(laptop.folder)).toEqual(['a.txt']);
    expect((await laptop.runHere(['held', 'reject'])).code).toBe(0);
    expect(rowsOf(await laptop.runHere(['sync', '--json']), 'summary')).toMatchObject([{ uploaded: 1 }]);
  });

  it('names the pair after its folder', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    expect(rowsOf(await laptop.runHere(['pairs', '--json']), 'pair').map((pair) => pair.name)).toEqual([
      'folder',
    ]);
  });

  it('makes folder and buckets with --create, and only then', async () => {
    const store = await freshStore([]);
    const laptop = await device(store);
    const fresh = path.join(laptop.home, '../new/one');
    const refused = await laptop.runHere(addArguments(laptop.folder, store));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Bucket not found');
    expect((await laptop.runHere([...addArguments(fresh, store), '--create'])).code).toBe(0);
    expect(await readdir(fresh)).toEqual(['.windlass']);
  });

  it('writes nothing when the keys are wrong, and exits with 4', async () => {
    const store = await freshStore();
    const laptop = await device(store);
    const env = { AWS_SECRET_ACCESS_KEY: 'not-the-secret-at-all' };
    const { code, stderr } = await laptop.runHere(addArguments(laptop.folder, store), { env });
    expect(code).toBe(4);
    expect(stderr).toContain('Keys refused');
    expect(await readdir(laptop.folder)).toEqual([]);
    expect((await laptop.runHere(['pairs', '--json'])).rows).toEqual([]);
  });

  it('names the permission that is missing, and exits with 4', async () => {
    const store = await freshStore();
    const laptop = await device(store);
    store.deny(['s3:ListBucket']);
    const { code, stderr } = await laptop.runHere(addArguments(laptop.folder, store));
    expect(code).toBe(4);
    expect(stderr).toContain('s3:ListBucket');
  });

  it('refuses a folder inside that of another pair, and a name that is taken', async () => {
    const store = await freshStore(['files', 'bin', 'files2', 'bin2']);
    const laptop = await pairedDevice(store);
    const inner = path.join(laptop.folder, 'inner');
    const nested = await laptop.runHere(addArguments(inner, store).map(second), { env: {} });
    expect(nested.code).toBe(2);
    const base = path.dirname(laptop.folder);
    const named = await laptop.runHere([
      ...addArguments(path.join(base, 'other'), store).map(second),
      '--create',
      '--name',
      'FOLDER',
    ]);
    expect(named.code).toBe(2);
    expect(named.stderr).toContain('name');
  });

  it('keeps the identity of a folder that was a pair before', async () => {
    const store = await freshStore();
    const laptop = await device(store);
    const id = 'c0ffee00-1234-4abc-8def-0123456789ab';
    await laptop.write('.windlass/pair-id', `${id}\n`);
    const added = await laptop.runHere([...addArguments(laptop.folder, store), '--json']);
    expect(rowsOf(added, 'pair')).toMatchObject([{ id }]);
  });

  it('lists every fault of a broken configuration at once', async () => {
    const store = await freshStore();
    const laptop = await pairedDevice(store);
    const file = path.join(laptop.home, 'config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as { pairs: Record<string, unknown>[] };
    Object.assign(config.pairs[0] ?? {}, { mode: 'sideways', bucket: 'UPPER' });
    await writeFile(file, JSON.stringify(config));
    const { code, stderr } = await laptop.runHere(['sync']);
    expect(code).toBe(1);
    expect(stderr).toContain('pairs[0].mode');
    expect(stderr).toContain('pairs[0].bucket');
  });
});

/** The same arguments for the second pair of buckets. */
function second(word: string): string {
  return word === 's3://files' || word === 's3://bin' ? `${word}2` : word;
}
