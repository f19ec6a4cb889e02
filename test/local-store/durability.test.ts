import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalStore } from '../../sync-engine/local-store/index.ts';
import { Bucket, bytesOf, clientFor, freshStore, temporaryDirectory } from './harness.ts';

type Served = Pick<LocalStore, 'endpoint' | 'region' | 'credentials'>;

async function startChild(directory: string): Promise<{ child: ChildProcess; store: Served }> {
  const child = fork(join(import.meta.dirname, 'durability-child.ts'), [directory], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [store] = (await once(child, 'message')) as [Served];
  return { child, store };
}

/** What a client has been told about one key: the last acknowledged state, and one that may or may not have been reached. */
interface Told {
  acknowledged: string | undefined;
  attempted: string | undefined;
}

const large = 150_000;

/** The body of one write: small ones live in the index, large ones in files. */
function body(tag: string): Buffer {
  return Buffer.alloc(tag.endsWith('large') ? large : 50, `${tag} `);
}

/** Writes, overwrites and deletes its own keys without pause until the store dies under it. */
async function disturb(
  client: S3Client,
  lane: number,
  told: Map<string, Told>,
  acknowledged: () => void,
): Promise<void> {
  for (let round = 0; ; round++) {
    const Key = `lane ${lane}/key ${round % 5}`;
    const state = told.get(Key) ?? { acknowledged: undefined, attempted: undefined };
    told.set(Key, state);
    const tag = `${lane}.${round}.${round % 3 === 0 ? 'large' : 'small'}`;
    const remove = round % 7 === 6;
    state.attempted = remove ? undefined : tag;
    try {
      await client.send(
        remove
          ? new DeleteObjectCommand({ Bucket, Key })
          : new PutObjectCommand({ Bucket, Key, Body: body(tag) }),
      );
    } catch {
      return;
    }
    state.acknowledged = state.attempted;
    acknowledged();
  }
}

test('a store killed at any moment has every acknowledged write and no half object', async () => {
  const directory = await temporaryDirectory();
  const told = new Map<string, Told>();
  const rounds = 8;
  for (let round = 0; round < rounds; round++) {
    const { child, store } = await startChild(directory);
    const client = clientFor(store);
    await client.send(new CreateBucketCommand({ Bucket })).catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    // A different moment each round, counted from the first write that was acknowledged: others are under way by then.
    const acknowledged = (): void => {
      timer ??= setTimeout(() => child.kill('SIGKILL'), 50 + round * 37);
    };
    const lanes = Array.from({ length: 8 }, (_, lane) => disturb(client, lane, told, acknowledged));
    await Promise.all([...lanes, once(child, 'exit')]);
    clearTimeout(timer);
    client.destroy();

    const survivor = await freshStore({ directory });
    const reader = clientFor(survivor);
    const { Contents = [] } = await reader.send(new ListObjectsV2Command({ Bucket }));
    const there = new Map<string, Buffer>();
    for (const { Key = '' } of Contents) there.set(Key, await bytesOf(reader, Key));
    for (const [key, state] of told) {
      const found = there.get(key);
      const allowed = [state.acknowledged, state.attempted].map((tag) =>
        tag === undefined ? undefined : body(tag),
      );
      const asTold = allowed.some((bytes) =>
        bytes === undefined ? found === undefined : found?.equals(bytes),
      );
      expect(
        asTold,
        `${key} after round ${round}: ${JSON.stringify(state)}, found ${found?.subarray(0, 20).toString()}`,
      ).toBe(true);
      // Whichever it was, that is the state the next round starts from.
      const attempted = state.attempted === undefined ? undefined : body(state.attempted);
      const reached = attempted === undefined ? found === undefined : found?.equals(attempted);
      if (reached === true) state.acknowledged = state.attempted;
    }
    expect(there.size).toBeGreaterThan(0);
    // Bodies on disk are exactly those of the large objects: what the crash orphaned has been swept.
    const files = await readdir(join(directory, 'data'), { recursive: true, withFileTypes: true });
    const largeOnes = [...there.values()].filter((bytes) => bytes.length === large);
    expect(files.filter((file) => file.isFile())).toHaveLength(largeOnes.length);
    expect(await readdir(join(directory, 'tmp'))).toEqual([]);
    await survivor.close();
  }
});

test('a completed upload survives a kill right after its acknowledgement', async () => {
  const directory = await temporaryDirectory();
  const { child, store } = await startChild(directory);
  const client = clientFor(store);
  await client.send(new CreateBucketCommand({ Bucket }));
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }));
  const bytes = Buffer.alloc(6 * 1024 ** 2, 'part ');
  const Parts = await Promise.all(
    [1, 2].map(async (PartNumber) => {
      const { ETag } = await client.send(
        new UploadPartCommand({ Bucket, Key: 'a', UploadId, PartNumber, Body: bytes }),
      );
      return { PartNumber, ETag };
    }),
  );
  await client.send(
    new CompleteMultipartUploadCommand({ Bucket, Key: 'a', UploadId, MultipartUpload: { Parts } }),
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  const survivor = await freshStore({ directory });
  expect((await bytesOf(clientFor(survivor), 'a')).equals(Buffer.concat([bytes, bytes]))).toBe(true);
});

test('deleting the last reference to a body deletes its file, and not before', async () => {
  const directory = await temporaryDirectory();
  const store = await freshStore({ directory });
  const client = clientFor(store);
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: body('one.large') }));
  await client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
  const files = async (): Promise<number> => {
    const entries = await readdir(join(directory, 'data'), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  };
  expect(await files()).toBe(1);
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect((await bytesOf(client, 'b')).equals(body('one.large'))).toBe(true);
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
  await expect.poll(files).toBe(0);
});
