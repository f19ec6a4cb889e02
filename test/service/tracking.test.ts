import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../sync-engine/contract/config.ts';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { openDesk, type Desk, type DeskPair } from '../ui/desk.ts';
import { eventually } from '../tools/eventually.ts';

const FILES = { 'a.txt': 'a', 'big/b.txt': 'bb', 'big/deep/c.txt': 'ccc' };

type Client = Pick<ApiClient, 'tracking' | 'pairs'>;

async function inStep(desk: Desk, pair: DeskPair, files: number): Promise<void> {
  const state = () => desk.service.context.pair(pair.id).state();
  await eventually(() => expect(state()).toMatchObject({ files, activity: 'resting' }));
}

async function onePair() {
  const desk = await openDesk({ pairs: ['docs'], files: FILES });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('no pair');
  await inStep(desk, pair, 3);
  return { desk, pair, client: createRouterClient(desk.service.router) as unknown as Client };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

describe('selective sync behind the contract', () => {
  it('turns a folder off, frees its files, and keeps it off in the configuration', async () => {
    const { desk, pair, client } = await onePair();
    expect(await client.tracking.off({ pair: pair.id })).toEqual([]);
    const before = await client.tracking.localTrash({ pair: pair.id });
    expect(before).toMatchObject({ days: 90, files: 0, bytes: 0 });
    const freed = await client.tracking.setOff({ pair: pair.id, off: ['big/'], free: true });
    expect(freed).toEqual({ freedFiles: 2, freedBytes: 5, keptFiles: 0 });
    expect(await client.tracking.localTrash({ pair: pair.id })).toMatchObject({ files: 2, bytes: 5 });
    // What went there after somebody looked is not what they agreed to delete.
    const { untilMs } = before;
    expect(await client.tracking.emptyLocalTrash({ pair: pair.id, untilMs })).toEqual({ purged: 0 });
    expect(await exists(pair.at('big'))).toBe(false);
    const file = path.join(desk.base, 'home/config.json');
    expect(parseConfig(JSON.parse(await readFile(file, 'utf8')), file).pairs[0]?.off).toEqual(['big/']);
    await inStep(desk, pair, 1);
    expect(await client.tracking.off({ pair: pair.id })).toEqual(['big/']);
    expect(await client.tracking.tree({ pair: pair.id, path: '' })).toEqual({
      rows: [
        { name: 'big', path: 'big/', files: 2, bytes: 5, state: 'off', hasFolders: true, partial: false },
      ],
      files: 3,
      bytes: 6,
      partial: false,
    });
    await client.tracking.setOff({ pair: pair.id, off: [], free: false });
    await inStep(desk, pair, 3);
    expect(await readFile(pair.at('big/deep/c.txt'), 'utf8')).toBe('ccc');
  });

  it('frees a folder later that was turned off with its files left here', async () => {
    const { desk, pair, client } = await onePair();
    await client.tracking.setOff({ pair: pair.id, off: ['big/'], free: false });
    await inStep(desk, pair, 1);
    await pair.write('big/b.txt', 'edited here');
    expect(await client.tracking.left({ pair: pair.id })).toEqual([{ path: 'big/', files: 2, bytes: 14 }]);
    const freed = await client.tracking.free({ pair: pair.id, folders: ['big/'] });
    expect(freed).toEqual({ freedFiles: 1, freedBytes: 3, keptFiles: 1 });
    expect(await exists(pair.at('big/deep'))).toBe(false);
    expect(await readFile(pair.at('big/b.txt'), 'utf8')).toBe('edited here');
    expect(await client.tracking.off({ pair: pair.id })).toEqual(['big/']);
  });

  it.each(['../', '/', 'a', '.windlass/', 'a//'])('refuses %j as a folder', async (folder) => {
    const { pair, client } = await onePair();
    const set = client.tracking.setOff({ pair: pair.id, off: [folder], free: true });
    await expect(set).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(client.tracking.tree({ pair: pair.id, path: folder })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await client.tracking.off({ pair: pair.id })).toEqual([]);
  });
});

describe('ignore patterns behind the contract', () => {
  it('are shown with those that always hold, previewed, and hold once they are set', async () => {
    const { desk, pair, client } = await onePair();
    const { text, defaults } = await client.tracking.ignore({ pair: pair.id });
    expect(text).toBe('');
    expect(defaults).toContain('.DS_Store');
    expect(defaults.filter((line) => line === '' || line.startsWith('# '))).toEqual([]);
    expect(await client.tracking.previewIgnore({ pair: pair.id, text: 'big/deep/\n[' })).toEqual({
      files: 1,
      bytes: 3,
      rows: [{ path: 'big/deep/', size: 3, isFolder: true }],
      newlyIgnored: 1,
      newlyTracked: 0,
      badLines: [2],
    });
    await client.tracking.setIgnore({ pair: pair.id, text: 'big/deep/\n' });
    // One less, and the patterns themselves.
    await inStep(desk, pair, 3);
    await eventually(() =>
      expect(desk.service.context.pair(pair.id).engine().status().bytes).toBe('a'.length + 'bb'.length + 10),
    );
    expect(await client.tracking.ignore({ pair: pair.id })).toMatchObject({ text: 'big/deep/\n' });
    expect(await readFile(pair.at('big/deep/c.txt'), 'utf8')).toBe('ccc');
  });
});
