import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Host } from '../../sync-engine/contract/api/index.ts';
import { emptyConfig, type CredentialsConfig } from '../../sync-engine/contract/config.ts';
import {
  addPair,
  createBuckets,
  openHome,
  type AccountKeys,
  type Environment,
} from '../../sync-engine/index.ts';
import { startLocalStore, type LocalStore } from '../../sync-engine/local-store/index.ts';
import { startUiServer, type UiServer } from '../../sync-engine/server/server.ts';
import { openService, type Service } from '../../sync-engine/service/service.ts';
import { BROWSER_HOST } from '../tools/browser-host.ts';

/** Where the objects live: the embedded store of the desk, or another server. */
export interface DeskServer {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface DeskPair {
  readonly id: string;
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly bucket: string;
  readonly recycle: string;
  /** The absolute path of a file in the folder. */
  at(name: string): string;
  /** Writes a file in the folder, with the folders above it. */
  write(name: string, content: string | Uint8Array): Promise<void>;
}

/** One device with its service and its page, in a folder of its own; it is put away when the test ends. */
export interface Desk {
  readonly base: string;
  readonly env: Environment;
  readonly s3: DeskServer;
  /** The embedded store; absent with another server. */
  readonly store: LocalStore | undefined;
  readonly pairs: readonly DeskPair[];
  readonly service: Service;
  readonly server: UiServer;
}

export interface DeskOptions {
  /** Pairs that exist before the service starts; their folders and buckets are made. None by default. */
  readonly pairs?: readonly string[];
  /** What lies in the first pair's folder before its first sync. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Another server than the embedded store. */
  readonly s3?: DeskServer | undefined;
  readonly device?: string;
  /** Buckets of the pairs, by name of the pair; made of the name when left out. So two desks may share one. */
  readonly bucketOf?: (pair: string) => string;
  readonly language?: 'en' | 'de';
  /** Keeps the keys of the pairs in a file that this opens. */
  readonly passphrase?: string;
  /** Where the pairs' keys come from; the environment when left out. */
  readonly credentials?: CredentialsConfig;
  /** The keys at first, in the environment and for the pairs; those of the server when left out. */
  readonly keys?: AccountKeys;
  /** What the host of the page can do; a browser's when left out. */
  readonly host?: Host;
  /** What a host with a file manager is asked to show. */
  readonly reveal?: (file: string) => Promise<void>;
  /** What the service is told of the passphrase: by the environment, or by somebody at a terminal. */
  readonly telling?: { readonly variable?: string; readonly ask?: () => Promise<string | undefined> };
}

const ENVIRONMENT: CredentialsConfig = { kind: 'env' };
const FILE: CredentialsConfig = { kind: 'file', name: 'desk' };

/** Polls fast, so that tests see what happens soon. */
const QUICK = { quietMs: 100, pollSecondsMin: 1, pollSecondsMax: 2 };

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const base = await mkdtemp(path.join(tmpdir(), 'windlass-desk-'));
  const store =
    options.s3 === undefined ? await startLocalStore({ directory: path.join(base, 'store') }) : undefined;
  const s3 = options.s3 ?? { endpoint: store?.endpoint ?? '', ...keysOf(store) };
  const home = path.join(base, 'home');
  const env: Environment = {
    ...process.env,
    WINDLASS_HOME: home,
    WINDLASS_DEVICE: options.device ?? 'laptop',
    HOME: base,
    AWS_ACCESS_KEY_ID: (options.keys ?? s3).accessKeyId,
    AWS_SECRET_ACCESS_KEY: (options.keys ?? s3).secretAccessKey,
  };
  await mkdir(home);
  const fresh = emptyConfig({ id: crypto.randomUUID(), name: options.device ?? 'laptop' }) as object;
  const app = { language: options.language ?? 'en' };
  await writeFile(path.join(home, 'config.json'), JSON.stringify({ ...fresh, settings: QUICK, app }));
  const bucketOf = options.bucketOf ?? ((name: string) => `${path.basename(base).toLowerCase()}-${name}`);
  const pairs: DeskPair[] = [];
  for (const name of options.pairs ?? []) pairs.push(await makePair(name));
  const [first] = pairs;
  for (const [name, content] of Object.entries(options.files ?? {})) await first?.write(name, content);
  const service = await openService({
    parts: {
      env: { ...env, WINDLASS_PASSPHRASE: options.telling?.variable },
      passphrase: options.telling?.ask,
    },
    host: options.host ?? BROWSER_HOST,
    reveal: options.reveal,
  });
  const server = await startUiServer({ service });
  onTestFinished(async () => {
    await server.close();
    await service.close();
    await store?.close();
    await rm(base, { recursive: true, force: true });
  });
  return { base, env, s3, store, pairs, service, server };

  async function makePair(name: string): Promise<DeskPair> {
    const folder = path.join(base, name);
    const [bucket, recycle] = [bucketOf(name), `${bucketOf(name)}-recycle`];
    await createBuckets(s3, [bucket, recycle]);
    const id = crypto.randomUUID();
    const area = { bucket, prefix: '', recycle: { bucket: recycle, prefix: '' } };
    const { passphrase } = options;
    const { credentials = passphrase === undefined ? ENVIRONMENT : FILE } = options;
    const account = { endpoint: s3.endpoint, credentials };
    const { keys = { accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey } } = options;
    await addPair(await openHome(env), { id, name, folder, ...area, mode: 'two-way', account }, keys, {
      env: { ...env, WINDLASS_PASSPHRASE: passphrase },
    });
    const at = (file: string): string => path.join(folder, file);
    return {
      id,
      name,
      folder,
      bucket,
      recycle,
      at,
      async write(file, content) {
        await mkdir(path.dirname(at(file)), { recursive: true });
        await writeFile(at(file), content);
      },
    };
  }
}

/** Changes a pair's folder while the pair is paused: all of it is seen in one look, however long it takes. */
export async function inOneLook(
  { service }: Pick<Desk, 'service'>,
  { id }: Pick<DeskPair, 'id'>,
  change: () => Promise<void>,
): Promise<void> {
  const host = service.context.pair(id);
  host.pause();
  await change();
  host.resume();
}

function keysOf(store: LocalStore | undefined): Omit<DeskServer, 'endpoint'> {
  const { accessKeyId = '', secretAccessKey = '' } = store?.credentials ?? {};
  return { accessKeyId, secretAccessKey };
}
