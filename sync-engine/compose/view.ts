import { existsSync } from 'node:fs';
import type { PairConfig } from '../contract/config.ts';
import type { PairStatus } from '../engine/engine.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { Home } from './home.ts';
import { indexFile, pairSettings } from './pair.ts';

/** What the index of a pair tells, read beside a running engine or without one. */
export interface PairView extends Pick<IndexStore, 'activity' | 'conflicts' | 'problems' | 'held' | 'close'> {
  status(): PairStatus;
  /** The process that keeps the pair in step now. */
  readonly runningPid: number | undefined;
}

/** A view through which held deletions can be answered. */
export interface PairGuest extends PairView {
  /** Returns the number of deletions that are let happen. */
  approveHeld(): number;
  /** Returns the number of deletions given up: their files come back. */
  rejectHeld(): number;
}

/** A pair that was never synced shows as empty. */
export async function openView(home: Home, pair: PairConfig): Promise<PairView> {
  return open(home, pair, 'reader');
}

export async function openGuest(home: Home, pair: PairConfig): Promise<PairGuest> {
  return open(home, pair, 'guest');
}

async function open(home: Home, pair: PairConfig, as: 'reader' | 'guest'): Promise<PairGuest> {
  const { statusOf } = await import('../engine/open.ts');
  const { approveHeld, rejectHeld } = await import('../engine/held.ts');
  const file = indexFile(home, pair);
  const { index, runningPid } = await openIndex(file, as);
  const settings = pairSettings(home, pair);
  return {
    activity: (query) => index.activity(query),
    conflicts: () => index.conflicts(),
    problems: () => index.problems(),
    held: () => index.held(),
    status: () => statusOf({ index, settings }),
    runningPid,
    approveHeld: () => approveHeld(index),
    rejectHeld: () => rejectHeld(index),
    close: () => index.close(),
  };
}

async function openIndex(
  file: string,
  as: 'reader' | 'guest',
): Promise<{ readonly index: IndexStore; readonly runningPid: number | undefined }> {
  if (!existsSync(file)) {
    const { createMemoryIndex } = await import('../adapters/memory/memory-index.ts');
    return { index: createMemoryIndex(), runningPid: undefined };
  }
  const { openSqliteIndexGuest, openSqliteIndexReader } = await import('../adapters/sqlite/open-index.ts');
  const { engineHolding } = await import('../adapters/sqlite/engine-lock.ts');
  return {
    index: as === 'reader' ? openSqliteIndexReader(file) : openSqliteIndexGuest(file),
    runningPid: engineHolding(file),
  };
}
