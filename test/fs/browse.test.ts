import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browseFolder, makeFolders } from '../../sync-engine/adapters/fs/browse.ts';
import { failsWith } from './expect.ts';

/** Longer than any of them takes, and shorter than for ever (milliseconds). */
const LIMIT_MS = 5_000;

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'windlass-browse-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

describe('folders', () => {
  it('are made with those above them, and may be there already', async () => {
    const made = path.join(await folder(), 'a', 'b', 'c');
    await makeFolders(made);
    await makeFolders(made);
    expect((await stat(made)).isDirectory()).toBe(true);
  });

  it('are not made below a file, and a look says so before', async () => {
    const file = path.join(await folder(), 'file');
    await writeFile(file, 'text');
    for (const below of [file, path.join(file, 'x'), path.join(file, 'x', 'y')]) {
      expect((await browseFolder(below)).error).toMatchObject({ code: 'folder-is-file', path: file });
      await expect(makeFolders(below)).rejects.toEqual(failsWith('folder-is-file'));
    }
  });

  it.skipIf(process.platform !== 'linux')(
    'that a system never makes are refused at once',
    async () => {
      await expect(makeFolders('/proc/none')).rejects.toEqual(failsWith('local-denied'));
      await expect(makeFolders('/proc/none/below')).rejects.toEqual(failsWith('local-denied'));
    },
    LIMIT_MS,
  );
});
