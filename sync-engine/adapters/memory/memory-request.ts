import type { RequestKind } from '../object-store/requests.ts';
import type { MemoryBucket } from './memory-bucket.ts';

/** One request, for counting it and for deciding whether it is allowed. */
export interface Ask {
  readonly kind: RequestKind;
  readonly action: string;
  readonly key?: string;
  /** Bytes of content in the body. */
  readonly sent?: number;
}

/** The door every operation goes through: refuses, counts, and gives the bucket. */
export type Enter = (ask: Ask, signal: AbortSignal | undefined) => MemoryBucket;
