import { describe, expect, it } from 'vitest';

import type { LifecycleRule } from '../../../sync-engine/ports/object-store.ts';
import { errorOf, listAll, refusal, text, type Suite } from './subject.ts';

export function administrationConformance(suite: Suite): void {
  describe('a bucket', () => {
    it('is found once it was created, and creating it again is no error', async () => {
      const store = await suite.bucket();
      const missing = suite.target().account.bucket(`${store.bucket}-not`);
      expect(await missing.administration.find()).toBeUndefined();
      expect(await store.administration.find()).toBeDefined();
      await store.administration.create();
      const names = await suite.target().account.listBuckets();
      expect(names).toContain(store.bucket);
      expect(names).toEqual(names.toSorted());
    });

    it('has no versioning unless somebody turned it on', async () => {
      const store = await suite.bucket();
      expect(await store.administration.versioning()).toBe('off');
    });

    it('knows the server’s clock', async () => {
      const store = await suite.bucket();
      await store.head('a');
      expect(Math.abs(store.clockOffsetMs())).toBeLessThan(5000);
    });
  });

  describe('lifecycle rules', () => {
    const ours: LifecycleRule = { id: 'windlass', enabled: true, prefix: 'trash/', expireDays: 90 };
    const stale: LifecycleRule = { id: 'uploads', enabled: true, prefix: '', abortUploadDays: 7 };
    const foreign: LifecycleRule = {
      id: 'theirs',
      enabled: false,
      prefix: 'logs/',
      expireDays: 5,
      foreign: {
        ID: 'theirs',
        Status: 'Disabled',
        Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'keep', Value: 'no' }] } },
        Expiration: { Days: 5 },
      },
    };

    it('are none at first, come back as set, and can be removed', async () => {
      const { administration } = await suite.bucket();
      expect(await administration.lifecycle()).toEqual([]);
      await administration.setLifecycle([ours, stale]);
      expect((await administration.lifecycle()).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        stale,
        ours,
      ]);
      await administration.setLifecycle([]);
      expect(await administration.lifecycle()).toEqual([]);
    });

    it('of others stay as they were when ours are added', async () => {
      const { administration } = await suite.bucket();
      await administration.setLifecycle([foreign]);
      const before = await administration.lifecycle();
      expect(before).toMatchObject([{ id: 'theirs', enabled: false, prefix: 'logs/' }]);
      expect(before[0]?.foreign).toBeDefined();
      await administration.setLifecycle([...before, ours]);
      const after = await administration.lifecycle();
      expect(after.find(({ id }) => id === 'theirs')).toEqual(before[0]);
      expect(after.find(({ id }) => id === 'windlass')).toEqual(ours);
    });
  });

  describe('a refusal', () => {
    it('says that the bucket is missing, whatever was asked', async () => {
      const store = suite.target().account.bucket('windlass-no-such-bucket');
      expect(await refusal(store.put('a', text('')))).toBe('bucket-missing');
      expect(await refusal(store.get('a'))).toBe('bucket-missing');
      expect(await refusal(store.multipart.create('a'))).toBe('bucket-missing');
      expect(await refusal(store.deleteMany(['a']))).toBe('bucket-missing');
      expect(await refusal(store.administration.versioning())).toBe('bucket-missing');
    });

    it('says that the key is too long', async () => {
      const store = await suite.bucket();
      expect(await refusal(store.put('ü'.repeat(513), text('')))).toBe('key-too-long');
    });

    it('tells an abort from everything else', async () => {
      const store = await suite.bucket();
      const signal = AbortSignal.abort();
      expect(await refusal(store.put('a', text(''), { signal }))).toBe('aborted');
      expect(await refusal(store.head('a', { signal }))).toBe('aborted');
      expect(await refusal(store.deleteMany(['a'], { signal }))).toBe('aborted');
      expect(await store.head('a')).toBeUndefined();
    });

    it('names the IAM action that is missing', async ({ skip }) => {
      const { deny } = suite.target();
      if (deny === undefined) {
        skip('nothing can be denied here');
        return;
      }
      const store = await suite.bucket();
      await store.put('a', text('x'));
      const asked: Record<string, () => Promise<unknown>> = {
        's3:ListBucket': () => listAll(store),
        's3:GetObject': () => store.head('a'),
        's3:PutObject': () => store.put('b', text('')),
        's3:DeleteObject': () => store.delete('a'),
        's3:PutLifecycleConfiguration': () => store.administration.setLifecycle([]),
        's3:ListBucketMultipartUploads': () => store.multipart.list(''),
      };
      try {
        for (const [action, ask] of Object.entries(asked)) {
          deny([action]);
          expect(await errorOf(ask())).toMatchObject({ code: 'access-denied', action });
        }
      } finally {
        deny([]);
      }
      expect(await store.head('a')).toBeDefined();
    });

    it('tells a wrong secret and an unknown key from a missing permission', async ({ skip }) => {
      const { withKeys } = suite.target();
      if (withKeys === undefined) {
        skip('there are no keys here');
        return;
      }
      const { bucket } = await suite.bucket();
      for (const account of [withKeys(undefined, 'wrong'), withKeys('AKIANOSUCHKEY0000001', 'wrong')]) {
        const store = account.bucket(bucket);
        expect(await refusal(listAll(store))).toBe('credentials-invalid');
        expect(await refusal(store.head('a'))).toBe('credentials-invalid');
        expect(await refusal(store.administration.find())).toBe('credentials-invalid');
        expect(await refusal(store.put('a', text('')))).toBe('credentials-invalid');
        await account.close();
      }
    });
  });
}
