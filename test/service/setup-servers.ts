import { inject, onTestFinished } from 'vitest';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import { freshName, sdkOf, setupDesk, signIn, type TestServer } from './setup-desk.ts';

const rgw = inject('rgw');

export async function embedded(): Promise<TestServer> {
  const desk = await setupDesk();
  const store = await startLocalStore({ directory: desk.at('store') });
  onTestFinished(() => store.close());
  return { endpoint: store.endpoint, ...store.credentials };
}

export const SERVERS: readonly (readonly [string, () => Promise<TestServer>])[] = [
  ['the embedded store', embedded],
  ...(rgw === undefined ? [] : [['Ceph RGW', () => Promise.resolve(rgw)] as const]),
];

/** Signed in, with an object bucket and its recycle bucket. */
export async function withBuckets(server: TestServer, days?: number) {
  const desk = await setupDesk();
  const account = await signIn(desk, server);
  const bucket = freshName();
  const { setup } = desk.client;
  await setup.createBucket({ account: account.ref, name: bucket });
  const files = { bucket, prefix: '' };
  const recycle = { bucket: `${bucket}-recycle`, prefix: '' };
  await setup.createBucket({ account: account.ref, name: recycle.bucket });
  if (days !== undefined) await setup.setRetention({ account: account.ref, files, recycle, days });
  return { desk, account, bucket, setup, sdk: sdkOf(server) };
}
