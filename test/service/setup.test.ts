import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHome } from '../../sync-engine/index.ts';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import { all, draftOf, freshName, setupDesk, signIn, type SetupDesk } from './setup-desk.ts';
import { guardRegion } from './region-guard.ts';
import { embedded, SERVERS, withBuckets } from './setup-servers.ts';
import { eventually } from '../tools/eventually.ts';

function stateOf({ service }: SetupDesk, pair: string) {
  return service.context.pair(pair).state();
}

/** Everything about a folder that a look must leave alone. */
async function picture(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const { mtimeMs, size, mode } = await stat(file);
      const text = entry.isFile() ? await readFile(file, 'utf8') : '';
      return `${path.relative(folder, file)} ${size} ${mode} ${mtimeMs} ${text}`;
    }),
  );
  return lines.toSorted();
}

it('forgets the accounts of pages that went away, the oldest first', async () => {
  const server = await embedded();
  const desk = await setupDesk();
  const accounts = [];
  for (let page = 0; page < 9; page++) accounts.push(await signIn(desk, server));
  const [first, ...rest] = accounts;
  const inspect = (ref = '') => desk.client.setup.bucket({ account: ref, name: freshName() });
  await expect(inspect(first?.ref)).rejects.toMatchObject({ data: { code: 'not-found' } });
  for (const { ref } of rest) expect((await inspect(ref)).exists).toBe(false);
});

it('keeps a pair that cannot be removed, for its keys cannot be', async () => {
  const { desk, account, bucket, setup } = await withBuckets(await embedded());
  const { pair } = await setup.finish(draftOf(account.ref, desk.at('Photos'), bucket));
  await eventually(() => expect(stateOf(desk, pair).activity).toBe('resting'));
  const file = desk.at('home', 'secrets.json');
  const kept = await readFile(file);
  await writeFile(file, 'damaged');
  await expect(desk.client.pairs.remove({ pair })).rejects.toMatchObject({
    data: { code: 'secret-file-damaged' },
  });
  expect(stateOf(desk, pair).name).toBe('Photos');
  await writeFile(file, kept);
  await desk.client.pairs.remove({ pair });
  expect(desk.service.context.pairs()).toEqual([]);
});

describe.each(SERVERS)('set-up on %s', (_name, serve) => {
  it('leads from keys to a pair that syncs, and keeps the keys where it was told to', async () => {
    const server = await serve();
    const { desk, account, bucket, setup, sdk } = await withBuckets(server, 90);
    await mkdir(desk.at('photos'));
    await writeFile(desk.at('photos', 'a.txt'), 'hello');
    const checks = await all(
      await setup.test({
        account: account.ref,
        bucket,
        prefix: '',
        recycle: { bucket: `${bucket}-recycle`, prefix: '' },
      }),
    );
    expect(checks.filter(({ result }) => result === 'failed')).toEqual([]);
    const { pair } = await setup.finish(draftOf(account.ref, desk.at('photos'), bucket));
    await eventually(() => expect(stateOf(desk, pair)).toMatchObject({ files: 1, activity: 'resting' }));
    const { Body } = await sdk.send(new GetObjectCommand({ Bucket: bucket, Key: 'a.txt' }));
    expect(await Body?.transformToString()).toBe('hello');
    const { config } = await openHome(desk.env);
    expect(config.pairs).toMatchObject([
      { id: pair, account: { credentials: { kind: 'file', name: pair } } },
    ]);
    const files = await readdir(desk.at('home'), { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')),
    );
    expect(texts.join('\n')).not.toContain(server.secretAccessKey);
    await expect(setup.bucket({ account: account.ref, name: bucket })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
  });

  it('shows the plan of the first sync and changes nothing by it', async () => {
    const { desk, account, bucket, setup, sdk } = await withBuckets(await serve());
    const folder = desk.at('papers');
    await mkdir(path.join(folder, 'sub'), { recursive: true });
    await writeFile(path.join(folder, 'only-here.txt'), 'x'.repeat(1000));
    await writeFile(path.join(folder, 'sub', 'differs.txt'), 'mine');
    await writeFile(path.join(folder, 'same.txt'), 'same');
    for (const [Key, Body] of [
      ['only-there.txt', 'there'],
      ['sub/differs.txt', 'theirs!'],
      ['same.txt', 'same'],
    ] as const)
      await sdk.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    const keys = async () => (await sdk.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents;
    const before = [await picture(desk.base), await keys()];
    const events = await all(await setup.plan(draftOf(account.ref, folder, bucket)));
    expect(events.slice(0, 2)).toEqual([
      { type: 'looking', phase: 'looking' },
      { type: 'looking', phase: 'comparing' },
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'plan',
      plan: {
        upload: { files: 1, bytes: 1000 },
        download: { files: 1, bytes: 5 },
        recycle: { files: 0 },
        trash: { files: 0 },
        identical: 1,
        conflicts: 1,
        requests: { write: 2, list: expect.any(Number) },
        cost: { once: 0, monthly: 0 },
        rows: [
          { code: 'conflict', path: 'sub/differs.txt' },
          { code: 'upload-new', path: 'only-here.txt', size: 1000 },
          { code: 'download-new', path: 'only-there.txt' },
        ],
      },
    });
    expect([await picture(desk.base), await keys()]).toEqual(before);
    expect((await sdk.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? []).toEqual([]);
    expect(await readdir(desk.base)).not.toContain('new');
    const fresh = await all(await setup.plan(draftOf(account.ref, desk.at('new'), bucket)));
    expect(fresh.at(-1)).toMatchObject({ plan: { download: { files: 3 }, conflicts: 0 } });
    expect(await readdir(desk.base)).not.toContain('new');
  });

  it('refuses one place for files and what is deleted of them', async () => {
    const { desk, account, bucket, setup } = await withBuckets(await serve());
    const refused = { data: { code: 'usage', message: expect.stringContaining(bucket) } };
    const areas = { bucket, prefix: '', recycle: { bucket, prefix: 'trash/' } };
    await expect(all(await setup.test({ account: account.ref, ...areas }))).rejects.toMatchObject(refused);
    const draft = { ...draftOf(account.ref, desk.at('photos'), bucket), ...areas };
    await expect(all(await setup.plan(draft))).rejects.toMatchObject(refused);
    await expect(setup.finish(draft)).rejects.toMatchObject(refused);
    expect(await readdir(desk.base)).not.toContain('photos');
  });

  it('says that keys are wrong, and whether it is the secret or the key', async () => {
    const server = await serve();
    const desk = await setupDesk();
    for (const wrong of [{ secretAccessKey: 'not the secret' }, { accessKeyId: 'NOBODY' }])
      await expect(signIn(desk, { ...server, ...wrong })).rejects.toMatchObject({
        code: 'SYNC_ERROR',
        data: { code: 'credentials-invalid' },
      });
  });
});

describe('an account', () => {
  it('that may not list buckets is opened all the same, with the reason', async () => {
    const desk = await setupDesk();
    const store = await startLocalStore({ directory: desk.at('store'), deny: ['s3:ListAllMyBuckets'] });
    onTestFinished(() => store.close());
    const account = await signIn(desk, { endpoint: store.endpoint, ...store.credentials });
    expect(account).toMatchObject({
      buckets: null,
      denied: { code: 'access-denied', action: 's3:ListAllMyBuckets' },
    });
  });

  it('at an address where nobody is, or nobody answers within 8 seconds, is refused with the reason', async () => {
    const desk = await setupDesk();
    const silent = createServer(() => undefined);
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    onTestFinished(() => void silent.close());
    const keys = { accessKeyId: 'A', secretAccessKey: 'B' };
    await expect(signIn(desk, { endpoint: `http://127.0.0.1:${port}`, ...keys })).rejects.toMatchObject({
      data: { code: 'timeout', message: expect.stringContaining('within 8 s') },
    });
    await expect(signIn(desk, { endpoint: 'http://127.0.0.1:9', ...keys })).rejects.toMatchObject({
      data: { code: 'network' },
    });
    await expect(signIn(desk, { endpoint: 'ftp://files', ...keys })).rejects.toMatchObject({
      data: { code: 'usage', message: expect.stringContaining('web address') },
    });
  });

  it('finds the region that a store of its own wants requests signed for, and keeps it with the pair', async () => {
    const guarded = await guardRegion(await embedded(), 'cellar-1');
    const { desk, account, bucket, setup } = await withBuckets(guarded);
    const { pair } = await setup.finish(draftOf(account.ref, desk.at('one'), bucket));
    await eventually(() => expect(stateOf(desk, pair)).toMatchObject({ settled: true }));
    const { config } = await openHome(desk.env);
    expect(config.pairs[0]?.account).toMatchObject({ region: 'cellar-1', endpoint: guarded.endpoint });
    const { endpoint, ...keys } = guarded;
    const named = await setup.open({ endpoint, region: 'attic', credentials: { kind: 'keys', ...keys } });
    expect(named.buckets).toContain(bucket);
  });

  it('of another pair is used again, and its keys stay when one of the two pairs is removed', async () => {
    const server = await embedded();
    const { desk, account, bucket, setup } = await withBuckets(server);
    const first = await setup.finish(draftOf(account.ref, desk.at('one'), bucket));
    const again = await setup.open({ credentials: { kind: 'pair', pair: first.pair } });
    expect(again.buckets).toContain(bucket);
    const other = freshName();
    for (const name of [other, `${other}-recycle`]) await setup.createBucket({ account: again.ref, name });
    const second = await setup.finish(draftOf(again.ref, desk.at('two'), other));
    await desk.client.pairs.remove({ pair: first.pair });
    await writeFile(desk.at('two', 'a.txt'), 'a');
    await eventually(() => expect(stateOf(desk, second.pair)).toMatchObject({ files: 1 }));
    const checks = await all(await desk.client.pairs.check({ pair: second.pair }));
    expect(checks.filter(({ result }) => result === 'failed')).toEqual([]);
  });
});

describe('without an account', () => {
  it('a pair lives on the embedded store, and a second one beside it', async () => {
    const desk = await setupDesk();
    const { setup, pairs } = desk.client;
    const made: string[] = [];
    for (const name of ['one', 'two']) {
      const { account, bucket, recycle } = await setup.tryWithoutAccount();
      expect(account.buckets).toEqual(expect.arrayContaining([bucket, recycle]));
      const draft = {
        ...draftOf(account.ref, desk.at(name), bucket),
        recycle: { bucket: recycle, prefix: '' },
      };
      const { pair } = await setup.finish(draft);
      await writeFile(desk.at(name, `${name}.txt`), name);
      await eventually(() => expect(stateOf(desk, pair)).toMatchObject({ files: 1, activity: 'resting' }));
      made.push(pair);
    }
    const { config } = await openHome(desk.env);
    expect(config.pairs.map(({ account }) => account)).toEqual(
      made.map(() => ({ credentials: { kind: 'embedded' } })),
    );
    await pairs.pause({ pairs: made });
    await rm(desk.at('two', 'two.txt'));
    await writeFile(desk.at('two', 'more.txt'), 'more!');
    const events = await all(await pairs.plan({ pair: made[1] ?? '' }));
    expect(events.at(-1)).toMatchObject({
      type: 'plan',
      plan: {
        upload: { files: 1, bytes: 5 },
        recycle: { files: 1, bytes: 3 },
        cost: { once: 0, monthly: 0 },
      },
    });
  });
});
