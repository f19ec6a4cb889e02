import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { BucketInfo } from '../../../sync-engine/contract/api/index.ts';
import { bucketNameFault, type BucketArea } from '../../../sync-engine/contract/bucket-url.ts';
import { useApi } from '../../api/hooks.ts';
import { asPrefix } from './bucket-names.ts';

/** Rest of the fingers before a typed name is looked for (milliseconds). */
const SETTLE_MS = 400;

export interface BucketLook {
  /** Of the name asked for, never of one before it. */
  readonly info: BucketInfo | undefined;
  readonly error: unknown;
  /** It is not known yet, and will be. */
  readonly busy: boolean;
  readonly again: () => void;
}

/** What the provider says of a bucket, and of the part of it below a prefix; nothing is asked for a name that cannot be one. */
export function useBucket(
  account: string,
  { bucket: name, prefix: typed }: BucketArea,
  listed: readonly string[],
): BucketLook {
  const api = useApi();
  const prefix = asPrefix(typed);
  const [settled] = useDebouncedValue(name, SETTLE_MS);
  const [settledPrefix] = useDebouncedValue(prefix, SETTLE_MS);
  const plausible = name !== '' && (listed.includes(name) || bucketNameFault(name) === undefined);
  const ready = (listed.includes(name) || settled === name) && settledPrefix === prefix;
  const query = useQuery({
    ...api.setup.bucket.queryOptions({ input: { account, name, prefix } }),
    enabled: plausible && ready,
  });
  return {
    info: query.data,
    error: query.error ?? undefined,
    busy: plausible && (!ready || query.isFetching),
    again: () => void query.refetch(),
  };
}
