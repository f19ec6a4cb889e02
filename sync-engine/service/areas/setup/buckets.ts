import type { BucketInfo } from '../../../contract/api/index.ts';
import type { BucketFacts } from '../../../index.ts';

export function bucketInfo(facts: BucketFacts): BucketInfo {
  const { region, expiry, ...rest } = facts;
  return { ...rest, expiry: expiry ?? null, ...(region === undefined ? {} : { region }) };
}
