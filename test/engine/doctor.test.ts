import fs from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { DoctorCheck } from '../../sync-engine/engine/engine.ts';
import { runDoctor } from '../../sync-engine/engine/doctor.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { startRig } from './rig.ts';
import type { Device, Rig } from './rig.ts';

async function rowsOf(device: Device): Promise<DoctorCheck[]> {
  const rows: DoctorCheck[] = [];
  for await (const row of runDoctor(device.context())) rows.push(row);
  return rows;
}

async function scene(): Promise<{ rig: Rig; anna: Device }> {
  const rig = await startRig({ prefix: 'p/', recyclePrefix: 'r/' });
  const anna = await rig.device('anna');
  await anna.write('a', 'A');
  await anna.sync();
  return { rig, anna };
}

async function keysIn(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of store.list('')) keys.push(...page.map(({ key }) => key));
  return keys;
}

async function expectNothingLeft({ rig, anna }: { rig: Rig; anna: Device }): Promise<void> {
  expect(await keysIn(rig.files)).toEqual(['p/a']);
  expect(await keysIn(rig.recycle)).toEqual([]);
  expect(await rig.files.multipart.list('')).toEqual([]);
  expect(await fs.readdir(`${anna.root}/.windlass/tmp`)).toEqual([]);
}

it('finds nothing wrong with a pair that is well, and leaves nothing behind', async () => {
  const { rig, anna } = await scene();
  const rows = await rowsOf(anna);
  expect(rows.filter((row) => row.result !== 'ok')).toEqual([]);
  expect(new Set(rows.map((row) => row.check)).size).toBe(rows.length);
  expect(rows.map((row) => row.action)).toEqual(
    expect.arrayContaining([
      's3:ListBucket',
      's3:PutObject',
      's3:GetObject',
      's3:DeleteObject',
      's3:AbortMultipartUpload',
      's3:GetBucketVersioning',
      's3:GetLifecycleConfiguration',
      's3:PutLifecycleConfiguration',
    ]),
  );
  await expectNothingLeft({ rig, anna });
  const text = JSON.stringify(rows);
  expect(text).not.toContain(rig.server.credentials.secretAccessKey);
});

it('names the permission and the bucket that are missing, skips what depends on it, and cleans up', async () => {
  const { rig, anna } = await scene();
  for (const action of [
    's3:ListBucket',
    's3:PutObject',
    's3:GetObject',
    's3:AbortMultipartUpload',
    's3:DeleteObject',
  ]) {
    rig.server.deny([action]);
    const rows = await rowsOf(anna);
    const failed = rows.filter((row) => row.result === 'failed');
    expect(failed).not.toEqual([]);
    for (const row of failed) {
      expect(row).toMatchObject({
        action,
        code: 'access-denied',
        bucket: expect.stringMatching(/^(?:files|recycle)$/),
      });
      expect(row.detail).toContain(action);
    }
    for (const row of rows.filter(({ result }) => result === 'skipped')) {
      const needed = /"(.+)"/.exec(row.detail)?.[1];
      expect(rows.find(({ check }) => check === needed)?.result).toMatch(/failed|skipped/);
    }
    rig.server.deny([]);
    if (action !== 's3:DeleteObject' && action !== 's3:AbortMultipartUpload')
      await expectNothingLeft({ rig, anna });
  }
});

it('warns of what only some commands need', async () => {
  const { rig, anna } = await scene();
  rig.server.deny([
    's3:GetLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
    's3:GetBucketVersioning',
    's3:ListBucketMultipartUploads',
  ]);
  const rows = (await rowsOf(anna)).filter((row) => row.result !== 'ok');
  expect(new Set(rows.map((row) => row.result))).toEqual(new Set(['warning']));
  expect(new Set(rows.map((row) => row.code))).toEqual(new Set(['access-denied']));
  expect(rows.find((row) => row.action === 's3:GetLifecycleConfiguration')?.detail).toMatch(
    /Only setting how long/,
  );
});

it('says which conditions a provider does not honour', async () => {
  const rig = await startRig();
  const deaf = (store: ObjectStore): ObjectStore => ({
    ...store,
    put: (key, body, { ifMatch: _one, ifAbsent: _two, ...options } = {}) => store.put(key, body, options),
  });
  const anna = await rig.device('anna', { around: deaf });
  await anna.sync();
  const row = (await rowsOf(anna)).find(({ check }) => check === 'conditional requests');
  expect(row).toMatchObject({
    result: 'warning',
    detail: expect.stringMatching(/If-None-Match on PUT, If-Match on PUT/),
  });
  expect(row?.detail).not.toMatch(/DELETE/);
});

it('says no more than that the keys are wrong when they are', async () => {
  const { rig, anna } = await scene();
  const secretAccessKey = 'not-the-secret-at-all';
  await anna.restart({ credentials: { ...rig.server.credentials, secretAccessKey } });
  const rows = await rowsOf(anna);
  const failed = rows.filter((row) => row.result === 'failed');
  expect(failed).toMatchObject([{ check: 'sign in', code: 'credentials-invalid' }]);
  expect(rows.filter((row) => row.result === 'skipped').length).toBeGreaterThan(10);
  expect(JSON.stringify(rows)).not.toContain(secretAccessKey);
});

it('warns of rules that delete files of the pair, and leaves them as they are', async () => {
  const { rig, anna } = await scene();
  const theirs = [
    { id: 'tidy', enabled: true, prefix: '', expireDays: 30 },
    { id: 'far', enabled: true, prefix: 'q/', expireDays: 30 },
  ];
  await rig.files.administration.setLifecycle(theirs);
  const row = (await rowsOf(anna)).find(({ check }) => check === 'lifecycle rules of the object bucket');
  expect(row).toMatchObject({ result: 'warning', detail: expect.stringContaining('tidy (after 30 days)') });
  expect(row?.detail).not.toContain('far');
  expect(row).not.toHaveProperty('code');
  expect(await rig.files.administration.lifecycle()).toMatchObject(theirs);
});

it('finds a folder that is gone, lost its marker or belongs to another pair, and checks the buckets all the same', async () => {
  const { anna } = await scene();
  await anna.parts.tree.writeMarker('00000000-0000-4000-8000-000000000000');
  const failed = async (): Promise<string[]> =>
    (await rowsOf(anna)).filter((row) => row.result === 'failed').map((row) => row.detail);
  expect(await failed()).toEqual([expect.stringContaining(anna.root)]);
  await fs.rm(`${anna.root}/.windlass/pair-id`);
  expect(await failed()).toEqual([expect.stringContaining('lost its marker')]);
  await fs.rename(anna.root, `${anna.root}.away`);
  expect(await failed()).toEqual([expect.stringContaining(anna.root)]);
});

it('cleans up when the caller stops listening', async () => {
  const { rig, anna } = await scene();
  let last: DoctorCheck | undefined;
  for await (last of runDoctor(anna.context())) if (last.check === 'start a multipart upload') break;
  expect(last?.result).toBe('ok');
  await expectNothingLeft({ rig, anna });
});
