import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';

import { createMemoryAccount } from '../../sync-engine/adapters/memory/memory-object-store.ts';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import type { ObjectAccount } from '../../sync-engine/ports/object-store.ts';
import type { S3Server } from '../tools/rgw.ts';
import { MIB } from './conformance/subject.ts';
import { objectStoreConformance, type Capabilities } from './object-store.conformance.ts';

const everything: Capabilities = {
  putIfAbsent: true,
  putIfMatch: true,
  completeConditions: true,
  copySourceIfMatch: true,
  copyTargetConditions: true,
  deleteIfMatch: true,
};

/** Measured on 16.2.15 (Debian 12): conditions on PUT are honoured, all others are ignored without a word. */
const cephRgw16: Capabilities = {
  putIfAbsent: true,
  putIfMatch: true,
  completeConditions: false,
  copySourceIfMatch: false,
  copyTargetConditions: false,
  deleteIfMatch: false,
};

objectStoreConformance({
  name: 'the memory twin',
  capabilities: everything,
  start: async () => {
    const account = createMemoryAccount({ clock: steadyClock(), random: createSeededRandom(1) });
    let denied: readonly string[] = [];
    return {
      account,
      deny(actions) {
        for (const action of denied) account.permit(action);
        for (const action of actions) account.deny(action);
        denied = actions;
      },
      close: () => account.close(),
    };
  },
});

const rgw = inject('rgw');

for (const hotPath of ['lean', 'sdk'] as const) {
  objectStoreConformance({
    name: `the S3 adapter (${hotPath}) on the embedded store`,
    capabilities: everything,
    start: async () => {
      const directory = await mkdtemp(path.join(tmpdir(), 'windlass-conformance-'));
      const store = await startLocalStore({ directory });
      const server = { endpoint: store.endpoint, region: store.region, ...store.credentials, hotPath };
      const account = s3Account(server);
      return {
        account,
        withKeys: otherKeys(server),
        deny: (actions) => store.deny(actions),
        close: async () => {
          await account.close();
          await store.close();
          await rm(directory, { recursive: true });
        },
      };
    },
  });

  if (rgw !== undefined)
    objectStoreConformance({
      name: `the S3 adapter (${hotPath}) on Ceph RGW`,
      capabilities: cephRgw16,
      start: async () => {
        const server = { ...rgw, hotPath };
        const account = s3Account(server);
        return { account, withKeys: otherKeys(server), close: () => account.close() };
      },
    });
}

interface Server extends S3Server {
  readonly hotPath: 'lean' | 'sdk';
}

function s3Account({ endpoint, region, accessKeyId, secretAccessKey, hotPath }: Server): ObjectAccount {
  return createS3Account({
    endpoint,
    region,
    hotPath,
    credentials: { kind: 'static', accessKeyId, secretAccessKey },
    copyPartsAbove: 6 * MIB,
    copyPartSize: 5 * MIB,
  });
}

function otherKeys(server: Server) {
  return (accessKeyId: string | undefined, secretAccessKey: string): ObjectAccount =>
    s3Account({ ...server, accessKeyId: accessKeyId ?? server.accessKeyId, secretAccessKey });
}

/** One millisecond later at every look: two writes are never at the same time. */
function steadyClock() {
  let nowMs = 1_700_000_000_000;
  return { now: () => nowMs++, monotonic: () => nowMs++, sleep: async () => {} };
}
