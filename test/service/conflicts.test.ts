import { readFile, writeFile } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../sync-engine/contract/api/index.ts';
import { openBuckets } from '../ui/bucket-store.ts';
import { openDesk, type Desk, type DeskPair } from '../ui/desk.ts';
import { eventually } from '../tools/eventually.ts';

/** The smallest pictures there are: what they begin with is what counts. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const WEBP = Buffer.from('RIFF\x10\0\0\0WEBPVP8L', 'latin1');

type Client = Pick<ApiClient, 'conflicts' | 'pairs' | 'activity'>;

interface Scene {
  readonly desk: Desk;
  readonly pair: DeskPair;
  readonly client: Client;
  readonly objects: () => Promise<readonly string[]>;
}

/** A pair in which every file was changed here, and by the device `phone` in the bucket. */
async function conflicted(
  files: Readonly<Record<string, readonly [mine: Buffer, theirs: Buffer]>>,
): Promise<Scene> {
  const names = Object.keys(files);
  const desk = await openDesk({
    pairs: ['docs'],
    files: Object.fromEntries(names.map((name) => [name, 'first'])),
  });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('no pair');
  const client = createRouterClient(desk.service.router) as unknown as Client;
  const state = () => desk.service.context.pair(pair.id).state();
  await eventually(() => expect(state()).toMatchObject({ files: names.length, activity: 'resting' }));
  const bucket = openBuckets(desk.s3)(pair.bucket);
  await client.pairs.pause({ pairs: [pair.id] });
  for (const [name, [mine, theirs]] of Object.entries(files)) {
    await pair.write(name, mine);
    await bucket.put(name, theirs, { metadata: { device: 'phone' } });
  }
  await client.pairs.resume({ pairs: [pair.id] });
  // Until the copies are in the bucket too.
  await eventually(() =>
    expect(state()).toMatchObject({
      conflicts: names.length,
      files: 2 * names.length,
      activity: 'resting',
    }),
  );
  return {
    desk,
    pair,
    client,
    async objects() {
      const keys: string[] = [];
      for await (const page of bucket.list('')) keys.push(...page.map(({ key }) => key));
      return keys.filter((key) => !key.startsWith('.windlass'));
    },
  };
}

const text = (mine: string, theirs: string) => [Buffer.from(mine), Buffer.from(theirs)] as const;

describe('conflicts behind the contract', () => {
  it('are listed with both sides whole, and settled; the rest of the world follows', async () => {
    const { pair, client, objects } = await conflicted({
      'a.txt': text('mine a', 'theirs, a'),
      'b.txt': text('mine b', 'theirs, b'),
    });
    const rows = await client.conflicts.list({ pair: pair.id });
    expect(rows.map(({ path }) => path).sort()).toEqual(['a.txt', 'b.txt']);
    for (const { mine, theirs, path } of rows) {
      expect(mine).toMatchObject({
        size: 6,
        device: 'laptop',
        path: expect.stringMatching(/ \(conflict laptop /),
      });
      expect(theirs).toMatchObject({ size: 9, device: 'phone', path });
      expect(Math.abs((mine?.modifiedMs ?? 0) - Date.now())).toBeLessThan(60_000);
    }
    const [first, second] = [...rows].sort((a, b) => (a.path < b.path ? -1 : 1));
    const answer = { resolved: 1, failures: [] };
    const ids = (row: typeof first) => ({ pair: pair.id, ids: [row?.id ?? ''] });
    expect(await client.conflicts.resolve({ ...ids(first), choice: 'mine' })).toEqual(answer);
    expect(await client.conflicts.resolve({ ...ids(second), choice: 'theirs' })).toEqual(answer);
    expect(await client.conflicts.list({ pair: pair.id })).toEqual([]);
    expect(await readFile(pair.at('a.txt'), 'utf8')).toBe('mine a');
    expect(await readFile(pair.at('b.txt'), 'utf8')).toBe('theirs, b');
    await eventually(async () => expect(await objects()).toEqual(['a.txt', 'b.txt']));
    const why = await client.activity({ limit: 100 });
    expect(why.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['conflict-mine', 'conflict-theirs']),
    );
  });

  it('settled by what was listed leave a version alone that is newer than the list', async () => {
    const { pair, client } = await conflicted({ 'a.txt': text('mine a', 'theirs, a') });
    const [row] = await client.conflicts.list({ pair: pair.id });
    await writeFile(pair.at('a.txt'), 'edited since');
    expect(
      await client.conflicts.resolve({ pair: pair.id, ids: [row?.id ?? ''], choice: 'mine' }),
    ).toMatchObject({
      resolved: 0,
      failures: [{ path: 'a.txt', error: { code: 'local-changed', title: expect.any(String) as string } }],
    });
    expect(await readFile(pair.at('a.txt'), 'utf8')).toBe('edited since');
    const [again] = await client.conflicts.list({ pair: pair.id });
    expect(again?.id).not.toBe(row?.id);
  });

  it('show what can be shown of either side', async () => {
    const long = 'ü'.repeat(200_000);
    const { pair, client } = await conflicted({
      'picture.png': [PNG, WEBP],
      'text.md': [Buffer.from(long), Buffer.from('<svg/>')],
      'zip.bin': [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), Buffer.from([0x66, 0xfc, 0x72])],
    });
    const rows = await client.conflicts.list({ pair: pair.id });
    const shown = async (path: string, side: 'mine' | 'theirs') =>
      client.conflicts.content({
        pair: pair.id,
        id: rows.find((row) => row.path === path)?.id ?? '',
        side,
      });
    const picture = (mediaType: string, content: Buffer) => ({
      kind: 'picture',
      mediaType,
      base64: content.toString('base64'),
    });
    expect(await shown('picture.png', 'mine')).toEqual(picture('image/png', PNG));
    expect(await shown('picture.png', 'theirs')).toEqual(picture('image/webp', WEBP));
    expect(await shown('text.md', 'mine')).toEqual({
      kind: 'text',
      text: 'ü'.repeat(128 * 1024),
      truncated: true,
    });
    expect(await shown('text.md', 'theirs')).toEqual({ kind: 'text', text: '<svg/>', truncated: false });
    expect(await shown('zip.bin', 'mine')).toEqual({ kind: 'other' });
    // Latin 1: no UTF-8.
    expect(await shown('zip.bin', 'theirs')).toEqual({ kind: 'other' });
  });

  it('show nothing outside the folder, whatever is asked for', async () => {
    const { pair, client } = await conflicted({ 'a.txt': text('mine a', 'theirs, a') });
    for (const id of ['../../home/config.json', '\n../../home/config.json', '', '\n'])
      await expect(client.conflicts.content({ pair: pair.id, id, side: 'mine' })).rejects.toMatchObject({
        data: { code: 'not-found' },
      });
  });
});
