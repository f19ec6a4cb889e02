import { createHash } from 'node:crypto';
import { createMemoryIndex } from '../../../sync-engine/adapters/memory/memory-index.ts';
import type { MemoryIndex } from '../../../sync-engine/adapters/memory/memory-index.ts';
import { createMemoryTree } from '../../../sync-engine/adapters/memory/memory-local-tree.ts';
import type { MemoryTree } from '../../../sync-engine/adapters/memory/memory-local-tree.ts';
import type { MemoryAccount } from '../../../sync-engine/adapters/memory/memory-object-store.ts';
import type { SeededRandom } from '../../../sync-engine/adapters/memory/seeded-random.ts';
import type { VirtualClock } from '../../../sync-engine/adapters/memory/virtual-clock.ts';
import { createRequestMeter } from '../../../sync-engine/adapters/object-store/metering.ts';
import { retrying } from '../../../sync-engine/adapters/object-store/retrying.ts';
import { SyncFailure } from '../../../sync-engine/core/error.ts';
import { approveHeld } from '../../../sync-engine/engine/held.ts';
import { lookAt } from '../../../sync-engine/engine/look-at.ts';
import type { EngineEvent, PairContext, PairParts, SyncReport } from '../../../sync-engine/engine/pair.ts';
import { NO_TRAITS, storedTraits } from '../../../sync-engine/engine/probe.ts';
import { sweepAtStart } from '../../../sync-engine/engine/leftovers.ts';
import { ROOT_RECORD_ID } from '../../../sync-engine/engine/root.ts';
import { syncOnce } from '../../../sync-engine/engine/sync.ts';
import type { TreeTraits } from '../../../sync-engine/ports/local-tree.ts';
import type { ObjectStore } from '../../../sync-engine/ports/object-store.ts';
import { networked } from './faults.ts';
import type { Weather } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Scheduler } from './scheduler.ts';

export const OBJECTS = 'objects';
export const RECYCLE = 'recycle';

export interface Setting {
  readonly scheduler: Scheduler;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly account: MemoryAccount;
  readonly weather: Weather;
  readonly ledger: Ledger;
  readonly say: (line: string) => void;
}

/** One computer: a disk and an index that outlive its process, and a process that may die at any moment. */
export class Device {
  readonly name: string;
  tree: MemoryTree;
  index: MemoryIndex = createMemoryIndex();
  /** True while a sync is under way. */
  busy = false;
  lastReport: SyncReport | undefined;
  /** What the last sync did, folders included. */
  deeds = 0;
  /** What is on the disk while it is unmounted. */
  unplugged: readonly Uint8Array[] | undefined;
  /** A bug that came out of the engine. */
  bug: unknown;
  /** What the watcher has told and no look has taken up. */
  private readonly dirty = new Set<string>();
  private readonly setting: Setting;
  private readonly pairId: string;
  private generation = 0;
  private swept = false;
  private readonly meter = createRequestMeter();

  constructor(name: string, setting: Setting, traits: TreeTraits) {
    this.name = name;
    this.setting = setting;
    this.pairId = setting.random.uuid();
    const { clock, random, scheduler } = setting;
    this.tree = createMemoryTree({
      clock,
      random: random.fork(),
      traits,
      before: (call) => scheduler.turn(name, `${call.name} ${call.path}`),
    });
    this.watch();
  }

  /** The pair's marker is written when the pair is added, before anything can go wrong. */
  async prepare(): Promise<void> {
    await this.tree.writeMarker(this.pairId);
  }

  /** Starts a sync unless one is under way; `partial` looks only where the watcher told of changes. */
  sync(partial: boolean): void {
    if (this.busy) return;
    this.busy = true;
    this.lastReport = undefined;
    this.deeds = 0;
    const { generation } = this;
    const context = this.context();
    const dirty = [...this.dirty];
    this.dirty.clear();
    this.setting.say(`${this.name} ${partial ? `looks at ${dirty.join(', ')}` : 'syncs'}`);
    const prepare = async (inner: PairContext): Promise<void> => {
      if (!this.swept) await sweepAtStart(inner);
      this.swept = true;
    };
    const run = syncOnce(context, {
      dryRun: false,
      prepare,
      ...(partial ? { look: (inner, ignored) => lookAt(inner, ignored, dirty) } : {}),
    });
    run.then(
      (report) => this.finished(generation, report, undefined),
      (error: unknown) => this.finished(generation, undefined, error),
    );
  }

  /** The disk is unmounted, whatever is under way: the folder is an empty mount point on another disk. */
  unplug(): void {
    if (this.unplugged !== undefined) return;
    this.setting.say(`${this.name}'s disk is unmounted`);
    this.unplugged = [...this.tree.snapshot().values(), ...this.tree.trashSnapshot().values()].filter(
      (bytes) => bytes !== undefined,
    );
    this.tree.replaceRoot();
  }

  /** The disk is back, as it was; what landed below its mount point is out of sight. */
  plug(): void {
    if (this.unplugged === undefined) return;
    this.setting.say(`${this.name}'s disk is back`);
    this.unplugged = undefined;
    this.tree.mount();
  }

  /**
   * Says yes to all that is held, but never to a folder in the place of the pair's: whoever was asked for that has a disk to put back,
   * and a yes given after the disk is back would count at its next unmount.
   */
  approve(): void {
    const isAskedForRoot = this.index.held().some((record) => record.id === ROOT_RECORD_ID);
    if (this.unplugged === undefined && !isAskedForRoot) approveHeld(this.index);
  }

  /** The process is killed, or the power fails; the disk and what reached it stay. */
  crash(power: boolean): void {
    this.plug();
    this.setting.say(`${this.name} ${power ? 'loses power' : 'is killed'}`);
    this.generation++;
    this.setting.scheduler.forget(this.name);
    const before = this.tree.snapshot();
    this.tree = power ? this.tree.losePower() : this.tree.crash();
    if (power) this.index.crash();
    // A name that had not reached the disk goes with the power, though the file it led to may be in the bucket by then.
    const after = this.tree.snapshot();
    for (const path of before.keys()) if (!after.has(path)) this.setting.ledger.fileRemoved(this.name, path);
    this.busy = false;
    this.swept = false;
    this.dirty.clear();
  }

  loseIndex(): void {
    this.crash(false);
    this.setting.say(`${this.name} loses its index`);
    this.index = createMemoryIndex();
  }

  /** Requests made by this device so far. */
  requests(): Readonly<Record<string, number>> {
    return this.meter.snapshot().requests;
  }

  private watch(): void {
    this.tree.onChange((absolute) => {
      const path = absolute.slice(this.tree.root.length + 1);
      // One event in five never arrives.
      if (path !== '' && !path.startsWith('.windlass') && this.setting.random.integer(5) > 0)
        this.dirty.add(path);
    });
  }

  private finished(generation: number, report: SyncReport | undefined, error: unknown): void {
    if (generation !== this.generation) return;
    this.busy = false;
    this.lastReport = report;
    if (error !== undefined && !(error instanceof SyncFailure)) this.bug = error;
    if (report !== undefined) this.setting.say(`${this.name} done: ${summary(report)}`);
  }

  private context(): PairContext {
    const parts = this.parts();
    return {
      ...parts,
      traits: storedTraits(parts) ?? NO_TRAITS,
      signal: new AbortController().signal,
      events: (event) => this.tell(event),
    };
  }

  private tell(event: EngineEvent): void {
    if (event.type === 'done') {
      this.deeds++;
      if (event.action === 'trashed') this.setting.ledger.checkTrashed(this.name, event.path);
      if (event.action === 'recycled') this.setting.ledger.checkRecycled(this.name, event.path);
      this.setting.say(`${this.name}   ${event.reason}: ${event.action} ${event.path}`);
    }
    if (event.type === 'held' || event.type === 'halted' || event.type === 'failed') {
      this.setting.say(`${this.name}   ${JSON.stringify(event)}`);
    }
  }

  private parts(): PairParts {
    const { clock, random, account } = this.setting;
    return {
      settings: {
        id: this.pairId,
        name: this.name,
        folder: this.tree.root,
        mode: 'two-way',
        prefix: '',
        recyclePrefix: '',
        device: this.name,
        quietMs: 0,
        transfers: 4,
        target: 'simulated',
      },
      tree: this.tree,
      store: this.store(noting(account.bucket(OBJECTS), this.setting.ledger)),
      recycle: this.store(account.bucket(RECYCLE)),
      index: this.index,
      clock,
      random: random.fork(),
      log: SILENT,
      meter: () => {
        const { requests, bytesUp, bytesDown } = this.meter.snapshot();
        return { ...requests, bytesUp, bytesDown };
      },
      sha256: (data) => createHash('sha256').update(data).digest('hex'),
    };
  }

  private store(bucket: ObjectStore): ObjectStore {
    const { clock, random } = this.setting;
    const counted = counting(networked(bucket, this.name, this.setting), this.meter);
    return retrying(counted, { clock, random: random.fork() });
  }
}

function noting(store: ObjectStore, ledger: Ledger): ObjectStore {
  return {
    ...store,
    delete: async (key, options) => {
      await store.delete(key, options);
      ledger.objectDeleted(key);
    },
  };
}

/** Counts requests for one device, whose account is shared with the others. */
function counting(store: ObjectStore, meter: ReturnType<typeof createRequestMeter>): ObjectStore {
  const count = (kind: 'GET' | 'HEAD' | 'PUT' | 'COPY' | 'DELETE'): void => meter.requested(kind, 0);
  return {
    ...store,
    list: (prefix, options) => store.list(prefix, options),
    head: (key, options) => (count('HEAD'), store.head(key, options)),
    get: (key, options) => (count('GET'), store.get(key, options)),
    put: (key, body, options) => (count('PUT'), store.put(key, body, options)),
    copyFrom: (source, key, options) => (count('COPY'), store.copyFrom(source, key, options)),
    delete: (key, options) => (count('DELETE'), store.delete(key, options)),
  };
}

function summary(report: SyncReport): string {
  const counts = Object.entries(report)
    .filter(([, value]) => typeof value === 'number' && value > 0)
    .map(([name, value]) => `${name} ${value}`);
  return [...counts, report.halted?.code ?? ''].join(' ');
}

const SILENT = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => SILENT,
};
