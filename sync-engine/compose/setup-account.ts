import type { BucketArea } from '../contract/bucket-url.ts';
import type { AccountConfig } from '../contract/config.ts';
import { hasCode } from '../core/error.ts';
import { expiryOf, isOurRule, writeTrashRule } from '../engine/bin/retention.ts';
import { runBucketChecks } from '../engine/doctor.ts';
import type { DoctorCheck } from '../engine/engine.ts';
import type { Expiry } from '../engine/recycle-bin.ts';
import type { BucketAdministration, ObjectAccount, ObjectStore } from '../ports/object-store.ts';
import { openAccount } from './account.ts';
import type { Home } from './home.ts';
import { openLog, type HostParts } from './host.ts';
import type { AccountKeys } from './secrets.ts';

/** What a bucket is, before it becomes a pair's. */
export interface BucketFacts {
  readonly name: string;
  readonly exists: boolean;
  readonly region: string | undefined;
  readonly versioning: 'off' | 'enabled' | 'suspended' | 'unknown';
  /** The soonest end that a rule puts to what lies in the area; undefined when none does. */
  readonly expiry: Expiry | undefined;
  readonly otherRules: number;
  readonly lifecycle: 'supported' | 'unsupported' | 'unknown';
  readonly empty: boolean;
}

export interface RetentionOf extends BucketArea {
  readonly days: number | undefined;
}

/** An account that no pair uses yet, as set-up needs it. Calls reject with a SyncFailure. */
export interface SetupAccount {
  /** Names in order; rejects `access-denied` where the keys may not list buckets. */
  buckets(signal?: AbortSignal): Promise<readonly string[]>;
  /** `prefix`: whose end by rules is meant. */
  inspect(area: BucketArea, signal?: AbortSignal): Promise<BucketFacts>;
  /** Where a bucket is; undefined when it cannot be told, or there is none. */
  region(name: string, signal?: AbortSignal): Promise<string | undefined>;
  create(name: string, signal?: AbortSignal): Promise<void>;
  /** Merged with the rules already there. */
  setRetention(rule: RetentionOf, signal?: AbortSignal): Promise<void>;
  /** Tries everything a pair needs of its buckets, and clears away what it made. */
  check(areas: CheckedAreas, signal: AbortSignal): AsyncIterable<DoctorCheck>;
  close(): Promise<void>;
}

export interface CheckedAreas {
  readonly files: BucketArea;
  readonly recycle: BucketArea;
}

export interface SetupAccountParts extends HostParts {
  /** Instead of those the configuration names. */
  readonly keys?: AccountKeys | undefined;
}

/** A person waits for the answer. */
const ATTEMPTS = 2;

export async function openSetupAccount(
  home: Home,
  config: AccountConfig,
  parts: SetupAccountParts,
): Promise<SetupAccount> {
  const log = await openLog(parts);
  const { account } = await openAccount(home, config, { ...parts, log, attempts: ATTEMPTS });
  return {
    buckets: (signal) => account.listBuckets({ signal }),
    inspect: (area, signal) => inspect(account.bucket(area.bucket), area.prefix, signal),
    region: async (name, signal) => (await account.bucket(name).administration.find({ signal }))?.region,
    create: (name, signal) => account.bucket(name).administration.create({ signal }),
    setRetention: ({ bucket, ...rule }, signal) =>
      writeTrashRule(account.bucket(bucket), { ...rule, signal }),
    check: (areas, signal) => check(account, areas, { parts, signal }),
    close: () => account.close(),
  };
}

async function inspect(store: ObjectStore, prefix: string, signal?: AbortSignal): Promise<BucketFacts> {
  const { bucket: name, administration } = store;
  const unknown = { name, region: undefined, expiry: undefined, otherRules: 0 } as const;
  const found = await administration.find({ signal });
  if (found === undefined)
    return { ...unknown, exists: false, versioning: 'unknown', lifecycle: 'unknown', empty: true };
  const [versioning, rules, empty] = await Promise.all([
    administration.versioning({ signal }).catch(unlessDenied('unknown' as const)),
    rulesOf(administration, prefix, signal),
    isEmpty(store, signal),
  ]);
  return { ...unknown, exists: true, region: found.region, versioning, ...rules, empty };
}

type Rules = Pick<BucketFacts, 'expiry' | 'otherRules' | 'lifecycle'>;

async function rulesOf(
  administration: BucketAdministration,
  prefix: string,
  signal?: AbortSignal,
): Promise<Rules> {
  try {
    const rules = await administration.lifecycle({ signal });
    return {
      expiry: expiryOf(rules, prefix),
      otherRules: rules.filter((rule) => !isOurRule(rule)).length,
      lifecycle: 'supported',
    };
  } catch (caught) {
    const none = { expiry: undefined, otherRules: 0 };
    if (hasCode(caught, 'lifecycle-unsupported')) return { ...none, lifecycle: 'unsupported' };
    return unlessDenied<Rules>({ ...none, lifecycle: 'unknown' })(caught);
  }
}

/** What many keys may not ask, and some providers do not answer, is unknown. */
function unlessDenied<T>(unknown: T): (caught: unknown) => T {
  return (caught) => {
    if (hasCode(caught, 'access-denied', 'unsupported', 'bad-request')) return unknown;
    throw caught;
  };
}

async function isEmpty(store: ObjectStore, signal?: AbortSignal): Promise<boolean> {
  for await (const page of store.list('', { signal })) if (page.length > 0) return false;
  return true;
}

async function* check(
  account: ObjectAccount,
  { files, recycle }: CheckedAreas,
  { parts, signal }: { readonly parts: HostParts; readonly signal: AbortSignal },
): AsyncGenerator<DoctorCheck> {
  const { createMemoryIndex } = await import('../adapters/memory/memory-index.ts');
  const { systemClock: clock } = await import('../adapters/system/system-clock.ts');
  const { systemRandom: random } = await import('../adapters/system/system-random.ts');
  yield* runBucketChecks({
    store: account.bucket(files.bucket),
    recycle: account.bucket(recycle.bucket),
    settings: { prefix: files.prefix, recyclePrefix: recycle.prefix },
    index: createMemoryIndex(),
    clock,
    random,
    log: await openLog(parts),
    signal,
  });
}
