import { cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { SYNC_ERROR, type ApiClient, type PairState } from '../../sync-engine/contract/api/index.ts';
import type { Service } from '../../sync-engine/service/service.ts';
import { inOneLook, openDesk, type Desk } from '../ui/desk.ts';
import { eventually } from '../tools/eventually.ts';

function clientOf({
  service,
}: {
  readonly service: Service;
}): Pick<ApiClient, 'pairs' | 'activity' | 'settings'> {
  return createRouterClient(service.router);
}

function stateOf({ service }: Desk, id: string): PairState {
  return service.context.pair(id).state();
}

async function inStep(desk: Desk, files: number): Promise<void> {
  const [pair] = desk.pairs;
  await eventually(() => expect(stateOf(desk, pair?.id ?? '')).toMatchObject({ files, activity: 'resting' }));
}

async function oneFolder(files: Readonly<Record<string, string>> = { 'a.txt': 'a' }) {
  const desk = await openDesk({ pairs: ['photos'], files });
  const [pair] = desk.pairs;
  if (pair === undefined) throw new Error('no pair');
  await inStep(desk, Object.keys(files).length);
  return { desk, pair, client: clientOf(desk) };
}

describe('a pair behind the contract', () => {
  it('is kept in step, and tells what it did and why', async () => {
    const { desk, pair, client } = await oneFolder({ 'letters/a.txt': 'a', 'b.txt': 'bb' });
    expect(stateOf(desk, pair.id)).toMatchObject({ bytes: 3, conflicts: 0, held: 0 });
    expect(stateOf(desk, pair.id).meter.PUT).toBeGreaterThanOrEqual(2);
    const rows = await client.activity({ limit: 50, search: 'LETTERS/A' });
    expect(rows).toMatchObject([{ pair: pair.id, action: 'uploaded', path: 'letters/a.txt', size: 1 }]);
    await pair.write('c.txt', 'c');
    await inStep(desk, 3);
  });

  it('tells everything that happens, once, also many things of one moment', async () => {
    const { desk, pair } = await oneFolder();
    const { feed } = desk.service.context;
    const told: string[] = [];
    const listening = new AbortController();
    const heard = (async () => {
      for await (const event of feed.listen(undefined, listening.signal))
        if (event.type === 'activity') told.push(...event.rows.map(({ path }) => path));
    })();
    const names = Array.from({ length: 150 }, (_, n) => `${String(n).padStart(3, '0')}.txt`);
    for (const name of names) await pair.write(name, name);
    await inStep(desk, 151);
    await eventually(() => expect(told.toSorted()).toEqual(names));
    listening.abort();
    await heard;
  });

  it('rests while it is paused, and takes up what came meanwhile', async () => {
    const { desk, pair, client } = await oneFolder();
    await client.pairs.pause({ pairs: [pair.id] });
    await pair.write('b.txt', 'b');
    expect(stateOf(desk, pair.id)).toMatchObject({ activity: 'paused', files: 1 });
    const config = JSON.parse(await readFile(path.join(desk.base, 'home/config.json'), 'utf8')) as {
      readonly pairs: readonly { readonly paused?: unknown }[];
    };
    expect(config.pairs[0]?.paused).toBe('always');
    await client.pairs.resume({ pairs: [pair.id] });
    await inStep(desk, 2);
  });

  it('calls itself settled no sooner than it has looked at everything again', async () => {
    const { desk, pair, client } = await oneFolder();
    const settled = () => eventually(() => expect(stateOf(desk, pair.id).settled).toBe(true), 1);
    await client.pairs.pause({ pairs: [pair.id] });
    await pair.write('b.txt', 'b');
    expect(stateOf(desk, pair.id).settled).toBe(false);
    await client.pairs.resume({ pairs: [pair.id] });
    await settled();
    expect(stateOf(desk, pair.id).files).toBe(2);
    await pair.write('c.txt', 'c');
    await client.pairs.setLimits({ pair: pair.id, up: 1_000_000, down: null, transfers: null });
    await settled();
    expect(stateOf(desk, pair.id).files).toBe(3);
  });

  it('goes on by itself when its pause ends', async () => {
    const { desk, pair, client } = await oneFolder();
    const untilMs = Date.now() + 3_600_000;
    await client.pairs.pause({ pairs: [pair.id], untilMs });
    await pair.write('b.txt', 'b');
    expect(stateOf(desk, pair.id)).toMatchObject({ activity: 'paused', pausedUntilMs: untilMs, files: 1 });
    await client.pairs.pause({ pairs: [pair.id], untilMs: Date.now() + 1_000 });
    await inStep(desk, 2);
    expect(stateOf(desk, pair.id).pausedUntilMs).toBeUndefined();
  });

  it('takes up another name, mode and limits at once', async () => {
    const { desk, pair, client } = await oneFolder();
    await client.pairs.rename({ pair: pair.id, name: 'Pictures' });
    await client.pairs.setMode({ pair: pair.id, mode: 'upload-only' });
    await client.pairs.setLimits({ pair: pair.id, up: 1_000_000, down: null, transfers: 4 });
    expect(stateOf(desk, pair.id)).toMatchObject({ name: 'Pictures', mode: 'upload-only' });
    expect(desk.service.context.pair(pair.id).config.limits).toEqual({
      uploadBytesPerSecond: 1_000_000,
      transfers: 4,
    });
  });

  it('goes on counting its requests when it gets another name or other limits', async () => {
    const { desk, pair, client } = await oneFolder();
    const before = stateOf(desk, pair.id).meter;
    expect(before.PUT).toBeGreaterThan(0);
    await client.pairs.rename({ pair: pair.id, name: 'Pictures' });
    await client.pairs.setLimits({ pair: pair.id, up: null, down: null, transfers: 4 });
    expect(stateOf(desk, pair.id).meter.PUT).toBeGreaterThanOrEqual(before.PUT);
    await pair.write('b.txt', 'b');
    await inStep(desk, 2);
    const { PUT, LIST, bytesUp } = stateOf(desk, pair.id).meter;
    expect(PUT).toBeGreaterThan(before.PUT);
    expect(LIST).toBeGreaterThan(before.LIST);
    expect(bytesUp).toBe(before.bytesUp + 1);
  });

  it('follows its folder to another place, and to no folder without its marker', async () => {
    const desk = await openDesk({ pairs: ['photos', 'papers'], files: { 'a.txt': 'a' } });
    const [photos, papers] = desk.pairs;
    if (photos === undefined || papers === undefined) throw new Error('no pairs');
    await inStep(desk, 1);
    const client = clientOf(desk);
    const refusal = (folder: string) =>
      client.pairs.setFolder({ pair: photos.id, folder }).then(
        () => 'none',
        ({ data }: { data: { code: string } }) => data.code,
      );
    expect(await refusal(`${photos.folder}-nowhere`)).toBe('root-missing');
    expect(await refusal(papers.folder)).toBe('folder-taken');
    expect(await refusal(desk.base)).toBe('folder-nested');
    expect(await refusal(path.join(desk.base, 'home'))).toBe('folder-own');
    expect(await refusal(path.join(desk.base, 'store'))).toBe('root-foreign');
    await cp(photos.folder, papers.at('photos'), { recursive: true });
    expect(await refusal(papers.at('photos'))).toBe('folder-nested');
    expect(stateOf(desk, photos.id).folder).toBe(photos.folder);

    const moved = `${photos.folder}-moved`;
    await rename(photos.folder, moved);
    expect(await refusal(moved)).toBe('none');
    await eventually(() =>
      expect(stateOf(desk, photos.id)).toMatchObject({ folder: moved, settled: true, files: 1 }),
    );
    expect(stateOf(desk, photos.id).halted).toBeUndefined();
    const rows = await client.activity({ pair: photos.id, limit: 10 });
    expect(rows.filter(({ action }) => action === 'uploaded')).toHaveLength(1);
  });

  it('takes an old copy of its folder for no edit: what differs is a conflict', async () => {
    const { desk, pair, client } = await oneFolder({ 'a.txt': 'old', 'same.txt': 'same' });
    const copy = `${pair.folder}-backup`;
    await cp(pair.folder, copy, { recursive: true, preserveTimestamps: true });
    await pair.write('a.txt', 'the newer one');
    await pair.write('new.txt', 'new');
    await inStep(desk, 3);
    await rename(pair.folder, `${pair.folder}-gone`);
    await client.pairs.setFolder({ pair: pair.id, folder: copy });
    await eventually(() =>
      expect(stateOf(desk, pair.id)).toMatchObject({ settled: true, conflicts: 1, files: 4 }),
    );
    const read = (name: string) => readFile(path.join(copy, name), 'utf8');
    expect(await read('a.txt')).toBe('the newer one');
    expect(await read('new.txt')).toBe('new');
    const names = await readdir(copy);
    expect(await read(names.find((name) => name.startsWith('a (')) ?? '')).toBe('old');
  });

  it('takes up several changes that come at once, and is left with one engine', async () => {
    const { desk, pair, client } = await oneFolder();
    await Promise.all([
      client.pairs.rename({ pair: pair.id, name: 'Pictures' }),
      client.pairs.setMode({ pair: pair.id, mode: 'upload-only' }),
      client.pairs.setLimits({ pair: pair.id, up: 1_000_000, down: null, transfers: 4 }),
    ]);
    const { activity, name, mode, halted } = stateOf(desk, pair.id);
    expect({ name, mode, halted }).toEqual({ name: 'Pictures', mode: 'upload-only', halted: undefined });
    expect(activity).not.toBe('stopped');
    await pair.write('b.txt', 'b');
    await inStep(desk, 2);
  });

  it('stays forgotten when it was being opened anew', async () => {
    const { desk, pair, client } = await oneFolder();
    await Promise.allSettled([
      client.pairs.rename({ pair: pair.id, name: 'Pictures' }),
      client.pairs.remove({ pair: pair.id }),
    ]);
    expect(desk.service.context.pairs()).toEqual([]);
    expect((await desk.service.context.home()).config.pairs).toEqual([]);
  });

  it('is forgotten with its files left where they are', async () => {
    const { desk, pair, client } = await oneFolder();
    await client.pairs.remove({ pair: pair.id });
    expect(desk.service.context.pairs()).toEqual([]);
    expect(await readFile(pair.at('a.txt'), 'utf8')).toBe('a');
  });

  it('holds a mass deletion, and brings the files back when it is told to', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n}.txt`, String(n)]));
    const { desk, pair, client } = await oneFolder(many);
    await inOneLook(desk, pair, async () => {
      for (let n = 0; n < 50; n++) await rm(pair.at(`${n}.txt`));
    });
    await eventually(() => expect(stateOf(desk, pair.id).held).toBe(50));
    const held = await client.pairs.held({ pair: pair.id, offset: 40, limit: 20 });
    expect(held).toMatchObject({ total: 50, rows: { length: 10 } });
    const answer = { pair: pair.id, answer: 'bring-back', seen: held.seen } as const;
    expect(await client.pairs.answerHeld(answer)).toEqual({ count: 50 });
    await eventually(async () => expect(await readFile(pair.at('7.txt'), 'utf8')).toBe('7'));
  });

  it('takes an answer only to the deletions that were shown', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`${n}.txt`, String(n)]));
    const { desk, pair, client } = await oneFolder(many);
    const look = () => client.pairs.held({ pair: pair.id, offset: 0, limit: 1 });
    await inOneLook(desk, pair, async () => {
      for (let n = 0; n < 50; n++) await rm(pair.at(`${n}.txt`));
    });
    await eventually(() => expect(stateOf(desk, pair.id).held).toBe(50));
    const { seen } = await look();
    expect((await look()).seen).toBe(seen);
    // As many as before, but not the same.
    await inOneLook(desk, pair, async () => {
      await pair.write('0.txt', '0');
      await rm(pair.at('50.txt'));
    });
    await eventually(async () => expect((await look()).seen).not.toBe(seen));
    for (const answer of ['move', 'bring-back'] as const) {
      await expect(client.pairs.answerHeld({ pair: pair.id, answer, seen })).rejects.toMatchObject({
        data: { code: 'held-changed' },
      });
    }
    await eventually(() => expect(stateOf(desk, pair.id).held).toBe(50));
    const now = await look();
    expect(await client.pairs.answerHeld({ pair: pair.id, answer: 'move', seen: now.seen })).toEqual({
      count: 50,
    });
    await eventually(() => expect(stateOf(desk, pair.id)).toMatchObject({ held: 0, files: 10 }));
  });

  it('says as data why it cannot run, and runs once the cause is gone', async () => {
    const { desk, pair, client } = await oneFolder();
    desk.store?.deny(['s3:ListBucket']);
    await client.pairs.syncNow({ pair: pair.id });
    await eventually(() =>
      expect(stateOf(desk, pair.id).halted).toMatchObject({
        code: 'access-denied',
        action: 's3:ListBucket',
        bucket: pair.bucket,
      }),
    );
    desk.store?.deny([]);
    await client.pairs.syncNow({ pair: pair.id });
    await eventually(() => expect(stateOf(desk, pair.id).halted).toBeUndefined());
  });

  it('opens a pair that is stopped at once when it is told to sync', async () => {
    const answers = [undefined, 'correct horse'];
    const desk = await openDesk({
      pairs: ['photos'],
      files: { 'a.txt': 'a' },
      passphrase: 'correct horse',
      telling: { ask: () => Promise.resolve(answers.shift()) },
    });
    const [pair] = desk.pairs;
    if (pair === undefined) throw new Error('no pair');
    expect(stateOf(desk, pair.id)).toMatchObject({
      activity: 'stopped',
      halted: { code: 'passphrase-missing' },
    });
    await clientOf(desk).pairs.syncNow({ pair: pair.id });
    expect(stateOf(desk, pair.id).activity).not.toBe('stopped');
    expect(stateOf(desk, pair.id).halted).toBeUndefined();
    await inStep(desk, 1);
  });

  it('answers for a pair that is not there with an error as data', async () => {
    const { client } = await oneFolder();
    await expect(client.pairs.syncNow({ pair: crypto.randomUUID() })).rejects.toMatchObject({
      code: SYNC_ERROR,
      data: {
        code: 'pair-unknown',
        title: expect.any(String) as string,
        remedy: expect.any(String) as string,
      },
    });
  });

  it('refuses what is not in the contract', async () => {
    const { client, pair } = await oneFolder();
    await expect(client.pairs.pause({ pairs: ['../..'] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(client.pairs.held({ pair: pair.id, offset: 0, limit: 1_000_000 })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('the settings behind the contract', () => {
  it('are kept, and told to everybody', async () => {
    const { desk, client } = await oneFolder();
    const before = await client.settings.update({});
    expect(before).toMatchObject({ language: 'en', theme: 'system', deviceName: 'laptop' });
    const after = await client.settings.update({
      theme: 'dark',
      deviceName: 'desk',
      bandwidth: { up: 5_000, down: null },
    });
    expect(after).toMatchObject({
      language: 'en',
      theme: 'dark',
      deviceName: 'desk',
      bandwidth: { up: 5_000, down: null },
    });
    const snapshot = await desk.service.context.feed.listen(undefined, new AbortController().signal).next();
    expect(snapshot.value).toMatchObject({ state: { settings: after, device: { name: 'desk' } } });
  });

  it('list each account once, with where its keys come from', async () => {
    const desk = await openDesk({ pairs: ['photos', 'papers'] });
    const rows = await clientOf(desk).settings.accounts();
    expect(rows).toEqual([
      { endpoint: desk.s3.endpoint, credentials: 'env', pairs: desk.pairs.map(({ id }) => id) },
    ]);
  });
});
