import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import type { Device } from './device.ts';
import type { Ledger } from './ledger.ts';
import { find } from './trees.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Somebody who works in a device's folder without a thought for whether it is being synced. */
export interface User {
  /** Does one thing to one file or folder. */
  readonly act: () => Promise<void>;
}

export interface UserOptions {
  readonly device: Device;
  readonly random: SeededRandom;
  readonly ledger: Ledger;
  /** Where files are written before they appear in the folder in one go, as careful programs do; on the same file system. */
  readonly workshop: string;
}

export function createUser({ device, random, ledger, workshop }: UserOptions): User {
  let made = 0;

  /** Content that nobody ever wrote before. */
  function content(size: number): Buffer {
    made++;
    return Buffer.alloc(size, `${device.name} ${made} ${random.integer(2 ** 31)}; `);
  }

  /** Mostly small; some are sent by parts, and a few by parts that outlive a restart. */
  function size(): number {
    const dice = random.integer(1000);
    if (dice < 8) return 65 * MIB + random.integer(8 * MIB);
    if (dice < 40) return 9 * MIB + random.integer(11 * MIB);
    return 64 + random.integer(40 * KIB);
  }

  async function write(name: string): Promise<void> {
    const bytes = content(size());
    const draft = path.join(workshop, `${device.name}-${made}`);
    await writeFile(draft, bytes);
    ledger.wrote(hashOf(bytes), `${device.name} wrote ${name} (${bytes.byteLength} bytes)`);
    await mkdir(path.dirname(device.at(name)), { recursive: true });
    // RACE: what a sync puts here between the caller's look and this came from the bucket, and is still there.
    await rename(draft, device.at(name));
  }

  /** What a user is about to overwrite or delete. */
  async function disown(name: string): Promise<void> {
    ledger.destroyed(hashOf(await readFile(device.at(name))));
  }

  const newName = (): string => `d${random.integer(6)}/${device.name} ${made}-${random.integer(1000)}`;

  const actions: Readonly<Record<string, (files: readonly string[]) => Promise<void>>> = {
    create: () => write(newName()),
    async edit(files) {
      const name = random.pick(files);
      await disown(name);
      await write(name);
    },
    async delete(files) {
      const name = random.pick(files);
      await disown(name);
      await rm(device.at(name));
    },
    async rename(files) {
      const target = newName();
      await mkdir(path.dirname(device.at(target)), { recursive: true });
      await rename(device.at(random.pick(files)), device.at(target));
    },
    async renameFolder(files) {
      const folder = path.dirname(random.pick(files));
      const target = `d${random.integer(6)}`;
      if (folder === '.' || folder === target) return;
      await rename(device.at(folder), device.at(`${target}-${random.integer(1000)}`));
    },
    async touch(files) {
      const now = new Date();
      await utimes(device.at(random.pick(files)), now, now);
    },
  };
  const dice = Object.entries({
    create: 8,
    edit: 7,
    delete: 2,
    rename: 2,
    renameFolder: 1,
    touch: 1,
  }).flatMap(([action, weight]) => Array.from({ length: weight }, () => action));

  return {
    async act() {
      const files = await find(device.folder, '-type', 'f');
      const action = actions[files.length === 0 ? 'create' : random.pick(dice)];
      // A sync may take a file out of a user's hands; users try something else then.
      await action?.(files).catch(unlessGone);
    },
  };
}

function unlessGone(error: unknown): void {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTEMPTY'))
    return;
  throw error;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
