import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { approveHeld, rejectHeld } from '../../sync-engine/engine/held.ts';
import { filled, FILES, settled, unharmed } from './guarded.ts';
import type { Device, Rig } from './rig.ts';

const NEVER = { pollMinMs: 3_600_000, pollMaxMs: 3_600_000, rescanMs: 3_600_000 };

/** Another tool deletes everything, ours included. */
async function empty(rig: Rig): Promise<void> {
  for await (const page of rig.files.list('')) await rig.files.deleteMany(page.map(({ key }) => key));
}

async function deleteBucket({ server }: Rig): Promise<void> {
  const client = new S3Client({
    endpoint: server.endpoint,
    region: server.region,
    credentials: server.credentials,
    forcePathStyle: true,
  });
  await client.send(new DeleteBucketCommand({ Bucket: 'files' }));
  client.destroy();
}

async function putAll(rig: Rig, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, text] of Object.entries(files)) await rig.files.put(key, Buffer.from(text));
}

/** The only file activity allowed beside the halts. */
async function untouched(device: Device): Promise<void> {
  expect(await device.contents()).toMatchObject(FILES);
  const harm = device.parts.index
    .activity({ limit: 100 })
    .filter(({ action }) => action === 'trashed' || action === 'recycled');
  expect(harm).toEqual([]);
}

describe('a bucket emptied by another tool', () => {
  it('holds the deletions here, and comes back when they are rejected', async () => {
    const { rig, device } = await filled();
    await empty(rig);
    // Counted like `trashed`, in files; the two folders that would be left empty are held with them.
    expect(await device.sync()).toMatchObject({ held: 4, trashed: 0, uploaded: 0 });
    expect(device.parts.index.held()).toMatchObject(
      Array.from({ length: 6 }, () => ({ guard: 'bucket-emptied' })),
    );
    await untouched(device);
    rejectHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ held: 0, uploaded: 4, trashed: 0 });
    expect(await rig.objects(rig.files)).toEqual(FILES);
    await settled(device);
  });

  it('moves the files to the local trash once approved', async () => {
    const { rig, device } = await filled();
    await empty(rig);
    await device.sync();
    approveHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ held: 0, trashed: 4 });
    const left = Object.keys(await device.contents()).filter((name) => !name.endsWith('/'));
    expect(left).toEqual([]);
    expect(await rig.objects(rig.files)).toEqual({});
    await settled(device);
  });
});

describe('a deleted bucket', () => {
  it('halts the pair and is named; made again and still empty, it counts as emptied', async () => {
    const { rig, device } = await filled();
    await empty(rig);
    await deleteBucket(rig);
    for (const _again of [1, 2]) {
      const report = await device.sync();
      expect(report).toMatchObject({
        halted: { code: 'bucket-missing', bucket: 'files' },
        trashed: 0,
        held: 0,
      });
    }
    await untouched(device);
    const halts = device.parts.index.activity({ limit: 100 }).filter(({ action }) => action === 'halted');
    expect(halts).toMatchObject([{ reason: 'bucket-missing' }]);
    await rig.files.administration.create();
    expect(await device.sync()).toMatchObject({ held: 4, trashed: 0 });
    expect(device.parts.index.held()).toMatchObject(
      Array.from({ length: 6 }, () => ({ guard: 'bucket-emptied' })),
    );
    await untouched(device);
  });
});

describe('a bucket of the same name that is another one', () => {
  const strange = { 'other/x.txt': 'x', 'other/y.txt': 'y' };
  const swapped = async () => {
    const { rig, device } = await filled();
    await empty(rig);
    await putAll(rig, strange);
    return { rig, device };
  };

  it('stops everything: nothing is deleted, and nothing is downloaded either', async () => {
    const { rig, device } = await swapped();
    await device.write('edited here.txt', 'edited');
    expect(await device.sync()).toMatchObject({ held: 4, trashed: 0, downloaded: 0, uploaded: 0 });
    expect(device.parts.index.held().every((record) => record.guard === 'bucket-wrong')).toBe(true);
    await untouched(device);
    expect(await rig.objects(rig.files)).toEqual(strange);
  });

  it('is joined with the folder when the deletions are rejected', async () => {
    const { rig, device } = await swapped();
    await device.sync();
    rejectHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ held: 0, uploaded: 4, downloaded: 2, trashed: 0 });
    expect(await rig.objects(rig.files)).toEqual({ ...FILES, ...strange });
    await settled(device);
  });

  it('replaces the folder when the deletions are approved', async () => {
    const { device } = await swapped();
    await device.sync();
    approveHeld(device.parts.index);
    expect(await device.sync()).toMatchObject({ held: 0, trashed: 4, downloaded: 2 });
    const files = Object.entries(await device.contents()).filter(([name]) => !name.endsWith('/'));
    expect(Object.fromEntries(files)).toEqual(strange);
    await settled(device);
  });
});

describe('a pair that is pointed elsewhere', () => {
  it('starts over by union there, deletes nothing on any side, and again on the way back', async () => {
    const { rig, device } = await filled();
    await device.engine(NEVER).sync();
    const ben = await rig.device('ben', { prefix: 'elsewhere/' });
    await ben.write('from ben.txt', 'from ben');
    await ben.sync();
    await device.restart({ prefix: 'elsewhere/' });
    expect(await device.engine(NEVER).sync()).toMatchObject({
      uploaded: 4,
      downloaded: 1,
      trashed: 0,
      recycled: 0,
      held: 0,
    });
    await untouched(device);
    await settled(device);
    await device.restart({ prefix: '' });
    const { recycled, trashed, failed } = await device.engine(NEVER).sync();
    expect({ recycled, trashed, failed }).toEqual({ recycled: 0, trashed: 0, failed: 0 });
    const there = Object.fromEntries(
      Object.entries(FILES).map(([name, text]) => [`elsewhere/${name}`, text]),
    );
    expect(await rig.objects(rig.files)).toMatchObject({ ...FILES, ...there });
    expect(await rig.objects(rig.recycle)).toEqual({});
  });
});

describe('a missing permission', () => {
  it('to list halts the pair before anything is done', async () => {
    const { rig, device } = await filled();
    await device.remove('a.txt');
    await device.write('new.txt', 'new');
    rig.server.deny(['s3:ListBucket']);
    expect(await device.sync()).toMatchObject({
      halted: { code: 'access-denied', action: 's3:ListBucket', bucket: 'files' },
      uploaded: 0,
      recycled: 0,
    });
    rig.server.deny([]);
    expect(await device.sync()).toMatchObject({ uploaded: 1, recycled: 1, failed: 0 });
    await settled(device);
  });

  /** An edit here, a new file there, a deletion on each side. */
  const busy = async () => {
    const { rig, device } = await filled();
    const ben = await rig.device('ben');
    await ben.sync();
    rig.tick();
    await ben.write('from ben.txt', 'from ben');
    await ben.remove('b.txt');
    await ben.sync();
    rig.tick();
    await device.write('a.txt', 'alpha, edited');
    await device.write('new.txt', 'new');
    await device.remove('sub/c.txt');
    return { rig, device };
  };
  const AFTER = {
    'a.txt': 'alpha, edited',
    'from ben.txt': 'from ben',
    'new.txt': 'new',
    'sub/deep/d.txt': 'delta',
  };

  it.each([
    ['s3:GetObject', ['files']],
    ['s3:PutObject', ['files', 'recycle']],
    ['s3:DeleteObject', ['files']],
  ])(
    '%s is named with its bucket; nothing is lost, and all is done once it is granted',
    async (action, buckets) => {
      const { rig, device } = await busy();
      rig.server.deny([action]);
      const report = await device.sync();
      const refusals = [report.halted, ...report.failures].filter((error) => error !== undefined);
      expect(refusals.length).toBeGreaterThan(0);
      for (const error of refusals) {
        expect(error).toMatchObject({ code: 'access-denied', action });
        expect(buckets).toContain(error.bucket);
      }
      rig.server.deny([]);
      const there = { ...(await rig.objects(rig.recycle)), ...(await rig.objects(rig.files)) };
      expect(Object.values(there)).toEqual(
        expect.arrayContaining(['gamma gamma gamma', 'beta beta', 'from ben']),
      );
      expect(await device.read('a.txt')).toBe('alpha, edited');
      expect(await device.read('new.txt')).toBe('new');
      rig.tick();
      expect(await device.sync()).toMatchObject({ failed: 0, held: 0, conflicts: 0 });
      expect(await rig.objects(rig.files)).toEqual(AFTER);
      const files = Object.entries(await device.contents()).filter(([name]) => !name.endsWith('/'));
      expect(Object.fromEntries(files)).toEqual(AFTER);
      expect(Object.values(await rig.objects(rig.recycle))).toEqual(
        expect.arrayContaining(['alpha', 'beta beta', 'gamma gamma gamma']),
      );
      await settled(device);
    },
  );

  it('to write keeps nothing from arriving, is asked about only a few times, and shows in the status', async () => {
    const { rig, device } = await filled();
    for (let at = 0; at < 60; at++) await device.write(`a/up${at}.txt`, `up ${at}`);
    for (let at = 0; at < 60; at++) await rig.files.put(`b/down${at}.txt`, Buffer.from(`down ${at}`));
    await device.restart({ transfers: 4 });
    rig.server.deny(['s3:PutObject']);
    const before = rig.requests.length;
    const report = await device.sync();
    expect(report).toMatchObject({
      downloaded: 60,
      uploaded: 0,
      halted: { code: 'access-denied', action: 's3:PutObject', bucket: 'files' },
    });
    const puts = rig.requests.slice(before).filter(({ operation }) => operation === 'PutObject');
    expect(puts.length).toBeLessThan(20);
    expect(device.parts.index.setting('halted')).toBe('access-denied');
    rig.server.deny([]);
    expect(await device.sync()).toMatchObject({ uploaded: 60, failed: 0 });
    expect(device.parts.index.setting('halted')).toBeUndefined();
    expect(device.parts.index.problems()).toEqual([]);
    await settled(device);
  });

  it('to read keeps nothing from being uploaded', async () => {
    const { rig, device } = await filled();
    for (let at = 0; at < 60; at++) await rig.files.put(`a/down${at}.txt`, Buffer.from(`down ${at}`));
    for (let at = 0; at < 60; at++) await device.write(`b/up${at}.txt`, `up ${at}`);
    rig.server.deny(['s3:GetObject']);
    expect(await device.sync()).toMatchObject({
      downloaded: 0,
      uploaded: 60,
      halted: { code: 'access-denied', action: 's3:GetObject', bucket: 'files' },
    });
    rig.server.deny([]);
    expect(await device.sync()).toMatchObject({ downloaded: 60, failed: 0 });
    await settled(device);
  });
});

describe('keys that are not let in', () => {
  it('halt the pair before anything is done', async () => {
    const { rig, device } = await filled();
    await device.remove('a.txt');
    await device.restart({ credentials: { ...rig.server.credentials, secretAccessKey: 'wrong'.repeat(8) } });
    expect(await device.sync()).toMatchObject({ halted: { code: 'credentials-invalid' }, recycled: 0 });
    await unharmed(rig, { bucket: FILES });
    await device.restart({ credentials: rig.server.credentials });
    expect(await device.sync()).toMatchObject({ recycled: 1, failed: 0 });
    await settled(device);
  });

  it('are not refused for a clock that is an hour off: signatures follow the server', async () => {
    const { rig, device } = await filled();
    await device.write('new.txt', 'new');
    rig.tick(60 * 60 * 1000);
    expect(await device.sync()).toMatchObject({
      uploaded: 1,
      recycled: 0,
      trashed: 0,
      downloaded: 0,
      failed: 0,
    });
    await untouched(device);
  });
});
