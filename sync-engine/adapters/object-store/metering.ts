import { REQUEST_KINDS, type RequestKind, type RequestObserver } from './requests.ts';

/**
 * US dollars. The default is S3 Standard in us-east-1 (aws.amazon.com/s3/pricing, 2025): $0.005 per 1,000 PUT, COPY, POST
 * or LIST, $0.0004 per 1,000 of all others, DELETE free, $0.09 per GB out to the internet. Other providers charge otherwise
 * or not at all: the figure is an estimate, and the free allowance is not taken off.
 */
export interface PriceTable {
  readonly perRequest: Readonly<Record<RequestKind, number>>;
  readonly perByteDown: number;
}

const WRITE = 0.005 / 1000;
const READ = 0.0004 / 1000;

export const AWS_STANDARD_PRICES: PriceTable = {
  perRequest: { LIST: WRITE, GET: READ, HEAD: READ, PUT: WRITE, COPY: WRITE, DELETE: 0, POST: WRITE },
  perByteDown: 0.09 / 1e9,
};

export interface MeterSnapshot {
  readonly requests: Readonly<Record<RequestKind, number>>;
  /** Bytes of object content; headers, XML and TLS are not in it. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  /** US dollars. */
  readonly estimatedCost: number;
}

export interface RequestMeter extends RequestObserver {
  /** Totals since the meter was made. */
  snapshot(): MeterSnapshot;
}

/** Counts what the adapter it is given to sends (`observer` of an account): every HTTP request, those of retries and parts too. */
export function createRequestMeter(prices: PriceTable = AWS_STANDARD_PRICES): RequestMeter {
  const requests = { LIST: 0, GET: 0, HEAD: 0, PUT: 0, COPY: 0, DELETE: 0, POST: 0 };
  let bytesUp = 0;
  let bytesDown = 0;
  return {
    requested(kind, sentBytes) {
      requests[kind] += 1;
      bytesUp += sentBytes;
    },
    received(bytes) {
      bytesDown += bytes;
    },
    snapshot() {
      const forRequests = REQUEST_KINDS.reduce(
        (sum, kind) => sum + requests[kind] * prices.perRequest[kind],
        0,
      );
      return {
        requests: { ...requests },
        bytesUp,
        bytesDown,
        estimatedCost: forRequests + bytesDown * prices.perByteDown,
      };
    },
  };
}
