import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { emptyConfig } from '../../sync-engine/contract/config.ts';
import { addPair, createBuckets, openHome, type Environment } from '../../sync-engine/index.ts';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';

/** A home with one pair on an embedded store, for an app that is not started yet; put away when the test ends. */
export interface TestHome {
  readonly base: string;
  readonly env: Readonly<Record<string, string>>;
  readonly pair: string;
  /** The pair's folder. */
  readonly folder: string;
  /** The content of an object of the pair's bucket; undefined where there is none. */
  stored(key: string): Promise<Uint8Array | undefined>;
  /** Deletes an object of the pair's bucket, as another device would. */
  unstore(key: string): Promise<void>;
}

export interface HomeOptions {
  /** Bytes per second. */
  readonly upload?: number;
  /** Where a Secret Service is found: the pair's keys are in it, and not in the environment. */
  readonly keychain?: Readonly<Record<string, string>>;
}

export async function makeHome(options: HomeOptions = {}): Promise<TestHome> {
  const base = await mkdtemp(path.join(tmpdir(), 'windlass-desktop-'));
  const store = await startLocalStore({ directory: path.join(base, 'store') });
  const s3 = new S3Client({
    endpoint: store.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: store.credentials,
  });
  onTestFinished(async () => {
    s3.destroy();
    await store.close();
    // The engine of an app that was killed ends a little later than the app.
    await rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  const env = {
    WINDLASS_HOME: path.join(base, 'home'),
    XDG_CONFIG_HOME: path.join(base, 'config'),
    HOME: base,
    ...(options.keychain ?? {
      AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
    }),
  } satisfies Environment;
  await mkdir(env.WINDLASS_HOME);
  const config = emptyConfig({ id: crypto.randomUUID(), name: 'desk' }) as object;
  const settings = { quietMs: 100, pollSecondsMin: 1, pollSecondsMax: 2 };
  await writeFile(path.join(env.WINDLASS_HOME, 'config.json'), JSON.stringify({ ...config, settings }));

  const pair = crypto.randomUUID();
  const folder = path.join(base, 'documents');
  const bucket = 'documents';
  await createBuckets({ endpoint: store.endpoint, ...store.credentials }, [bucket, `${bucket}-recycle`]);
  const { upload, keychain } = options;
  const fields = {
    id: pair,
    name: 'documents',
    folder,
    bucket,
    prefix: '',
    recycle: { bucket: `${bucket}-recycle`, prefix: '' },
    mode: 'two-way' as const,
    account: {
      endpoint: store.endpoint,
      credentials:
        keychain === undefined
          ? { kind: 'env' as const }
          : { kind: 'keychain' as const, name: 'desktop-test' },
    },
    ...(upload === undefined ? {} : { limits: { uploadBytesPerSecond: upload } }),
  };
  const keys = keychain === undefined ? undefined : store.credentials;
  await addPair(await openHome(env), fields, keys, { env });
  return {
    base,
    env,
    pair,
    folder,
    async stored(key) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (caught) {
        if (caught instanceof Error && caught.name === 'NoSuchKey') return undefined;
        throw caught;
      }
    },
    async unstore(key) {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
