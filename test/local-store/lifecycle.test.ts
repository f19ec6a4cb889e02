import {
  type BucketLifecycleConfiguration,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  type GetBucketLifecycleConfigurationCommandOutput,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { type LocalStore, startLocalStore } from '../../sync-engine/local-store/index.ts';
import { Bucket, clientFor, failure, freshBucket, freshStore, put, temporaryDirectory } from './harness.ts';
import { eventually } from '../tools/eventually.ts';

const day = 24 * 60 * 60 * 1000;
type Rules = NonNullable<BucketLifecycleConfiguration['Rules']>;

/** A store whose clock the test moves. Clients must sign with the same clock. */
async function withClock(): Promise<{ store: LocalStore; client: S3Client; pass: (ms: number) => void }> {
  let offset = 0;
  const { store, client } = await freshBucket({ clock: () => Date.now() + offset });
  const pass = (ms: number): void => {
    offset += ms;
    client.config.systemClockOffset = offset;
  };
  return { store, client, pass };
}

function putRules(client: S3Client, Rules: Rules): Promise<unknown> {
  return client.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
  );
}

async function keys(client: S3Client): Promise<unknown> {
  return (await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];
}

test('the configuration comes back as it was put', async () => {
  const { client } = await freshBucket();
  const get = (): Promise<GetBucketLifecycleConfigurationCommandOutput> =>
    client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  expect(await failure(get())).toMatchObject({ name: 'NoSuchLifecycleConfiguration', status: 404 });
  const Rules: Rules = [
    { ID: 'ours & others', Status: 'Enabled', Filter: { Prefix: 'trash/' }, Expiration: { Days: 90 } },
    {
      ID: 'abort',
      Status: 'Disabled',
      Filter: { Prefix: '' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ];
  await putRules(client, Rules);
  expect((await get()).Rules).toEqual(Rules);
  await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
  expect(await failure(get())).toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
});

test('nonsense rules are refused', async () => {
  const { client } = await freshBucket();
  const rule = { ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } } as const;
  expect(await failure(putRules(client, [rule, rule]))).toMatchObject({
    name: 'InvalidArgument',
    status: 400,
  });
  expect(await failure(putRules(client, [{ ...rule, Expiration: { Days: 0 } }]))).toMatchObject({
    name: 'InvalidArgument',
  });
  expect(await failure(putRules(client, []))).toMatchObject({ name: 'MalformedXML' });
  const idle = { ID: 'a', Status: 'Enabled', Filter: { Prefix: '' } } as const;
  expect(await failure(putRules(client, [idle]))).toMatchObject({ name: 'InvalidRequest' });
});

test('objects expire by prefix and age, and not before', async () => {
  const { store, client, pass } = await withClock();
  await putRules(client, [
    { ID: 'a', Status: 'Enabled', Filter: { Prefix: 'trash/' }, Expiration: { Days: 2 } },
  ]);
  await put(client, 'trash/old');
  await put(client, 'kept');
  pass(day);
  await put(client, 'trash/young');
  expect(await store.applyLifecycle()).toBe(0);
  pass(day);
  expect(await store.applyLifecycle()).toBe(1);
  expect(await keys(client)).toEqual(['kept', 'trash/young']);
});

test('stale uploads are aborted', async () => {
  const { store, client, pass } = await withClock();
  const AbortIncompleteMultipartUpload = { DaysAfterInitiation: 1 };
  await putRules(client, [
    { ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, AbortIncompleteMultipartUpload },
  ]);
  await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'stale' }));
  pass(day);
  await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'young' }));
  await store.applyLifecycle();
  const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
  expect(Uploads?.map(({ Key }) => Key)).toEqual(['young']);
});

test('where versions are kept, expiry leaves a marker, and noncurrent versions and lone markers go in their time', async () => {
  const { store, client, pass } = await withClock();
  const Status = 'Enabled';
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  await putRules(client, [
    {
      ID: 'a',
      Status,
      Filter: { Prefix: '' },
      Expiration: { Days: 1 },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    },
    { ID: 'b', Status, Filter: { Prefix: '' }, Expiration: { ExpiredObjectDeleteMarker: true } },
  ]);
  await put(client, 'a');
  const rows = async (): Promise<number[]> => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    return [Versions.length, DeleteMarkers.length];
  };
  pass(day);
  await store.applyLifecycle();
  expect(await rows()).toEqual([1, 1]);
  pass(day);
  await store.applyLifecycle();
  expect(await rows()).toEqual([0, 0]);
});

test('rules are applied at start', async () => {
  const directory = await temporaryDirectory();
  const earlier = await startLocalStore({ directory });
  const writer = clientFor(earlier);
  await writer.send(new CreateBucketCommand({ Bucket }));
  await putRules(writer, [{ ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }]);
  await put(writer, 'a');
  await earlier.close();
  const clock = (): number => Date.now() + day;
  const client = clientFor(await freshStore({ directory, clock }), { systemClockOffset: day });
  expect(await keys(client)).toEqual([]);
});

test('rules are applied by themselves while running', async () => {
  const { client } = await freshBucket({ lifecycleDayMs: 200 });
  await putRules(client, [{ ID: 'a', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } }]);
  await put(client, 'a');
  await eventually(async () => expect(await keys(client)).toEqual([]));
});

test('a CORS configuration is stored and returned', async () => {
  const { client } = await freshBucket();
  const get = (): Promise<unknown> => client.send(new GetBucketCorsCommand({ Bucket }));
  expect(await failure(get())).toMatchObject({ name: 'NoSuchCORSConfiguration', status: 404 });
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://example.com'], MaxAgeSeconds: 60 }];
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  expect(await get()).toMatchObject({ CORSRules });
  await client.send(new DeleteBucketCorsCommand({ Bucket }));
  expect(await failure(get())).toMatchObject({ name: 'NoSuchCORSConfiguration' });
});
