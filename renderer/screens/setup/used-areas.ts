import type { PairState } from '../../../sync-engine/contract/api/index.ts';
import { areasOverlap, type BucketArea } from '../../../sync-engine/contract/bucket-url.ts';
import { serverIdentity } from '../../../sync-engine/contract/endpoint.ts';

/** An area that a pair has for its files or its trash. */
export interface UsedArea extends BucketArea {
  /** The pair's name. */
  readonly pair: string;
}

type Placed = Pick<PairState, 'name' | 'endpoint' | 'credentials' | 'bucket' | 'prefix' | 'recycle'>;

/** The server of a pair, for comparing. */
export function serverOf({ endpoint, credentials }: Pick<PairState, 'endpoint' | 'credentials'>): string {
  return serverIdentity({ endpoint, credentials: { kind: credentials } });
}

/** What the pairs have on one server. */
export function usedAreas(pairs: readonly Placed[], server: string): readonly UsedArea[] {
  return pairs
    .filter((pair) => serverOf(pair) === server)
    .flatMap(({ name, bucket, prefix, recycle }) => [
      { pair: name, bucket, prefix },
      { pair: name, ...recycle },
    ]);
}

/** Whose area another one would overlap with; undefined when it is free. */
export function usedBy(area: BucketArea, used: readonly UsedArea[]): UsedArea | undefined {
  return used.find((other) => areasOverlap(area, other));
}
