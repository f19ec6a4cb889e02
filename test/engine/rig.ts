import { mkdtempSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../sync-engine/adapters/system/system-clock.ts';
import type { LocalStore, RequestRecord } from '../../sync-engine/local-store/index.ts';
import { startLocalStore } from '../../sync-engine/local-store/index.ts';
import type { Clock } from '../../sync-engine/ports/clock.ts';
import type { LocalTree } from '../../sync-engine/ports/local-tree.ts';
import type { ObjectStore } from '../../sync-engine/ports/object-store.ts';

import {
  connect,
  FILES,
  makeDevice,
  onRigTime,
  RECYCLE,
  treeOn,
  type Device,
  type DeviceOptions,
  type RigOptions,
  type World,
} from './rig-device.ts';

export { contentsOf, SILENT } from './rig-device.ts';
export type { Device, DeviceOptions, RigOptions } from './rig-device.ts';

/**
 * Devices on one embedded store, with nothing simulated: real folders, real SQLite, real HTTP. Everything is closed and
 * removed when the test has finished.
 *
 *     const rig = await startRig();
 *     const anna = await rig.device('anna');
 *     const ben = await rig.device('ben');
 *     await anna.write('a.txt', 'hello');
 *     await anna.sync();
 *     rig.tick();
 *     await ben.sync();
 */
export interface Rig {
  /** A folder of the test's own, removed with it. */
  readonly home: string;
  readonly server: LocalStore;
  /** The object and the recycle bucket, as somebody else with the same keys uses them. */
  readonly files: ObjectStore;
  readonly recycle: ObjectStore;
  /** The time of all devices and of the store: the real one, plus every tick. */
  readonly clock: Clock;
  /** Every request the store answered. */
  readonly requests: readonly RequestRecord[];
  /** Takes the store off the network; what is returned brings it back on the same port. */
  goOffline(): Promise<() => Promise<void>>;
  /** Moves time on (2 seconds by default: LIST on some providers has whole ones) without waiting. The store takes 15 minutes in all. */
  tick(ms?: number): void;
  /** A new device, with its own folder and its own index. */
  device(name: string, options?: DeviceOptions): Promise<Device>;
  /** Text of every object in a bucket, by key; hidden are the keys in our own area. */
  objects(store: ObjectStore): Promise<Record<string, string>>;
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'windlass-rig-'));
  const requests: RequestRecord[] = [];
  let ahead = 0;
  const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };
  const start = (port = 0): Promise<LocalStore> =>
    startLocalStore({
      directory: path.join(home, 'store'),
      port,
      clock: () => clock.now(),
      log: (record) => void requests.push(record),
    });
  let server = await start();
  const closing: (() => Promise<void> | void)[] = [];
  onTestFinished(async () => {
    for (const close of closing) await close();
    await server.close();
    await fs.rm(home, { recursive: true, force: true });
  });
  const account = connect(server);
  closing.push(() => account.close());
  const files = onRigTime(account.bucket(FILES));
  const recycle = onRigTime(account.bucket(RECYCLE));
  await files.administration.create();
  await recycle.administration.create();
  const world: World = { home, server, clock, options, onClose: (close) => void closing.unshift(close) };
  return {
    home,
    get server() {
      return server;
    },
    files,
    recycle,
    clock,
    requests,
    async goOffline() {
      const { port } = server;
      await server.close();
      return async () => {
        server = await start(port);
      };
    },
    tick: (ms = 2_000) => void (ahead += ms),
    device: (name, deviceOptions = {}) => makeDevice(world, name, deviceOptions),
    objects: textOfObjects,
  };
}

/** A local tree on a folder of its own, for restores to elsewhere. */
export async function otherFolder(): Promise<{ readonly tree: LocalTree; readonly root: string }> {
  const root = mkdtempSync(path.join(os.tmpdir(), 'windlass-elsewhere-'));
  onTestFinished(() => fs.rm(root, { recursive: true, force: true }));
  return { tree: await treeOn(root, systemClock), root };
}

async function textOfObjects(store: ObjectStore): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const page of store.list('')) {
    for (const { key } of page) {
      if (/(?:^|\/)\.windlass\//.test(key)) continue;
      const { body } = await store.get(key);
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      found[key] = Buffer.concat(chunks).toString('utf8');
    }
  }
  return found;
}
