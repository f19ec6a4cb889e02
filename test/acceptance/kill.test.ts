import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { viewBucket, type BucketView } from './bucket.ts';
import { ended, makeDevice, type Device } from './device.ts';
import { Ledger } from './ledger.ts';
import { KILLS, SCALE } from './scale.ts';
import { differences, find } from './trees.ts';
import { createUser, hashOf, type User } from './user.ts';
import { diskFolder } from '../tools/temporary-files.ts';

/** WINDLASS_SEED asks for the moments of an earlier run. */
const SEED = Number(process.env['WINDLASS_SEED'] ?? Date.now() % 2 ** 31);
const REPLAY = `WINDLASS_ACCEPTANCE=${SCALE} WINDLASS_SEED=${SEED} npx vitest run test/acceptance/kill.test.ts`;
/** How often the devices may come to rest in between, so that what was agreed on then is held against the recycle bucket. */
const RESTS = 4;
const FILES_AT_FIRST = 120;
/** Most syncs in turn until two devices that nobody touches have nothing left to do. */
const ROUNDS_TO_REST = 16;

const rgw = inject('rgw');

interface Desk {
  readonly device: Device;
  readonly user: User;
  readonly random: SeededRandom;
}

describe.skipIf(rgw === undefined)('a sync that is killed', () => {
  it(
    `loses, truncates and forgets nothing at ${KILLS} random moments (again: ${REPLAY})`,
    async () => {
      if (rgw === undefined) return;
      const base = await mkdtemp(path.join(diskFolder(), 'windlass-kill-'));
      onTestFinished(() => rm(base, { recursive: true, force: true }));
      const workshop = path.join(base, 'workshop');
      await mkdir(workshop);
      const id = path.basename(base).toLowerCase();
      const names = { files: `${id}-files`, bin: `${id}-bin` };
      const buckets = [viewBucket(rgw, names.files), viewBucket(rgw, names.bin)] as const;
      onTestFinished(() => buckets.forEach((bucket) => bucket.close()));
      const random = createSeededRandom(SEED);
      const ledger = new Ledger();
      const desks: Desk[] = [];
      for (const name of ['laptop', 'desktop']) {
        const device = await makeDevice({ name, base, server: rgw, buckets: names });
        const own = random.fork();
        const user = createUser({ device, ledger, workshop, random: own.fork() });
        desks.push({ device, user, random: own });
      }
      const devices = desks.map(({ device }) => device);
      for (let n = 0; n < FILES_AT_FIRST; n++) await random.pick(desks).user.act();

      let kills = 0;
      for (let rest = 1; rest <= RESTS; rest++) {
        const until = Math.ceil((KILLS * rest) / RESTS);
        await Promise.all(
          desks.map(async (desk) => {
            while (kills < until) if (await killedSync(desk)) kills++;
          }),
        );
        ledger.settle(await comeToRest(devices, buckets));
      }

      const found = new Set<string>();
      for (const { folder } of devices)
        for (const hash of (await filesBelow(folder)).values()) found.add(hash);
      for (const bucket of buckets) for (const hash of (await bucket.hashes()).values()) found.add(hash);
      console.log(`${kills} kills; ${ledger.size} contents owed, ${found.size} found`);
      expect(ledger.missing(found)).toEqual([]);
    },
    20 * 60_000,
  );
});

/** Lets the user work, and kills a sync at a random moment in the middle of that; false when the sync was done before. */
async function killedSync({ device, user, random }: Desk): Promise<boolean> {
  for (let n = random.integer(4); n > 0; n--) await user.act();
  const child = device.startSync();
  const end = ended(child);
  // Before its first word, there is nothing to be interrupted.
  if (child.stdout !== null) await Promise.race([once(child.stdout, 'data'), end]);
  const moment = delay(random.integer(random.pick([50, 300, 1_500])));
  for (let n = random.integer(3); n > 0; n--) await user.act();
  await moment;
  child.kill('SIGKILL');
  await end;
  return child.signalCode === 'SIGKILL';
}

/** Syncs until nothing is left to do, checks that nothing is left lying about, and resolves with all hashes agreed on. */
async function comeToRest(
  devices: readonly Device[],
  buckets: readonly BucketView[],
): Promise<readonly string[]> {
  let idle = 0;
  const rounds: string[] = [];
  for (let round = 0; round < ROUNDS_TO_REST && idle < devices.length; round++) {
    const [device] = devices.slice(round % devices.length);
    if (device === undefined) break;
    const { summary } = await device.sync();
    expect(summary).toMatchObject({ failed: 0, blocked: 0 });
    const { uploaded, downloaded, recycled, trashed, renamed, recorded, held } = summary;
    rounds.push(`${device.name}: ${JSON.stringify(summary)}`);
    // These people delete more in an hour than the guard lets pass unasked.
    if (held > 0) await device.run('held', 'approve');
    idle = uploaded + downloaded + recycled + trashed + renamed + recorded + held === 0 ? idle + 1 : 0;
  }
  expect(idle, `devices that have nothing left to do\n${rounds.join('\n')}`).toBe(devices.length);
  const [first, second] = devices;
  if (first === undefined || second === undefined) return [];
  expect(await differences(first.folder, second.folder)).toEqual([]);
  for (const device of devices) {
    expect(await readdir(device.at('.windlass/tmp')).catch(() => [])).toEqual([]);
  }
  for (const bucket of buckets) expect(await bucket.uploadsUnderWay()).toEqual([]);
  const local = await filesBelow(first.folder, { own: false });
  const objects = [...((await buckets[0]?.hashes()) ?? [])].filter(([key]) => !key.endsWith('/'));
  expect(new Map(objects)).toEqual(local);
  return [...local.values()];
}

/** SHA-256 in hex of every file below a folder, with our own `.windlass` (the local trash) unless `own` is false. */
async function filesBelow(folder: string, { own = true } = {}): Promise<ReadonlyMap<string, string>> {
  const names = await find(folder, '-type', 'f');
  const trash = own ? await find(path.join(folder, '.windlass'), '-type', 'f') : [];
  const all = [...names, ...trash.map((name) => `.windlass/${name}`)];
  const hashes = new Map<string, string>();
  for (const name of all) hashes.set(name, hashOf(await readFile(path.join(folder, name))));
  return hashes;
}
