import { useCallback, useEffect, useState } from 'react';
import type { TrashListing } from '../../../sync-engine/contract/api/index.ts';
import { useClient, useLive } from '../../api/hooks.ts';

/** Lists up to here cost a few requests, and are made anew whenever the pair did something. */
const SMALL_ENTRIES = 10_000;
/** A larger one is made anew when it is older than this (milliseconds); listing a million entries takes a thousand requests. */
const OLD_MS = 10 * 60_000;
/** After the pair's last act, before a small list is made anew (milliseconds). */
const SETTLE_MS = 700;

export interface Listing {
  /** Undefined until the first answer. */
  readonly listing: TrashListing | undefined;
  /** The pair did something since the list was made. */
  readonly outdated: boolean;
  /** What was caught when the list could not even be asked for. */
  readonly error: unknown;
  /** Has the list made anew. */
  readonly refresh: () => void;
  /** Asks how the list is now, and has it made anew only where that costs little or it is old. */
  readonly look: () => void;
}

/** The local copy of a pair's trash list, kept fresh while the screen is open. */
export function useListing(pair: string): Listing {
  const client = useClient();
  const [listing, setListing] = useState<TrashListing>();
  const [error, setError] = useState<unknown>();
  const [run, setRun] = useState({ anew: false });
  const refresh = useCallback(() => setRun({ anew: true }), []);
  const look = useCallback(() => setRun({ anew: false }), []);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const follow = async (): Promise<void> => {
      try {
        const known = await client.trash.listing({ pair }, { signal });
        setListing(known);
        if (!run.anew && !wantsListing(known)) return;
        for await (const told of await client.trash.refresh({ pair }, { signal })) setListing(told);
        setError(undefined);
      } catch (caught) {
        if (!signal.aborted) setError(caught);
      }
    };
    void follow();
    return () => controller.abort();
  }, [client, pair, run]);

  const lastAct = useLive(
    ({ recent }) => recent.find((row) => row.pair === pair && row.error === undefined)?.atMs,
  );
  const outdated =
    listing?.state === 'ready' && lastAct !== undefined && lastAct > (listing.listedAtMs ?? lastAct);
  const small = listing !== undefined && listing.entries <= SMALL_ENTRIES;
  useEffect(() => {
    if (!outdated || !small) return undefined;
    const timer = setTimeout(refresh, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [outdated, small, lastAct, refresh]);

  return { listing, outdated, error, refresh, look };
}

function wantsListing({ state, entries, listedAtMs = 0 }: TrashListing): boolean {
  return state !== 'ready' || entries <= SMALL_ENTRIES || Date.now() - listedAtMs > OLD_MS;
}
