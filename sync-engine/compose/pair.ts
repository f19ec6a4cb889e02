import { createHash } from 'node:crypto';
import path from 'node:path';
import { formatBucketUrl } from '../contract/bucket-url.ts';
import { DEFAULT_TRANSFERS, settingsOf, type PairConfig } from '../contract/config.ts';
import { serverIdentity } from '../contract/endpoint.ts';
import { hasCode } from '../core/error.ts';
import type { PairEngine } from '../engine/engine.ts';
import type { PairSettings } from '../engine/pair.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { LocalTree } from '../ports/local-tree.ts';
import type { Log } from '../ports/log.ts';
import { openAccount } from './account.ts';
import { openLocalTrash, openTree } from './folder.ts';
import type { Home } from './home.ts';
import { openLog, type HostParts } from './host.ts';
import { deafTo, ownFoldersBelow } from './own-folders.ts';
import type { AccountKeys } from './secrets.ts';

/** An engine, and who else has the pair open. */
export interface OpenedPair {
  readonly engine: PairEngine;
  /** The process that keeps the pair in step now, beside which this one works; undefined when there is none. */
  readonly runningPid: number | undefined;
}

/** Opens a pair as its one engine. Rejects `index-locked` while another process has it. */
export async function openPair(home: Home, pair: PairConfig, host: HostParts): Promise<PairEngine> {
  const { openSqliteIndex } = await import('../adapters/sqlite/open-index.ts');
  const { systemClock } = await import('../adapters/system/system-clock.ts');
  const log = (await openLog(host)).child({ pair: pair.name });
  const { index, recovered } = openSqliteIndex({ file: indexFile(home, pair), log, clock: systemClock });
  if (recovered !== undefined)
    host.notice?.(
      `${pair.name}: the index was damaged (${recovered.reason}). It is made anew by comparing both sides; nothing is deleted. The old one is ${recovered.movedTo}`,
    );
  return assemble({ home, pair, host, log, index });
}

/**
 * Opens a pair for what does not sync: the recycle bucket, `verify`, `doctor`. Beside a running engine it works as a guest
 * on the same index; otherwise it is the engine.
 */
export async function openPairBeside(home: Home, pair: PairConfig, host: HostParts): Promise<OpenedPair> {
  try {
    return { engine: await openPair(home, pair, host), runningPid: undefined };
  } catch (caught) {
    if (!hasCode(caught, 'index-locked')) throw caught;
  }
  const { openSqliteIndexGuest } = await import('../adapters/sqlite/open-index.ts');
  const { engineHolding } = await import('../adapters/sqlite/engine-lock.ts');
  const file = indexFile(home, pair);
  const log = (await openLog(host)).child({ pair: pair.name });
  const engine = await assemble({ home, pair, host, log, index: openSqliteIndexGuest(file) });
  return { engine, runningPid: engineHolding(file) };
}

export function indexFile(home: Home, pair: PairConfig): string {
  return path.join(home.paths.pairState(pair.id), 'index.sqlite');
}

interface Assembly {
  readonly home: Home;
  readonly pair: PairConfig;
  readonly host: HostParts;
  readonly log: Log;
  readonly index: IndexStore;
  /** Instead of those the configuration names. */
  readonly keys?: AccountKeys | undefined;
  /** Instead of the pair's folder as it is. */
  readonly tree?: LocalTree | undefined;
}

/** The engine over its parts; closes the index when it cannot be made. */
export async function assemble(assembly: Assembly): Promise<PairEngine> {
  const { home, pair, host, log, index, keys } = assembly;
  try {
    const { openPairEngine } = await import('../engine/open.ts');
    const { systemWatcher } = await import('../adapters/watcher/system-watcher.ts');
    const { systemClock: clock } = await import('../adapters/system/system-clock.ts');
    const { systemRandom: random } = await import('../adapters/system/system-random.ts');
    const { systemHeadroom: headroom } = await import('../adapters/system/system-headroom.ts');
    const { account, meter } = await openAccount(home, pair.account, {
      ...host,
      log,
      keys,
      limits: pair.limits,
    });
    const { rescanMinutes, pollSecondsMin, pollSecondsMax } = settingsOf(home.config);
    const own = await ownFoldersBelow(home.paths, pair.folder);
    return openPairEngine({
      parts: {
        settings: { ...pairSettings(home, pair), own },
        tree: assembly.tree ?? (await openTree(pair.folder, log, host.systemTrash)),
        localTrash: await openLocalTrash(pair.folder),
        store: account.bucket(pair.bucket),
        recycle: account.bucket(pair.recycle.bucket),
        index,
        clock,
        random,
        log,
        headroom,
        meter,
        sha256: (data) => createHash('sha256').update(data).digest('hex'),
      },
      watcher: deafTo(systemWatcher, own),
      timing: {
        pollMinMs: pollSecondsMin * 1000,
        pollMaxMs: pollSecondsMax * 1000,
        rescanMs: rescanMinutes * 60_000,
      },
      async close() {
        index.close();
        await account.close();
      },
    });
  } catch (caught) {
    index.close();
    throw caught;
  }
}

export function pairSettings(home: Home, pair: PairConfig): PairSettings {
  return {
    id: pair.id,
    name: pair.name,
    folder: pair.folder,
    mode: pair.mode,
    prefix: pair.prefix,
    recyclePrefix: pair.recycle.prefix,
    device: home.config.device.name,
    deviceId: home.config.device.id,
    quietMs: settingsOf(home.config).quietMs,
    transfers: pair.limits?.transfers ?? DEFAULT_TRANSFERS,
    localTrashDays: pair.retentionDays,
    target: `${serverIdentity(pair.account)} ${formatBucketUrl(pair)}`,
    off: pair.off,
  };
}
