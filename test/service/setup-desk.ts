import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createRouterClient } from '@orpc/server';
import { onTestFinished } from 'vitest';
import type { ApiClient, OpenedAccount, PairDraft } from '../../sync-engine/contract/api/index.ts';
import { emptyConfig } from '../../sync-engine/contract/config.ts';
import type { Environment } from '../../sync-engine/index.ts';
import { openService, type Service } from '../../sync-engine/service/service.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

/** A server with everything allowed. */
export interface TestServer {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A computer without any pair, keychain or AWS profile, and its service. */
export interface SetupDesk {
  readonly base: string;
  readonly env: Environment;
  readonly service: Service;
  readonly client: Pick<ApiClient, 'setup' | 'pairs'>;
  at(...names: string[]): string;
}

export async function setupDesk(more: Environment = {}): Promise<SetupDesk> {
  const base = await mkdtemp(path.join(tmpdir(), 'windlass-setup-'));
  const env: Environment = {
    PATH: process.env['PATH'],
    HOME: base,
    WINDLASS_HOME: path.join(base, 'home'),
    ...more,
  };
  const fresh = emptyConfig({ id: crypto.randomUUID(), name: 'laptop' }) as object;
  const settings = { quietMs: 0, pollSecondsMin: 1, pollSecondsMax: 1 };
  await mkdir(path.join(base, 'home'));
  await writeFile(path.join(base, 'home', 'config.json'), JSON.stringify({ ...fresh, settings }));
  const service = await openService({
    parts: { env },
    host: BROWSER_HOST,
  });
  onTestFinished(async () => {
    await service.close();
    await rm(base, { recursive: true, force: true });
  });
  return {
    base,
    env,
    service,
    client: createRouterClient(service.router),
    at: (...names) => path.join(base, ...names),
  };
}

/** Signs in with new keys. */
export function signIn({ client }: SetupDesk, server: TestServer): Promise<OpenedAccount> {
  const { endpoint, accessKeyId, secretAccessKey } = server;
  return client.setup.open({ endpoint, credentials: { kind: 'keys', accessKeyId, secretAccessKey } });
}

/** A draft for two whole buckets; keys go into the encrypted file. */
export function draftOf(account: string, folder: string, bucket: string): PairDraft {
  return {
    account,
    name: path.basename(folder),
    folder,
    makeFolder: true,
    bucket,
    prefix: '',
    recycle: { bucket: `${bucket}-recycle`, prefix: '' },
    mode: 'two-way',
    keepIn: { kind: 'file', passphrase: 'a passphrase of the test' },
  };
}

/** The SDK's own client, for what somebody else does to a bucket. */
export function sdkOf({ endpoint, accessKeyId, secretAccessKey }: TestServer): S3Client {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  onTestFinished(() => client.destroy());
  return client;
}

export function freshName(): string {
  return `setup-${randomBytes(5).toString('hex')}`;
}

export async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}
