import {
  LINUX_TRAITS,
  MACOS_TRAITS,
  WINDOWS_TRAITS,
} from '../../sync-engine/adapters/memory/memory-local-tree.ts';
import { createMemoryAccount } from '../../sync-engine/adapters/memory/memory-object-store.ts';
import { createSeededRandom } from '../../sync-engine/adapters/memory/seeded-random.ts';
import { createVirtualClock } from '../../sync-engine/adapters/memory/virtual-clock.ts';
import {
  Broken,
  checkCausality,
  checkConverged,
  checkNoPingPong,
  checkNothingLost,
  contentsOfWorld,
  liveVersions,
} from './engine/checks.ts';
import { Device, OBJECTS, RECYCLE } from './engine/device.ts';
import type { Setting } from './engine/device.ts';
import { Ledger } from './engine/ledger.ts';
import { Scheduler, settled } from './engine/scheduler.ts';
import { Users } from './engine/user.ts';

/** Steps of a run in which anything may happen. */
const ROUGH_STEPS = 900;
/** Quiet rounds in which all devices must come to agree: every device once a round. */
const FAIR_ROUNDS = 8;
/** Steps one sync may take in fair weather before it counts as stuck. */
const MOST_STEPS = 40_000;

const PLATFORMS = [LINUX_TRAITS, LINUX_TRAITS, LINUX_TRAITS, MACOS_TRAITS, WINDOWS_TRAITS] as const;
/** What Ceph RGW 16 was measured to ignore. */
const LIKE_RGW = {
  completeConditions: false,
  copySourceIfMatch: false,
  copyTargetConditions: false,
  deleteIfMatch: false,
};

export interface EngineReport {
  readonly seed: number;
  readonly failure: string | undefined;
  readonly trace: readonly string[];
}

/**
 * Two or three devices on one bucket, with the real engine and twins of everything it touches. Requests overtake each other,
 * fail, or lose their responses; processes die; people edit at any moment. Then the weather turns fair, and everything
 * must have come right. The seed decides all of it.
 */
export async function runEngineSeed(seed: number): Promise<EngineReport> {
  const trace: string[] = [];
  try {
    await new Run(seed, (line) => trace.push(line)).all();
    return { seed, failure: undefined, trace };
  } catch (caught) {
    const failure = caught instanceof Broken ? caught.message : String((caught as Error).stack ?? caught);
    return { seed, failure, trace };
  }
}

class Run {
  private readonly setting: Setting;
  private readonly devices: readonly Device[];
  private readonly users: Users;
  /**
   * A provider that ignores conditions leaves windows between a look and a write, named `RACE` in the code. There devices take
   * turns, so that everything but those windows is put to the test.
   */
  private readonly oneAtATime: boolean;
  private known = new Set<string>();

  constructor(seed: number, say: (line: string) => void) {
    const random = createSeededRandom(seed);
    const clock = createVirtualClock(Date.UTC(2026, 0, 1) + random.integer(1000));
    this.oneAtATime = random.integer(4) === 0;
    const account = createMemoryAccount({
      clock,
      random: random.fork(),
      pageSize: 1 + random.integer(7),
      ...(this.oneAtATime ? { traits: LIKE_RGW } : {}),
    });
    const scheduler = new Scheduler(random);
    const ledger = new Ledger();
    this.setting = {
      random,
      clock,
      account,
      scheduler,
      weather: { faults: random.pick([0, 2, 10]) },
      ledger,
      say,
    };
    const names = ['ann', 'bob', 'cid'].slice(0, 2 + random.integer(2));
    this.devices = names.map((name) => new Device(name, this.setting, random.pick(PLATFORMS)));
    this.users = new Users(random, ledger, say);
  }

  async all(): Promise<void> {
    await this.start();
    for (let step = 0; step < ROUGH_STEPS; step++) await this.roughStep();
    this.setting.weather.faults = 0;
    for (const device of this.devices) device.plug();
    this.known = this.world();
    this.setting.say('the weather turns fair');
    await this.agree();
    checkConverged(this.setting.account, this.devices);
    checkCausality(this.setting.account, this.devices, this.users);
    await this.checkQuiet();
  }

  private async start(): Promise<void> {
    const { account, random } = this.setting;
    await account.bucket(OBJECTS).administration.create();
    await account.bucket(RECYCLE).administration.create();
    for (const device of this.devices) {
      const ready = device.prepare();
      while (await this.advance()) if (this.setting.scheduler.waiting === 0) break;
      await ready;
    }
    if (random.integer(2) === 0)
      for (const path of ['same', 'd/same']) this.users.seedEverywhere(this.devices, path);
    if (random.integer(4) === 0) this.users.seedDecomposed(random.pick(this.devices));
    for (let edits = random.integer(6); edits > 0; edits--) this.users.act(random.pick(this.devices));
    this.known = this.world();
  }

  private async roughStep(): Promise<void> {
    const { random, clock } = this.setting;
    const device = random.pick(this.devices);
    const dice = random.integer(1000);
    if (dice < 25) {
      if (device.unplugged === undefined) this.users.act(device);
      this.known = this.world();
    } else if (dice < 28) {
      device.crash(random.integer(3) === 0);
      this.checkNow('a crash');
    } else if (dice < 29) {
      device.loseIndex();
    } else if (dice < 60) {
      if (!this.oneAtATime || !this.devices.some((other) => other.busy)) device.sync(random.integer(3) === 0);
    } else if (dice < 62) {
      device.approve();
    } else if (dice < 65) {
      device.unplug();
      this.known = this.world();
    } else if (dice < 72) {
      device.plug();
      this.known = this.world();
    } else {
      clock.advance(random.integer(40));
      await this.advance();
    }
  }

  /** Lets one turn go, or time pass when nobody waits for a turn; false when nothing is under way. */
  private async advance(): Promise<boolean> {
    const { scheduler, clock } = this.setting;
    await settled();
    const step = scheduler.step();
    if (step === undefined) return clock.advanceToNext();
    await settled();
    this.checkBugs();
    if (DESTRUCTIVE.test(step)) this.checkNow(step);
    return true;
  }

  private checkNow(step: string): void {
    const now = this.world();
    checkNothingLost(this.known, now, step, this.users.superseded);
    this.known = now;
  }

  private world(): Set<string> {
    return contentsOfWorld(this.setting.account, this.devices);
  }

  private checkBugs(): void {
    for (const device of this.devices) if (device.bug !== undefined) throw device.bug;
  }

  /** Lets every device sync in turn, with all the held deletions approved, until a whole round has had nothing to do. */
  private async agree(): Promise<void> {
    await this.finishAll();
    const versions = liveVersions(this.setting.account, this.devices);
    const transfers = new Map(this.devices.map((device) => [device, 0]));
    for (let round = 0; round < FAIR_ROUNDS; round++) {
      let idle = true;
      for (const device of this.devices) {
        device.approve();
        device.sync(false);
        await this.finishAll();
        const report = device.lastReport;
        if ((report?.failed ?? 0) > 0) throw new Broken(`${device.name} failed in fair weather`);
        transfers.set(
          device,
          (transfers.get(device) ?? 0) + (report?.uploaded ?? 0) + (report?.downloaded ?? 0),
        );
        if (!nothingDone(device)) idle = false;
      }
      if (idle) return checkNoPingPong(transfers, versions);
    }
    throw new Broken(`not settled after ${FAIR_ROUNDS} rounds`);
  }

  private async finishAll(): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      if (!(await this.advance()) && this.devices.every((device) => !device.busy)) return;
    }
    throw new Broken('a sync does not end');
  }

  /** After a restart too, a further sync asks for nothing but listings. */
  private async checkQuiet(): Promise<void> {
    for (const device of this.devices) {
      if (this.setting.random.integer(2) === 0) device.crash(false);
      const before = JSON.stringify(device.requests());
      device.sync(false);
      await this.finishAll();
      const after = JSON.stringify(device.requests());
      if (before !== after)
        throw new Broken(`${device.name} is in step, yet asks: ${before} became ${after}`);
    }
  }
}

/** Steps after which something may be missing. */
const DESTRUCTIVE = /put|copyFrom|delete|complete|rename|unlink|rmdir|write|truncate|open/;

function nothingDone(device: Device): boolean {
  const report = device.lastReport;
  return (
    report !== undefined && device.deeds + report.failed + report.held === 0 && report.halted === undefined
  );
}
