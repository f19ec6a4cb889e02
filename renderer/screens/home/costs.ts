import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { costOfUsage, pricesOf } from '../../../sync-engine/contract/prices.ts';

export type Meter = PairState['meter'];

/** Requests and bytes of several pairs together. */
export function totalOf(meters: readonly Meter[]): Meter {
  const sum = (kind: keyof Meter): number => meters.reduce((total, meter) => total + meter[kind], 0);
  return {
    LIST: sum('LIST'),
    GET: sum('GET'),
    HEAD: sum('HEAD'),
    PUT: sum('PUT'),
    COPY: sum('COPY'),
    DELETE: sum('DELETE'),
    POST: sum('POST'),
    bytesUp: sum('bytesUp'),
    bytesDown: sum('bytesDown'),
  };
}

/** US dollars for what was asked and fetched, at list prices; null when a provider's are unknown. */
export function costOf(
  pairs: readonly Pick<PairState, 'endpoint' | 'credentials' | 'meter'>[],
): number | null {
  let dollars = 0;
  for (const { endpoint, credentials: kind, meter } of pairs) {
    const prices = pricesOf({ endpoint, credentials: { kind } });
    if (prices === null) return null;
    const { LIST, GET, HEAD, PUT, COPY, POST, bytesDown } = meter;
    const usage = { write: PUT + COPY + POST, read: GET + HEAD, list: LIST, download: bytesDown };
    dollars += costOfUsage(usage, prices);
  }
  return dollars;
}
