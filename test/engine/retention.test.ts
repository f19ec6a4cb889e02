import { expect, it } from 'vitest';
import { fail } from '../../sync-engine/core/error.ts';
import { createRecycleBin } from '../../sync-engine/engine/bin/index.ts';
import { NO_TRAITS } from '../../sync-engine/engine/probe.ts';
import type { RecycleBin } from '../../sync-engine/engine/recycle-bin.ts';
import type { LifecycleRule, ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { startRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';

async function scene(options?: RigOptions): Promise<{ rig: Rig; bin: RecycleBin }> {
  const rig = await startRig(options);
  const anna = await rig.device('anna');
  return { rig, bin: createRecycleBin(anna.parts, () => NO_TRAITS) };
}

const rulesOf = (store: ObjectStore): Promise<readonly LifecycleRule[]> => store.administration.lifecycle();
const THEIRS: LifecycleRule = { id: 'theirs', enabled: true, prefix: 'logs/', expireDays: 3 };

it('sets the days and the end of stale uploads, and takes only the days away again', async () => {
  const { rig, bin } = await scene({ prefix: 'p/', recyclePrefix: 'r/' });
  expect(await bin.retention()).toEqual({
    days: undefined,
    abortUploadDays: undefined,
    otherRules: 0,
    supported: true,
  });
  const expiry = { days: 90, rule: 'windlass-retention', ours: true };
  const set = { days: 90, expiry, abortUploadDays: 7, otherRules: 0, supported: true };
  expect(await bin.setRetention(90)).toEqual(set);
  expect(await bin.retention()).toEqual(set);
  expect(await rulesOf(rig.recycle)).toMatchObject([
    { id: 'windlass-retention', enabled: true, prefix: 'r/', expireDays: 90 },
    { id: 'windlass-abort-uploads', enabled: true, prefix: 'r/', abortUploadDays: 7 },
  ]);
  expect(await rulesOf(rig.files)).toMatchObject([
    { id: 'windlass-abort-uploads', enabled: true, prefix: 'p/', abortUploadDays: 7 },
  ]);
  expect(await bin.setRetention(30)).toEqual({ ...set, days: 30, expiry: { ...expiry, days: 30 } });
  expect(await bin.setRetention(undefined)).toEqual({ ...set, days: undefined, expiry: undefined });
});

it('tells of the soonest end, whoever put it', async () => {
  const { rig, bin } = await scene({ recyclePrefix: 'mine/' });
  const off: LifecycleRule = { id: 'off', enabled: false, prefix: '', expireDays: 1 };
  const beside: LifecycleRule = { id: 'beside', enabled: true, prefix: 'mine/old/', expireDays: 2 };
  const whole: LifecycleRule = { id: 'clean-up', enabled: true, prefix: '', expireDays: 30 };
  await rig.recycle.administration.setLifecycle([off, beside, whole]);
  expect(await bin.setRetention(90)).toMatchObject({
    days: 90,
    expiry: { days: 30, rule: 'clean-up', ours: false },
  });
  expect(await bin.setRetention(7)).toMatchObject({ expiry: { days: 7, ours: true } });
});

it('keeps the rules of others, and those of another pair in the same bucket', async () => {
  const { rig, bin } = await scene({ recyclePrefix: 'mine/' });
  const other: LifecycleRule = { id: 'windlass-retention', enabled: true, prefix: 'other/', expireDays: 5 };
  await rig.recycle.administration.setLifecycle([THEIRS, other]);
  await rig.files.administration.setLifecycle([THEIRS]);
  expect(await bin.setRetention(90)).toMatchObject({ days: 90, otherRules: 2 });
  expect(await bin.setRetention(10)).toMatchObject({ days: 10, otherRules: 2 });
  const rules = await rulesOf(rig.recycle);
  expect(rules).toHaveLength(4);
  expect(rules).toContainEqual(expect.objectContaining(THEIRS));
  expect(rules).toContainEqual(expect.objectContaining(other));
  expect(rules).toContainEqual(
    expect.objectContaining({ id: 'windlass-retention-2', prefix: 'mine/', expireDays: 10 }),
  );
  expect(await bin.setRetention(undefined)).toMatchObject({ days: undefined });
  expect(await rulesOf(rig.recycle)).toContainEqual(expect.objectContaining(other));
  expect(await rulesOf(rig.files)).toContainEqual(expect.objectContaining(THEIRS));
});

it('expires trash entries, and nothing else, when their days have passed', async () => {
  const { rig, bin } = await scene({ recyclePrefix: 'r/' });
  for (const key of ['r/a~20261121T101500123Z.d.20261121T101500123Z.0123456789', 'outside']) {
    await rig.recycle.put(key, new Uint8Array(1));
  }
  await bin.setRetention(1);
  expect(await rig.server.applyLifecycle()).toBe(0);
  rig.tick(3 * 24 * 60 * 60 * 1000);
  expect(await rig.server.applyLifecycle()).toBe(1);
  rig.tick(-3 * 24 * 60 * 60 * 1000);
  expect(await rig.objects(rig.recycle)).toEqual({ outside: '\0' });
});

it('refuses what is no number of days, and writes nothing', async () => {
  const { rig, bin } = await scene();
  for (const days of [0, -1, 1.5, Number.NaN]) {
    await expect(bin.setRetention(days)).rejects.toMatchObject({ error: { code: 'usage' } });
  }
  expect(await rulesOf(rig.recycle)).toEqual([]);
});

it('says so where the provider has no lifecycle', async () => {
  const rig = await startRig();
  const unsupported = (store: ObjectStore): ObjectStore => ({
    ...store,
    administration: {
      ...store.administration,
      lifecycle: () => Promise.reject(fail('lifecycle-unsupported', 'answered 501')),
    },
  });
  const anna = await rig.device('anna', { around: unsupported });
  const bin = createRecycleBin(anna.parts, () => NO_TRAITS);
  expect(await bin.retention()).toMatchObject({ supported: false, days: undefined });
  expect(await bin.setRetention(90)).toMatchObject({ supported: false, days: undefined });
});

it('names the permission that is missing', async () => {
  const { rig, bin } = await scene();
  rig.server.deny(['s3:PutLifecycleConfiguration']);
  await expect(bin.setRetention(90)).rejects.toMatchObject({
    error: { code: 'access-denied', action: 's3:PutLifecycleConfiguration', bucket: rig.recycle.bucket },
  });
});
