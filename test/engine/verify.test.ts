import fs from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { VerifyRow } from '../../sync-engine/engine/engine.ts';
import { verifyPair } from '../../sync-engine/engine/verify.ts';
import { startRig } from './rig.ts';
import type { Device, Rig } from './rig.ts';

async function verified(
  device: Device,
  options: { readonly download?: boolean } = {},
): Promise<Record<string, string>> {
  const rows: VerifyRow[] = [];
  for await (const row of verifyPair(device.context(), options)) rows.push(row);
  return Object.fromEntries(rows.map(({ path, result, detail }) => [path, `${result} ${detail}`.trim()]));
}

async function inStep(files: Readonly<Record<string, string>>): Promise<{ rig: Rig; anna: Device }> {
  const rig = await startRig({ prefix: 'p/' });
  const anna = await rig.device('anna');
  for (const [name, text] of Object.entries(files)) await anna.write(name, text);
  await anna.mkdir('empty');
  expect(await anna.sync()).toMatchObject({ failures: [] });
  return { rig, anna };
}

function put(rig: Rig, key: string, text: string, metadata = {}) {
  return rig.files.put(key, new TextEncoder().encode(text), { metadata });
}

it('finds a synced pair equal, empty folders included, and writes nothing', async () => {
  const { rig, anna } = await inStep({ a: 'A', 'b/c': 'C', 'Grüße/ü': 'Ü' });
  const before = rig.requests.length;
  expect(await verified(anna)).toEqual({ a: 'equal', 'b/c': 'equal', 'Grüße/ü': 'equal', 'empty/': 'equal' });
  const used = rig.requests.slice(before).map(({ verb }) => verb);
  expect(used.filter((verb) => verb !== 'GET' && verb !== 'HEAD')).toEqual([]);
});

it('tells what is on one side only', async () => {
  const { rig, anna } = await inStep({ a: 'A', gone: 'G' });
  await anna.write('new', 'N');
  await anna.mkdir('hollow');
  await anna.remove('gone');
  await put(rig, 'p/theirs', 'T');
  await put(rig, 'p/marker/', '');
  expect(await verified(anna)).toEqual({
    a: 'equal',
    'empty/': 'equal',
    new: 'only-local',
    'hollow/': 'only-local an empty folder',
    gone: 'only-remote',
    theirs: 'only-remote',
    'marker/': 'only-remote a folder marker',
  });
});

it('tells contents apart by size and by hash, with and without metadata', async () => {
  const { rig, anna } = await inStep({ size: 'one', hash: 'two', plain: 'three', other: 'four' });
  await put(rig, 'p/size', 'longer');
  await put(rig, 'p/hash', 'owt');
  await put(rig, 'p/plain', 'three');
  await put(rig, 'p/other', 'ruof');
  expect(await verified(anna)).toMatchObject({
    size: 'differs 3 bytes here, 6 in the bucket',
    hash: 'differs same size, other content',
    plain: 'equal',
    other: 'differs same size, other content',
  });
});

it('finds an object whose bytes are not what its metadata says only when it reads them', async () => {
  const { rig, anna } = await inStep({ a: 'good' });
  const metadata = (await rig.files.head('p/a'))?.metadata ?? {};
  await put(rig, 'p/a', 'evil', metadata);
  expect(await verified(anna)).toMatchObject({ a: 'equal' });
  expect(await verified(anna, { download: true })).toMatchObject({
    a: 'differs the object does not have the SHA-256 in its metadata',
  });
  expect(await fs.readdir(path.join(anna.root, '.windlass/tmp'))).toEqual([]);
});

it('finds a file that changed although its size and times did not', async () => {
  const { anna } = await inStep({ a: 'good' });
  const row = anna.parts.index.baseline('a');
  if (row?.kind !== 'file') throw new Error('no baseline');
  await anna.write('a', 'evil');
  const now = await anna.parts.tree.stat('a');
  if (now?.kind !== 'file') throw new Error('no file');
  // As a disk that lost a bit would have it: the stat is the one that was agreed on.
  anna.parts.index.apply([{ kind: 'baseline', row: { ...row, stamp: now.stamp } }]);
  expect(await verified(anna)).toMatchObject({
    a: 'differs the file is not what the index recorded for this size and these times',
  });
});

it('lists what is blocked, and leaves out what is ignored on either side', async () => {
  const { rig, anna } = await inStep({ a: 'A', '.windlassignore': '*.log\n' });
  await anna.write('local.log', 'L');
  await fs.symlink('a', path.join(anna.root, 'link'));
  await put(rig, 'p/remote.log', 'R');
  await put(rig, 'p/../up', 'U');
  await put(rig, 'p/.windlass/own', 'O');
  expect(await verified(anna)).toEqual({
    a: 'equal',
    '.windlassignore': 'equal',
    'empty/': 'equal',
    link: 'blocked symlink',
    '../up': 'blocked key-unsafe',
  });
});

it('compares a bucket whose keys are in another order than the names they stand for', async () => {
  const { rig, anna } = await inStep({ eé: '1', ez: '2', f: '3' });
  await rig.files.delete('p/eé');
  // Decomposed, it sorts before `ez`; composed, behind it.
  await put(rig, `p/${'eé'.normalize('NFD')}`, '1');
  expect(await verified(anna)).toMatchObject({ eé: 'equal', ez: 'equal', f: 'equal' });
});

it('goes on past an object that cannot be read, and stops when it is cancelled', async () => {
  const { rig, anna } = await inStep({ a: 'A', b: 'B' });
  await put(rig, 'p/b', 'b');
  rig.server.deny(['s3:GetObject']);
  const rows = await verified(anna);
  expect(rows['a']).toMatch(/^unreadable .*403/);
  rig.server.deny([]);
  const controller = new AbortController();
  const walk = async (): Promise<void> => {
    for await (const _row of verifyPair(anna.context(controller.signal), {})) controller.abort();
  };
  await expect(walk()).rejects.toMatchObject({ error: { code: 'aborted' } });
});
