import { useCallback, useEffect, useState } from 'react';
import type { PairState, TreeRow } from '../../../sync-engine/contract/api/index.ts';

/** Folders turned on whose files are not all here yet. */
export interface Arriving {
  readonly rows: readonly TreeRow[];
  /** The pair's last sync when they were turned on. */
  readonly sinceMs: number | undefined;
}

const NO_ROWS: readonly TreeRow[] = [];

/**
 * What is on its way since folders were turned on, until the pair has been through a sync and `reload` has told what it brought. Reads the
 * tree anew also whenever the pair comes to rest with other files than before.
 */
export function useArriving(
  { activity, settled, lastSyncMs, files, bytes }: PairState,
  reload: () => Promise<unknown>,
): { readonly rows: readonly TreeRow[]; readonly expect: (arriving: Arriving) => void } {
  const [awaited, setAwaited] = useState<Arriving>();
  const rests = settled && activity === 'resting';
  const come = rests && awaited !== undefined && awaited.sinceMs !== lastSyncMs;
  useEffect(() => {
    if (!come) return;
    const forget = (): void => setAwaited((now) => (now === awaited ? undefined : now));
    void reload().finally(forget);
  }, [come, awaited, reload]);
  useReloadAtRest(rests ? `${files} ${bytes}` : undefined, reload);
  return { rows: awaited?.rows ?? NO_ROWS, expect: useCallback((arriving) => setAwaited(arriving), []) };
}

/** Undefined while the pair is at work. */
function useReloadAtRest(holds: string | undefined, reload: () => Promise<unknown>): void {
  const [read, setRead] = useState(holds);
  useEffect(() => {
    if (holds === undefined || holds === read) return;
    setRead(holds);
    void reload();
  }, [holds, read, reload]);
}
