import { spawn, type ChildProcess } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { runInProcess } from './in-process.ts';
import { CliRecord } from '../../sync-engine/contract/events.ts';
import { startLocalStore, type LocalStore } from '../../sync-engine/local-store/index.ts';
import { diskFolder } from '../tools/temporary-files.ts';

const MAIN = path.resolve(import.meta.dirname, '../../sync-engine/cli/main.ts');

/** `XDG_CACHE_HOME` of the command line in all tests together: compiled code, nothing else. */
export const COMPILED = path.join(diskFolder(), 'windlass-cli-tests-cache');

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The NDJSON lines of stdout; throws when one is no record of the contract. */
  readonly rows: readonly CliRecord[];
  /** The last of them. */
  readonly last: CliRecord;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdin?: string;
  /** For Node itself. */
  readonly nodeArgs?: readonly string[];
}

/** One device: a home of its own, and folders beside it. */
export interface Device {
  readonly home: string;
  /** Absolute path of something in the device's default folder. */
  readonly at: (name: string) => string;
  readonly folder: string;
  /** Runs the real command line to its end, in a process of its own. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Result>;
  /** Runs it in this process, for what is about what a command does and not about its process. */
  readonly runHere: (args: readonly string[], options?: Pick<RunOptions, 'env'>) => Promise<Result>;
  /** Starts it and leaves it running; ended with the test. */
  readonly start: (args: readonly string[], options?: Pick<RunOptions, 'env'>) => ChildProcess;
  readonly write: (name: string, content: string | Uint8Array) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  readonly has: (name: string) => Promise<boolean>;
}

/** A fresh directory, removed with the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await realpath(await mkdtemp(path.join(tmpdir(), 'windlass-cli-')));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** An embedded store with the buckets `files` and `bin`. */
export async function freshStore(buckets: readonly string[] = ['files', 'bin']): Promise<LocalStore> {
  const store = await startLocalStore({ directory: await temporaryDirectory() });
  onTestFinished(() => store.close());
  for (const bucket of buckets) await createBucket(store, bucket);
  return store;
}

/** The SDK's own client on the store, for what another tool would do to the bucket. */
export function clientOf(store: LocalStore): S3Client {
  const client = new S3Client({
    endpoint: store.endpoint,
    region: store.region,
    credentials: store.credentials,
    forcePathStyle: true,
  });
  onTestFinished(() => client.destroy());
  return client;
}

async function createBucket(store: LocalStore, name: string): Promise<void> {
  await clientOf(store).send(new CreateBucketCommand({ Bucket: name }));
}

/** Only what a command line needs: nothing of the developer's own set-up may leak in. */
function bareEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CACHE_HOME: COMPILED,
    WINDLASS_HOME: home,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Beside the tests it would hardly get on.
    WINDLASS_PRIORITY: 'normal',
    TZ: 'UTC',
  };
}

/** A device with the store's keys in its environment (none without a store). */
export async function device(store: LocalStore | undefined): Promise<Device> {
  const base = await temporaryDirectory();
  const home = path.join(base, 'home');
  const folder = path.join(base, 'folder');
  await mkdir(folder);
  const keys =
    store === undefined
      ? {}
      : {
          AWS_ACCESS_KEY_ID: store.credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: store.credentials.secretAccessKey,
        };
  const environment = { ...bareEnvironment(home), ...keys };
  const spawnCli = (args: readonly string[], { env = {}, nodeArgs = [] }: RunOptions): ChildProcess =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...nodeArgs, MAIN, ...args], {
      env: definedOnly({ ...environment, ...env }),
      cwd: base,
    });
  const at = (name: string): string => path.join(folder, name);
  return {
    home,
    folder,
    at,
    run: (args, options = {}) => settle(spawnCli(args, options), options.stdin),
    runHere: async (args, { env = {} } = {}) =>
      resultOf(await runInProcess(args, { env: definedOnly({ ...environment, ...env }), cwd: base })),
    start(args, options = {}) {
      const child = spawnCli(args, options);
      onTestFinished(async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGKILL');
        await ended;
      });
      return child;
    },
    async write(name, content) {
      await mkdir(path.dirname(at(name)), { recursive: true });
      await writeFile(at(name), content);
    },
    read: (name) => readFile(at(name), 'utf8'),
    has: (name) =>
      access(at(name)).then(
        () => true,
        () => false,
      ),
  };
}

/** A device whose folder is paired with the store's `files` and `bin`. */
export async function pairedDevice(store: LocalStore, ...more: readonly string[]): Promise<Device> {
  const made = await device(store);
  const added = await made.runHere(addArguments(made.folder, store, ...more));
  if (added.code !== 0) throw new Error(`add failed (${added.code}): ${added.stderr}`);
  await doNotWaitForWriters(made);
  return made;
}

/** Tests write their files in one go: without this every sync would wait two seconds for more to come. */
async function doNotWaitForWriters({ home }: Device): Promise<void> {
  const file = path.join(home, 'config.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...config, settings: { quietMs: 0 } }));
}

export function addArguments(folder: string, store: LocalStore, ...more: readonly string[]): string[] {
  return ['add', folder, 's3://files', '--recycle', 's3://bin', '--endpoint', store.endpoint, ...more];
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Resolves when `ready` gives something; asks again every 50 ms, for as long as the test may run. */
export async function until<T>(ready: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await ready();
    if (found !== undefined && found !== false) return found;
    await delay(50);
  }
}

/** The exit code, or the signal that ended it. */
export function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
}

async function settle(child: ChildProcess, stdin = ''): Promise<Result> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  // A command that reads no input may end before it was written.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (ended) => resolve(ended));
  });
  return resultOf({ code, stdout: stdout(), stderr: stderr() });
}

function resultOf(ended: Pick<Result, 'code' | 'stdout' | 'stderr'>): Result {
  return {
    ...ended,
    get rows() {
      return parseRows(ended.stdout);
    },
    get last() {
      const row = parseRows(ended.stdout).at(-1);
      if (row === undefined) throw new Error(`no output; stderr: ${ended.stderr}`);
      return row;
    },
  };
}

export function parseRows(text: string): CliRecord[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => CliRecord.parse(JSON.parse(line)));
}

/** The records of one type, typed as such. */
export function rowsOf<T extends CliRecord['type']>(
  { rows }: Pick<Result, 'rows'>,
  type: T,
): Extract<CliRecord, { type: T }>[] {
  return rows.filter((row): row is Extract<CliRecord, { type: T }> => row.type === type);
}

/** What a stream has given so far. */
export function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}
