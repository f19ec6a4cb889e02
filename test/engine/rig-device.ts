import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createFolderTrash } from '../../sync-engine/adapters/fs/folder-trash.ts';
import { createFsTree } from '../../sync-engine/adapters/fs/fs-tree.ts';
import { interceptDisk } from '../../sync-engine/adapters/fs/intercept.ts';
import type { BeforeCall } from '../../sync-engine/adapters/fs/intercept.ts';
import { nodeDisk } from '../../sync-engine/adapters/fs/node-disk.ts';
import { REQUEST_KINDS } from '../../sync-engine/adapters/object-store/requests.ts';
import type { RequestKind, RequestObserver } from '../../sync-engine/adapters/object-store/requests.ts';
import { createS3Account } from '../../sync-engine/adapters/s3/account.ts';
import { openSqliteIndex } from '../../sync-engine/adapters/sqlite/open-index.ts';
import { systemWatcher } from '../../sync-engine/adapters/watcher/system-watcher.ts';
import { systemRandom } from '../../sync-engine/adapters/system/system-random.ts';
import type { Mode } from '../../sync-engine/core/decide.ts';
import type { PairEngine } from '../../sync-engine/engine/engine.ts';
import { openPairEngine } from '../../sync-engine/engine/open.ts';
import type { SessionTiming } from '../../sync-engine/engine/session.ts';
import type { Watcher } from '../../sync-engine/ports/watcher.ts';
import { sweepAtStart } from '../../sync-engine/engine/leftovers.ts';
import type { EngineEvent, PairContext, PairParts, SyncReport } from '../../sync-engine/engine/pair.ts';
import { NO_TRAITS, storedTraits } from '../../sync-engine/engine/probe.ts';
import { syncOnce } from '../../sync-engine/engine/sync.ts';
import type { Credentials, LocalStore } from '../../sync-engine/local-store/index.ts';
import type { Clock } from '../../sync-engine/ports/clock.ts';
import type { LocalTree, TreeTraits } from '../../sync-engine/ports/local-tree.ts';
import type { Log } from '../../sync-engine/ports/log.ts';
import type { ObjectAccount, ObjectStore } from '../../sync-engine/ports/object-store.ts';

export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => SILENT };

export const FILES = 'files';
export const RECYCLE = 'recycle';

export interface DeviceOptions {
  readonly mode?: Mode;
  /** The pair's UUID; one of its own by default. */
  readonly id?: string;
  /** The pair's folder; made below the rig's home by default. */
  readonly root?: string;
  /** The object bucket; the rig's by default. It is not made. */
  readonly bucket?: string;
  /** The object bucket's prefix; the rig's by default. */
  readonly prefix?: string;
  readonly credentials?: Credentials;
  /** 0 by default. */
  readonly quietMs?: number;
  /** 16 by default. */
  readonly transfers?: number;
  /** The file system's own by default. */
  readonly traits?: TreeTraits;
  /** Called ahead of every disk call of the tree: may wait, and may throw in the call's place. */
  readonly beforeDisk?: BeforeCall;
  /** Folders that are off on the device; none by default. */
  readonly off?: readonly string[];
  /** The rig's by default. */
  readonly clock?: Clock;
  /** Wraps both buckets; as they are by default. */
  readonly around?: (store: ObjectStore) => ObjectStore;
}

export interface RestartOptions {
  readonly loseIndex?: boolean;
  /** Called while everything is closed. */
  readonly beforeOpening?: () => Promise<void>;
}

/** One device, and hands that are not the engine's on its folder. Paths are pair-relative; parents are made as needed. */
export interface Device {
  readonly name: string;
  readonly root: string;
  /** What the engine works with; another object after `restart`. */
  readonly parts: PairParts;
  sync(options?: { readonly dryRun?: boolean }): Promise<SyncReport>;
  /** As operations see the pair. */
  context(signal?: AbortSignal): PairContext;
  /** What the engine told, since the device was made. */
  readonly events: readonly EngineEvent[];
  /** Closes the index and opens everything again, as a new process would, with what is given changed. */
  restart(options?: DeviceOptions & RestartOptions): Promise<void>;
  /** The pair as hosts open it: with the real watcher and the given times, unless told otherwise. */
  engine(timing: SessionTiming, watcher?: Watcher): PairEngine;
  /** The index in SQLite's own file. */
  readonly indexFile: string;

  write(relative: string, content: string | Uint8Array): Promise<void>;
  /** Undefined when nothing is there. */
  read(relative: string): Promise<string | undefined>;
  remove(relative: string): Promise<void>;
  move(from: string, to: string): Promise<void>;
  mkdir(relative: string): Promise<void>;
  /** Every file and its text, and every folder (`dir/`) with an empty text, but for `.windlass`. */
  contents(): Promise<Record<string, string>>;
}

/** Of both buckets; none by default. */
export interface RigOptions {
  readonly prefix?: string;
  readonly recyclePrefix?: string;
}

/** What devices share. */
export interface World {
  readonly home: string;
  readonly server: LocalStore;
  readonly clock: Clock;
  readonly options: RigOptions;
  readonly onClose: (close: () => Promise<void> | void) => void;
}

export function connect(
  server: LocalStore,
  observer?: RequestObserver,
  credentials = server.credentials,
): ObjectAccount {
  return createS3Account({
    endpoint: server.endpoint,
    region: server.region,
    credentials: { kind: 'static', ...credentials },
    ...(observer === undefined ? {} : { observer }),
  });
}

/** The adapter measures the server's clock by the machine's; here the engine's own clock is the server's. */
export function onRigTime(store: ObjectStore): ObjectStore {
  return { ...store, clockOffsetMs: () => 0 };
}

export async function treeOn(root: string, clock: Clock, options: DeviceOptions = {}): Promise<LocalTree> {
  const { traits, beforeDisk } = options;
  const disk = beforeDisk === undefined ? nodeDisk : interceptDisk(nodeDisk, beforeDisk);
  const trash = createFolderTrash({
    folder: path.join(root, '.windlass/trash'),
    clock,
    random: systemRandom,
    disk,
  });
  return createFsTree({ root, trash, traits, random: systemRandom, log: SILENT, disk });
}

type PartsOptions = DeviceOptions & { readonly id: string; readonly root: string };

async function openParts(world: World, name: string, options: PartsOptions) {
  const { server } = world;
  const { clock = world.clock } = options;
  const { recyclePrefix = '' } = world.options;
  const { root, bucket = FILES, prefix = world.options.prefix ?? '', around = (store) => store } = options;
  const totals = {
    ...(Object.fromEntries(REQUEST_KINDS.map((kind) => [kind, 0])) as Record<RequestKind, number>),
    bytesUp: 0,
    bytesDown: 0,
  };
  const observer: RequestObserver = {
    requested(kind, sent) {
      totals[kind]++;
      totals.bytesUp += sent;
    },
    received: (bytes) => void (totals.bytesDown += bytes),
  };
  const account = connect(server, observer, options.credentials);
  const { index } = openSqliteIndex({ file: indexFileOf(world, name), clock, log: SILENT });
  const parts: PairParts = {
    settings: {
      id: options.id,
      name: 'docs',
      folder: root,
      mode: options.mode ?? 'two-way',
      prefix,
      recyclePrefix,
      device: name,
      quietMs: options.quietMs ?? 0,
      transfers: options.transfers ?? 16,
      target: `${server.endpoint}/${bucket}/${prefix}`,
      off: options.off,
    },
    tree: await treeOn(root, clock, options),
    store: around(onRigTime(account.bucket(bucket))),
    recycle: around(onRigTime(account.bucket(RECYCLE))),
    index,
    clock,
    random: systemRandom,
    log: SILENT,
    meter: () => ({ ...totals }),
    sha256: (data) => createHash('sha256').update(data).digest('hex'),
  };
  return {
    parts,
    async close() {
      index.close();
      await account.close();
    },
  };
}

function indexFileOf(world: World, name: string): string {
  return path.join(world.home, name, 'index.db');
}

export async function makeDevice(world: World, name: string, options: DeviceOptions): Promise<Device> {
  const root = options.root ?? path.join(world.home, name, 'folder');
  await fs.mkdir(root, { recursive: true });
  let settled: PartsOptions = { id: systemRandom.uuid(), ...options, root };
  // As `windlass add` does, before any sync.
  await (await treeOn(root, world.clock)).writeMarker(settled.id);
  const events: EngineEvent[] = [];
  let opened = await openParts(world, name, settled);
  let started = false;
  world.onClose(() => opened.close());
  const at = (relative: string): string => path.join(root, relative);
  const parents = (relative: string) => fs.mkdir(path.dirname(at(relative)), { recursive: true });
  const context = (signal = new AbortController().signal): PairContext => ({
    ...opened.parts,
    traits: storedTraits(opened.parts) ?? NO_TRAITS,
    signal,
    events: (event) => void events.push(event),
  });
  return {
    name,
    root,
    get parts() {
      return opened.parts;
    },
    events,
    context,
    async sync({ dryRun = false } = {}) {
      const prepare = started ? undefined : sweepAtStart;
      started = true;
      return await syncOnce(context(), { dryRun, ...(prepare === undefined ? {} : { prepare }) });
    },
    indexFile: indexFileOf(world, name),
    engine: (timing, watcher = systemWatcher) =>
      openPairEngine({ parts: opened.parts, watcher, timing, close: () => Promise.resolve() }),
    async restart({ loseIndex = false, beforeOpening, ...changes } = {}) {
      await opened.close();
      if (loseIndex) {
        const folder = path.join(world.home, name);
        for (const entry of await fs.readdir(folder))
          if (entry.startsWith('index.db')) await fs.rm(path.join(folder, entry));
      }
      await beforeOpening?.();
      settled = { ...settled, ...changes };
      opened = await openParts(world, name, settled);
      started = false;
    },
    async write(relative, content) {
      await parents(relative);
      await fs.writeFile(at(relative), content);
    },
    read: (relative) => textOf(at(relative)),
    remove: (relative) => fs.rm(at(relative), { recursive: true }),
    async move(from, to) {
      await parents(to);
      await fs.rename(at(from), at(to));
    },
    async mkdir(relative) {
      await fs.mkdir(at(relative), { recursive: true });
    },
    contents: () => contentsOf(root),
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** As `Device.contents`, of any folder. */
export async function contentsOf(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await fs.readdir(root, { recursive: true, withFileTypes: true })) {
    const relative = path.relative(root, path.join(entry.parentPath, entry.name));
    if (relative === '.windlass' || relative.startsWith('.windlass/')) continue;
    if (entry.isDirectory()) found[`${relative}/`] = '';
    else if (entry.isFile()) found[relative] = (await textOf(path.join(root, relative))) ?? '';
  }
  return found;
}
