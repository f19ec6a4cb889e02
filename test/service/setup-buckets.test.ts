import {
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { all, freshName, setupDesk, signIn } from './setup-desk.ts';
import { SERVERS, withBuckets } from './setup-servers.ts';

describe.each(SERVERS)('buckets in set-up, on %s', (_name, serve) => {
  it('tells what a bucket is, and merges the retention rule with the rules already there', async () => {
    const { account, bucket, setup, sdk } = await withBuckets(await serve());
    const name = `${bucket}-recycle`;
    const theirs = {
      ID: 'theirs',
      Status: 'Enabled',
      Filter: { Prefix: 'logs/' },
      Expiration: { Days: 7 },
    } as const;
    await sdk.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: name,
        LifecycleConfiguration: { Rules: [theirs] },
      }),
    );
    await sdk.send(new PutObjectCommand({ Bucket: name, Key: 'x', Body: 'x' }));
    expect(await setup.bucket({ account: account.ref, name })).toMatchObject({
      exists: true,
      versioning: 'off',
      expiry: null,
      otherRules: 1,
      lifecycle: 'supported',
      empty: false,
    });
    expect(await setup.bucket({ account: account.ref, name, prefix: 'logs/old/' })).toMatchObject({
      expiry: { days: 7, rule: 'theirs', ours: false },
    });
    const recycle = { bucket: name, prefix: '' };
    const files = { bucket: freshName(), prefix: '' };
    expect(await setup.setRetention({ account: account.ref, files, recycle, days: 3 })).toMatchObject({
      expiry: { days: 3, ours: true },
      otherRules: 1,
    });
    const { Rules } = await sdk.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
    expect(Rules).toContainEqual(expect.objectContaining({ ID: 'theirs', Expiration: { Days: 7 } }));
    expect(Rules).toContainEqual(
      expect.objectContaining({ ID: 'windlass-retention', Expiration: { Days: 3 } }),
    );
    expect(await setup.bucket({ account: account.ref, name: freshName() })).toMatchObject({ exists: false });
    expect(await setup.createBucket({ account: account.ref, name: freshName() })).toMatchObject({
      exists: true,
      expiry: null,
      empty: true,
    });
  });

  it('lets the trash expire and never the files, where both live in one bucket', async () => {
    const desk = await setupDesk();
    const { ref: account } = await signIn(desk, await serve());
    const { setup } = desk.client;
    const bucket = freshName();
    await setup.createBucket({ account, name: bucket });
    const files = { bucket, prefix: 'files/' };
    const recycle = { bucket, prefix: 'trash/' };
    expect(await setup.setRetention({ account, files, recycle, days: 90 })).toMatchObject({
      expiry: { days: 90, ours: true },
    });
    expect(await setup.bucket({ account, name: bucket, prefix: 'files/' })).toMatchObject({ expiry: null });
    for (const prefix of ['', 'files/', 'files/old/'])
      await expect(
        setup.setRetention({ account, files, recycle: { bucket, prefix }, days: 90 }),
      ).rejects.toMatchObject({ data: { code: 'usage' } });
    const rows = await all(await setup.test({ account, ...files, recycle }));
    expect(rows.map(({ note }) => note?.code)).not.toContain('files-expire');
  });
});
