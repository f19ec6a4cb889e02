import type { IncomingHttpHeaders } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import { startLocalStore, type LocalStore } from '../../sync-engine/local-store/index.ts';
import type { ObjectAccount, ObjectStore } from '../../sync-engine/ports/object-store.ts';
import { listAll, MIB, noise, readAll, sourceOf } from './conformance/subject.ts';
import { passingOn, type TestServer } from './tools/proxy.ts';

/** Checksums as they go to AWS, on a server that verifies them. */
describe.each(['lean', 'sdk'] as const)('with checksums, as on AWS (%s)', (hotPath) => {
  const seen: IncomingHttpHeaders[] = [];
  let directory: string;
  let server: LocalStore;
  let proxy: TestServer;
  let account: ObjectAccount;
  let store: ObjectStore;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'windlass-checksums-'));
    server = await startLocalStore({ directory });
    proxy = await passingOn(server.endpoint, ({ headers }) => seen.push(headers));
    account = createS3Account({
      endpoint: proxy.endpoint,
      credentials: { kind: 'static', ...server.credentials },
      checksums: true,
      hotPath,
      copyPartsAbove: 6 * MIB,
      copyPartSize: 5 * MIB,
    });
    store = account.bucket('bucket');
    await store.administration.create();
  });

  afterAll(async () => {
    await account.close();
    await proxy.close();
    await server.close();
    await rm(directory, { recursive: true });
  });

  it('everything is written, read, copied and deleted', async () => {
    const bytes = noise(12 * MIB);
    await store.put('put', bytes);
    await store.putStream('stream', sourceOf(bytes));
    await store.copyFrom({ bucket: 'bucket', key: 'put', size: bytes.byteLength }, 'copy');
    for (const key of ['put', 'stream', 'copy']) expect((await readAll(store, key)).equals(bytes)).toBe(true);
    expect(await store.deleteMany(['put', 'stream', 'copy'])).toEqual([]);
    expect(await listAll(store)).toEqual([]);
  });

  it('an upload announces what its parts carry, so that it can go on from their ETags alone', async () => {
    const bytes = noise(6 * MIB);
    seen.length = 0;
    const upload = { key: 'a', ...(await store.multipart.create('a')) };
    await store.multipart.uploadPart(upload, 1, bytes.subarray(0, 5 * MIB));
    await store.multipart.uploadPart(upload, 2, bytes.subarray(5 * MIB));
    await store.multipart.complete(upload, await store.multipart.listParts(upload));
    expect((await readAll(store, 'a')).equals(bytes)).toBe(true);
    const [created, ...rest] = seen;
    expect(created).toMatchObject({
      'x-amz-checksum-algorithm': 'CRC32',
      'x-amz-checksum-type': 'FULL_OBJECT',
    });
    for (const part of rest.slice(0, 2)) expect(part['x-amz-checksum-crc32']).toMatch(/^[\w+/]{6}==$/);
  });
});
