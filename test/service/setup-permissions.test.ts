import { DeleteBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { CheckRow } from '../../sync-engine/contract/api/index.ts';
import { minimalPolicy } from '../../sync-engine/contract/minimal-policy.ts';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import { all, freshName, sdkOf, setupDesk, signIn, type TestServer } from './setup-desk.ts';

const rgw = inject('rgw');
/** Milliseconds in which a missing permission is named. Source: issue 3. */
const IN_TIME_MS = 5_000;

/** A warning of what the provider does not honour is no missing permission; the questions are asked by the same requests. */
const CONDITIONS = 'conditional requests';

interface Permission {
  readonly action: string;
  readonly bucket: string;
}

interface Scene {
  readonly bucket: string;
  readonly recycle: string;
  /** Takes one permission away, and gives back the one before. */
  readonly deny: (permission: Permission | undefined) => Promise<void>;
  readonly test: () => Promise<readonly CheckRow[]>;
}

/** Every permission of the minimal policy, one by one. */
function permissions(bucket: string, recycle: string): readonly Permission[] {
  const area = (name: string) => ({ bucket: name, prefix: 'p/' });
  return minimalPolicy(area(bucket), area(recycle)).Statement.flatMap(({ Action, Resource }) => {
    const name = /^arn:aws:s3:::([^/]+)/.exec(Resource)?.[1] ?? '';
    return Action.map((action) => ({ action, bucket: name }));
  });
}

async function sceneOn(
  server: TestServer,
  deny: (scene: Permission | undefined, buckets: readonly string[]) => Promise<void>,
): Promise<Scene> {
  const desk = await setupDesk();
  const account = await signIn(desk, server);
  const bucket = freshName();
  const recycle = `${bucket}-recycle`;
  for (const name of [bucket, recycle]) await desk.client.setup.createBucket({ account: account.ref, name });
  const input = { account: account.ref, bucket, prefix: 'p/', recycle: { bucket: recycle, prefix: 'p/' } };
  return {
    bucket,
    recycle,
    deny: (permission) => deny(permission, [bucket, recycle]),
    test: async () => all(await desk.client.setup.test(input)),
  };
}

async function onEmbedded(): Promise<Scene> {
  const desk = await setupDesk();
  const store = await startLocalStore({ directory: desk.at('store') });
  onTestFinished(() => store.close());
  return sceneOn({ endpoint: store.endpoint, ...store.credentials }, (permission) =>
    Promise.resolve(store.deny(permission === undefined ? [] : [permission])),
  );
}

async function onRgw(server: TestServer): Promise<Scene> {
  const sdk = sdkOf(server);
  return sceneOn(server, async (permission, buckets) => {
    for (const Bucket of buckets) await sdk.send(new DeleteBucketPolicyCommand({ Bucket }));
    if (permission === undefined) return;
    const { action, bucket } = permission;
    const Statement = [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: action,
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      },
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await sdk.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  });
}

const SCENES: readonly (readonly [string, () => Promise<Scene>])[] = [
  ['the embedded store', onEmbedded],
  ...(rgw === undefined ? [] : [['Ceph RGW', () => onRgw(rgw)] as const]),
];

describe.each(SCENES)('the test of an account on %s', (_name, open) => {
  it('names each missing permission of the minimal policy, with its bucket, within 5 seconds', async () => {
    const scene = await open();
    const unasked = ({ check, result }: CheckRow): boolean => result !== 'ok' && check !== CONDITIONS;
    expect((await scene.test()).filter(unasked)).toEqual([]);
    const wanted = permissions(scene.bucket, scene.recycle);
    expect(wanted).toHaveLength(18);
    const named: Permission[] = [];
    for (const missing of wanted) {
      await scene.deny(missing);
      const startedAt = performance.now();
      const rows = await scene.test();
      expect(performance.now() - startedAt).toBeLessThan(IN_TIME_MS);
      const told = rows.filter(({ result }) => result === 'failed' || result === 'warning');
      const found = told.find(({ action, bucket }) => action === missing.action && bucket === missing.bucket);
      if (found?.detail.includes(missing.action) === true) named.push(missing);
      const others = told.filter(
        ({ action, check }) => action !== undefined && action !== missing.action && check !== CONDITIONS,
      );
      expect(others, `only ${missing.action} on ${missing.bucket} is missing`).toEqual([]);
      await scene.deny(undefined);
    }
    expect(named).toEqual(wanted);
  });
});
