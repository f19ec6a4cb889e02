import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { partSizeFor } from '../../sync-engine/core/parts.ts';
import { viewBucket, type BucketView } from './bucket.ts';
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts';
import { ended, makeDevice, type Device, type Synced } from './device.ts';
import { LARGE_BYTES } from './scale.ts';
import { diskFolder } from '../tools/temporary-files.ts';

const MIB = 1024 ** 2;
const MINUTES = 60_000;
const SIZE = LARGE_BYTES;
const SIZE_OF_CHANGED = SIZE / 4;
/** Transfers side by side for one file, as in the engine. */
const LANES = 4;
/** May be sent again after a restart: one part of every lane, and what requests cost besides. */
const MOST_RESENT = LANES * partSizeFor(SIZE) + 2 * MIB;
/** About half, and in the middle of a part whether lanes take turns or not. */
const HALF = SIZE / 2 + 2.5 * partSizeFor(SIZE);
const NAME = 'large.bin';

const rgw = inject('rgw');

describe.skipIf(rgw === undefined)('a large file whose transfer is killed at half', () => {
  let base: string;
  let proxy: CountingProxy;
  let bucket: BucketView;
  let laptop: Device;
  let desktop: Device;

  beforeAll(async () => {
    if (rgw === undefined) return;
    base = await mkdtemp(path.join(diskFolder(), 'windlass-resume-'));
    const id = path.basename(base).toLowerCase();
    const buckets = { files: `${id}-files`, bin: `${id}-bin` };
    proxy = await startCountingProxy(rgw.endpoint);
    const server = { ...rgw, endpoint: proxy.endpoint };
    laptop = await makeDevice({ name: 'laptop', base, server, buckets });
    desktop = await makeDevice({ name: 'desktop', base, server, buckets });
    bucket = viewBucket(rgw, buckets.files);
  }, MINUTES);

  afterAll(async () => {
    if (rgw === undefined) return;
    bucket.close();
    await proxy.close();
    await rm(base, { recursive: true, force: true });
  });

  /** Starts a sync and kills it once so many bytes have passed. */
  async function killAt(device: Device, bytes: number, passed: () => number): Promise<void> {
    const child = device.startSync();
    const end = ended(child);
    while (passed() < bytes && child.exitCode === null) await delay(5);
    child.kill('SIGKILL');
    await end;
    expect(child.signalCode).toBe('SIGKILL');
  }

  async function syncOnce(device: Device): Promise<Synced> {
    const synced = await device.sync();
    expect(synced.summary).toMatchObject({ failed: 0, conflicts: 0, blocked: 0 });
    expect(await bucket.uploadsUnderWay()).toEqual([]);
    expect(await readdir(device.at('.windlass/tmp')).catch(() => [])).toEqual([]);
    return synced;
  }

  it(
    'goes up again by no more than a part per lane',
    async () => {
      await fill(laptop.at(NAME), SIZE, 'first');
      proxy.reset();
      await killAt(laptop, HALF, proxy.up);
      expect(await bucket.uploadsUnderWay()).toEqual([NAME]);
      await syncOnce(laptop);
      tell('sent again', proxy.up() - SIZE);
      expect(proxy.up()).toBeGreaterThanOrEqual(SIZE);
      expect(proxy.up() - SIZE).toBeLessThanOrEqual(MOST_RESENT);
    },
    10 * MINUTES,
  );

  it(
    'comes down again by no more than a part per lane, with the content that went up',
    async () => {
      proxy.reset();
      await killAt(desktop, HALF, proxy.down);
      await syncOnce(desktop);
      tell('fetched again', proxy.down() - SIZE);
      expect(proxy.down()).toBeGreaterThanOrEqual(SIZE);
      expect(proxy.down() - SIZE).toBeLessThanOrEqual(MOST_RESENT);
      expect(await hashOf(desktop.at(NAME))).toBe(await hashOf(laptop.at(NAME)));
    },
    10 * MINUTES,
  );

  it(
    'goes up anew when it was changed in between, and comes down anew too',
    async () => {
      await fill(laptop.at(NAME), SIZE_OF_CHANGED, 'second');
      proxy.reset();
      await killAt(laptop, SIZE_OF_CHANGED / 2, proxy.up);
      await fill(laptop.at(NAME), SIZE_OF_CHANGED, 'third');
      await syncOnce(laptop);
      proxy.reset();
      await killAt(desktop, SIZE_OF_CHANGED / 2, proxy.down);
      await fill(laptop.at(NAME), SIZE_OF_CHANGED, 'fourth');
      await syncOnce(laptop);
      await syncOnce(desktop);
      expect(await hashOf(desktop.at(NAME))).toBe(await hashOf(laptop.at(NAME)));
      expect([...(await bucket.hashes()).values()]).toEqual([await hashOf(laptop.at(NAME))]);
    },
    10 * MINUTES,
  );
});

/** Writes so many pseudo-random bytes, no two MiB alike, decided by `seed`. */
async function fill(file: string, size: number, seed: string): Promise<void> {
  const key = createHash('sha256').update(seed).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const zeros = Buffer.alloc(MIB);
  const handle = await open(file, 'w');
  try {
    for (let at = 0; at < size; at += MIB) await handle.write(stream.update(zeros));
  } finally {
    await handle.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: MIB })) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

function tell(what: string, bytes: number): void {
  console.log(`${what}: ${(bytes / MIB).toFixed(1)} MiB of at most ${MOST_RESENT / MIB} MiB`);
}
