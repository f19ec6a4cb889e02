import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTrashIndex } from '../../sync-engine/adapters/sqlite/trash/trash-index.ts';
import { openTrashIndexThread } from '../../sync-engine/adapters/sqlite/trash/trash-index-thread.ts';
import { systemRandom } from '../../sync-engine/adapters/system/system-random.ts';
import type { TrashIndex } from '../../sync-engine/ports/trash-index.ts';
import { entry, list, trashIndexConformance } from './trash-index.conformance.ts';

const TARGET = { bucket: 'here recycle', recyclePrefix: 'bin/' };
const NEWEST = { by: 'deletedAt', descending: true } as const;

async function newFolder(): Promise<string> {
  return await mkdtemp(path.join(tmpdir(), 'windlass-trash-index-'));
}

trashIndexConformance({
  name: 'SQLite, on this thread',
  async make() {
    const folder = await newFolder();
    return {
      open: () => createTrashIndex({ ...TARGET, folder, random: systemRandom }),
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});

trashIndexConformance({
  name: 'SQLite, on a thread of its own',
  async make() {
    const folder = await newFolder();
    return {
      open: () => openTrashIndexThread({ ...TARGET, folder }),
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});

/** A folder with one whole list, closed, and a way to open it again. */
async function listed(): Promise<{ folder: string; open: (target?: typeof TARGET) => TrashIndex }> {
  const folder = await newFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const open = (target = TARGET): TrashIndex => {
    const index = createTrashIndex({ ...target, folder, random: systemRandom });
    onTestFinished(() => index.end());
    return index;
  };
  const first = open();
  await list(
    first,
    Array.from({ length: 5_000 }, (_, n) => entry(`folder/file ${n}`)),
  );
  await first.end();
  return { folder, open };
}

it.each([
  ['is cut short', (file: string) => truncate(file, 5_000)],
  ['is no database', (file: string) => writeFile(file, 'nonsense')],
  ['is empty', (file: string) => truncate(file, 0)],
])('a list that %s is thrown away, and there is none', async (_, damage) => {
  const { folder, open } = await listed();
  const [file = ''] = await readdir(folder);
  await damage(path.join(folder, file));
  const index = open();
  await index.summary().catch(() => undefined);
  expect(await index.summary()).toMatchObject({ entries: 0, listedAtMs: undefined });
  await list(index, [entry('a')]);
  expect(await index.open({}, NEWEST)).toMatchObject({ count: 1 });
});

it('a list of another bucket or prefix is not shown', async () => {
  const { open } = await listed();
  const index = open({ ...TARGET, bucket: 'there recycle' });
  expect(await index.summary()).toMatchObject({ entries: 0, listedAtMs: undefined });
});

it('leaves one file behind, however often the bucket was listed', async () => {
  const { folder, open } = await listed();
  const index = open();
  for (let n = 0; n < 3; n++) {
    const { view } = await index.open({}, NEWEST);
    await list(index, [entry(`a${n}`)]);
    await index.close(view);
  }
  expect(await readdir(folder)).toHaveLength(1);
});
