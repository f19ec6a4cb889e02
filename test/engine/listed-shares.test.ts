import { expect, it } from 'vitest';
import { createMemoryAccount } from '../../sync-engine/adapters/memory/memory-object-store.ts';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import { listShares } from '../../sync-engine/engine/tracking/shares.ts';
import type { PairContext } from '../../sync-engine/engine/pair.ts';
import { startRig } from './rig.ts';

/** `d0/` to `d4/` of 20 files each, 3 loose files before them and one behind. */
const KEYS = [
  'a.txt',
  'b.txt',
  'c.txt',
  'z.txt',
  ...Array.from({ length: 100 }, (_, at) => `d${at % 5}/${at % 10 < 5 ? 'in/' : ''}f${at}`),
];

/** A pair whose bucket has pages of 10 keys, and the requests that were sent to it. */
async function scene(keys: readonly string[]) {
  const rig = await startRig();
  const anna = await rig.device('anna');
  const account = createMemoryAccount({
    clock: createVirtualClock(0),
    random: createSeededRandom(1),
    pageSize: 10,
  });
  const store = account.bucket('files');
  await store.administration.create();
  for (const key of keys) await store.put(`p/${key}`, new Uint8Array(2));
  const context: PairContext = { ...anna.context(), store };
  return { ...context, settings: { ...context.settings, prefix: 'p/' } };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

it('adds up all there is, by folders', async () => {
  const context = await scene(KEYS);
  const { shares, complete } = await listShares(context, '', { keys: 1_000, jumps: 10 });
  expect(complete).toBe(true);
  const folder = { files: 20, bytes: 40, hasFolders: true, partial: false };
  expect([...shares].sort(byId)).toEqual([
    { id: '', samplePath: 'a.txt', files: 4, bytes: 8, hasFolders: false, partial: false },
    ...[0, 1, 2, 3, 4].map((at) => ({ id: `d${at}/`, samplePath: expect.any(String) as string, ...folder })),
  ]);
  const inner = await listShares(context, 'd1/', { keys: 1_000, jumps: 10 });
  expect([...inner.shares].sort(byId)).toMatchObject([
    { id: 'd1/', files: 10 },
    { id: 'd1/in/', samplePath: expect.stringMatching(/^d1\/in\//) as string, files: 10, hasFolders: false },
  ]);
});

it('finds every folder when it may not count them all, and says of which there is more', async () => {
  const context = await scene(KEYS);
  const { shares, complete } = await listShares(context, '', { keys: 15, jumps: 10 });
  expect(complete).toBe(true);
  expect([...shares].sort(byId).map(({ id, files, partial }) => [id, files < 20, partial])).toEqual([
    ['', true, false],
    ...[0, 1, 2, 3, 4].map((at) => [`d${at}/`, true, true]),
  ]);
  expect(shares.find(({ id }) => id === '')?.files).toBe(4);
});

it('gives up when there are too many folders as well', async () => {
  const context = await scene(KEYS);
  const { shares, complete } = await listShares(context, '', { keys: 15, jumps: 2 });
  expect(complete).toBe(false);
  expect(shares.map(({ id }) => id).sort()).toEqual(['', 'd0/', 'd1/', 'd2/']);
});

it('comes to an end where names sort behind everything else', async () => {
  const odd = ['d/\u{10ffff}', 'd/\u{10ffff}\u{10ffff}', 'd/\u{10ffff}/x'];
  const many = Array.from({ length: 30 }, (_, at) => `d/\u{10ffff}y${at}`);
  const context = await scene([...odd, ...many, 'e/1']);
  const { shares, complete } = await listShares(context, '', { keys: 1, jumps: 10 });
  expect(complete).toBe(true);
  expect(shares.map(({ id }) => id).sort()).toEqual(['d/', 'e/']);
});
