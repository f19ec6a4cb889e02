import type { AccountConfig, PairConfig } from '../contract/config.ts';
import { DEFAULT_TRANSFERS } from '../contract/config.ts';
import { fail } from '../core/error.ts';
import type { RequestTotals } from '../engine/pair.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectAccount, ObjectStore } from '../ports/object-store.ts';
import type { S3Credentials } from '../adapters/s3/credentials.ts';
import type { Home } from './home.ts';
import { openLog, type HostParts } from './host.ts';
import { credentialsOf, staticKeys, type AccountKeys } from './secrets.ts';

export interface OpenedAccount {
  readonly account: ObjectAccount;
  /** What has been sent and received through it so far. */
  readonly meter: () => RequestTotals;
}

export interface AccountParts extends HostParts {
  readonly log: Log;
  readonly limits?: PairConfig['limits'];
  /** Instead of those the configuration names. */
  readonly keys?: AccountKeys | undefined;
  /** Tries of what fails transiently; where a person waits for the answer, fewer than usual. */
  readonly attempts?: number | undefined;
}

/**
 * An account whose buckets retry, throttle and log. The order matters: every try of a retry passes the throttle, so that a
 * busy server is not hurried; the log sees every try. Requests are counted by the adapter itself, where all of them pass.
 */
export async function openAccount(
  home: Home,
  config: AccountConfig,
  parts: AccountParts,
): Promise<OpenedAccount> {
  const { endpoint, credentials } = await placeOf(home, config, parts);
  if (credentials.kind === 'static') {
    const { secretAccessKey, sessionToken } = credentials;
    const log = await openLog(parts);
    log.redactValues(sessionToken === undefined ? [secretAccessKey] : [secretAccessKey, sessionToken]);
  }
  const { createS3Account } = await import('../adapters/s3/account.ts');
  const { createRequestMeter } = await import('../adapters/object-store/metering.ts');
  const { decorateAccount } = await import('../adapters/object-store/around-calls.ts');
  const meter = createRequestMeter();
  const transfers = parts.limits?.transfers ?? DEFAULT_TRANSFERS;
  const account = createS3Account({
    endpoint,
    region: config.region,
    credentials,
    maxSockets: transfers + SPARE_SOCKETS,
    userAgent: 'windlass',
    log: parts.log,
    observer: meter,
  });
  const decorate = await decorator(parts, transfers);
  return {
    account: decorateAccount(account, decorate),
    meter() {
      const { requests, bytesUp, bytesDown } = meter.snapshot();
      return { ...requests, bytesUp, bytesDown };
    },
  };
}

/** The server and the keys, wherever they come from. */
async function placeOf(
  home: Home,
  config: AccountConfig,
  parts: AccountParts,
): Promise<{ readonly endpoint: string | undefined; readonly credentials: S3Credentials }> {
  if (config.credentials.kind !== 'embedded') {
    const { keys } = parts;
    const credentials = keys === undefined ? await credentialsOf(home, config, parts) : staticKeys(keys);
    return { endpoint: config.endpoint, credentials };
  }
  if (parts.embeddedStore === undefined) throw fail('unsupported', 'there is no embedded store here');
  const { endpoint, keys } = await parts.embeddedStore();
  return { endpoint, credentials: staticKeys(keys) };
}

/** Listing and parts of a large file go on beside the transfers. */
const SPARE_SOCKETS = 16;

async function decorator(
  { log, limits, bandwidth, attempts }: AccountParts,
  transfers: number,
): Promise<(store: ObjectStore) => ObjectStore> {
  const { retrying } = await import('../adapters/object-store/retrying.ts');
  const { throttling } = await import('../adapters/object-store/throttling.ts');
  const { logging } = await import('../adapters/object-store/logging.ts');
  const { createAdaptiveGate } = await import('../adapters/object-store/adaptive-gate.ts');
  const { createBandwidth, within } = await import('../adapters/object-store/bandwidth.ts');
  const { systemClock: clock } = await import('../adapters/system/system-clock.ts');
  const { systemRandom: random } = await import('../adapters/system/system-random.ts');
  const throttle = {
    gate: createAdaptiveGate({ clock, max: transfers + SPARE_SOCKETS, start: transfers }),
    up: within(createBandwidth(clock, limits?.uploadBytesPerSecond), bandwidth?.up),
    down: within(createBandwidth(clock, limits?.downloadBytesPerSecond), bandwidth?.down),
  };
  return (store) => retrying(throttling(logging(store, log, clock), throttle), { clock, random, attempts });
}

/** Makes buckets where they are missing; for the demo and the embedded store, which begin with none. */
export async function createBuckets(
  { endpoint, ...keys }: AccountKeys & { readonly endpoint: string },
  names: readonly string[],
): Promise<void> {
  const { createS3Account } = await import('../adapters/s3/account.ts');
  const account = createS3Account({
    endpoint,
    credentials: staticKeys(keys),
  });
  try {
    for (const name of names) {
      const { administration } = account.bucket(name);
      if ((await administration.find()) === undefined) await administration.create();
    }
  } finally {
    await account.close();
  }
}
