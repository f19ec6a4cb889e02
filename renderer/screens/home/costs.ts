import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { providerOf } from '../../../sync-engine/contract/providers.ts';

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

/** US dollars for the requests made, at list prices; null when a provider's are unknown. DELETE is free everywhere. */
export function costOf(pairs: readonly Pick<PairState, 'endpoint' | 'meter'>[]): number | null {
  let dollars = 0;
  for (const { endpoint, meter } of pairs) {
    const { prices } = providerOf(endpoint);
    if (prices === null) return null;
    const { LIST, GET, HEAD, PUT, COPY, POST } = meter;
    dollars += ((PUT + COPY + POST) * prices.write + (GET + HEAD) * prices.read + LIST * prices.list) / 1000;
  }
  return dollars;
}
