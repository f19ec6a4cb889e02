import type { BucketInfo } from '../../../contract/api/index.ts';
import type { BucketFacts } from '../../../index.ts';

export function bucketInfo(facts: BucketFacts): BucketInfo {
  const { region, retentionDays, ...rest } = facts;
  return { ...rest, retentionDays: retentionDays ?? null, ...(region === undefined ? {} : { region }) };
}
