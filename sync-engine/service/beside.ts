import type { PairConfig } from '../contract/config.ts';
import { openView, type ActivityQuery, type ActivityRecord, type Home, type PairView } from '../index.ts';

/** What stays true of a pair while it is not open. */
export interface LastKnown {
  readonly files: number;
  readonly bytes: number;
  readonly lastSyncMs?: number | undefined;
}

/** Read from the index of a pair that is not open, for instance because its keys are locked; undefined where it cannot be read. */
export function lastKnown(home: Home, pair: PairConfig): Promise<LastKnown | undefined> {
  return look(home, pair, (view) => {
    const { files, bytes, lastSyncMs } = view.status();
    return { files, bytes, lastSyncMs };
  });
}

/** What happened to a pair that is not open, newest first; nothing where its index cannot be read. */
export async function historyBeside(
  home: Home,
  pair: PairConfig,
  query: ActivityQuery,
): Promise<readonly ActivityRecord[]> {
  return (await look(home, pair, (view) => view.activity(query))) ?? [];
}

async function look<T>(home: Home, pair: PairConfig, read: (view: PairView) => T): Promise<T | undefined> {
  try {
    const view = await openView(home, pair);
    try {
      return read(view);
    } finally {
      view.close();
    }
  } catch {
    // Why the pair is not open is told already; an index that is damaged is dealt with when it opens.
    return undefined;
  }
}
